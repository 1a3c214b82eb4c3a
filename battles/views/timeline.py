"""The timeline of a campaign: its engagements in order of time, drawn with the doubt about their dates."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, Q, Value, When
from django.shortcuts import render

from battles import models
from battles.charts.timeline import NOT_STATED, Axis, doubt
from battles.values.date_extents import date_extent, event_extent, moment_extent
from battles.values.hierarchies import in_layers
from battles.views.base import ReadOnlyView, find_or_404
from battles.views.campaign_scope import engagements_within
from battles.views.comparisons import compare_values
from battles.views.pagination import Excerpt

ENGAGEMENT_ROWS = 1_000
MAX_LEVEL = 4
# Order of display: beginning, whole event, end.
BOUNDARIES = (models.Boundary.START, models.Boundary.ON, models.Boundary.END)


@dataclass
class EventRow:
    """An event on the timeline: how deep it is nested, its bar, and the claims about its dates that are shown."""

    event: models.Campaign | models.Engagement
    level: int = 0
    parts: list = field(default_factory=list)
    comparisons: list = field(default_factory=list)
    drawing: object = None

    @property
    def extent(self):
        return event_extent(self.event.start, self.event.end)

    @property
    def claims(self):
        return [claim for comparison in self.comparisons for claim in comparison.claims]

    @cached_property
    def first_day(self):
        """The day that the row is sorted by: its own, or else the first day of its claims and parts.

        It is kept, so that the next larger row does not ask all levels below again.
        """
        own = self.event.start_sort if self.event.start_sort is not None else self.event.end_last
        if own is not None:
            return own
        days = [*(claim.date_sort for claim in self.claims), *(part.first_day for part in self.parts)]
        return min((day for day in days if day is not None), default=None)

    def draw(self, axis):
        if self.extent:
            start, end = self.event.start, self.event.end
            last = self.extent.possible[-1].latest
            self.drawing = axis.draw(
                self.extent,
                sign_before="" if start else NOT_STATED,
                sign_after=doubt(start, end) + ("" if end or last is None else NOT_STATED),
            )
        for claim in self.claims:
            claim.drawing = axis.draw(claim_extent(claim), sign_after=doubt(claim.date))


class TimelineView(ReadOnlyView):
    """The timeline of one campaign."""

    def get(self, request, slug):
        campaign = find_or_404(models.Campaign.objects.published().with_links(), slug=slug)
        keys = engagements_within({campaign.pk})
        shown = keys[:ENGAGEMENT_ROWS]
        engagements = list(models.Engagement.objects.with_links().filter(pk__in=shown))
        compared = dates_worth_comparing(
            [campaign, *engagements],
            models.DateClaim.objects.published().filter(Q(campaign=campaign) | Q(engagement__in=shown)),
        )
        whole = EventRow(campaign, comparisons=compared[campaign])
        campaigns = Excerpt.of(campaign.parts.published(), ENGAGEMENT_ROWS)
        smaller = [EventRow(part) for part in campaigns.rows]
        fronts = by_front(nest(engagements, compared))
        rows = [whole, *smaller, *(row for _front, rows in fronts for row in rows)]
        # An axis for the whole year of a campaign would leave its engagements little room.
        axis = Axis.around(extents_of(rows[1:])) or Axis.around(extents_of(rows))
        if axis:
            for row in rows:
                row.draw(axis)
        return render(
            request,
            "battles/campaign_timeline.html",
            {
                "campaign": campaign,
                "whole": whole,
                "smaller": [row for row in smaller if row.drawing],
                "campaigns": campaigns,
                "fronts": fronts,
                "has_fronts": any(front for front, _rows in fronts),
                "ticks": axis.ticks() if axis else [],
                "undated": [each for each in engagements if not (each.start or each.end)],
                "shown": len(engagements),
                "total": len(keys),
            },
        )


def extents_of(rows):
    for row in rows:
        if row.extent:
            yield row.extent
        yield from map(claim_extent, row.claims)


def claim_extent(claim):
    """The days of a date claim. A beginning or an end is on one of the days of its date, an event on all of them."""
    return date_extent(claim.date) if claim.boundary == models.Boundary.ON else moment_extent(claim.date)


def dates_worth_comparing(events, claims):
    """Comparisons of date claims by event, if the claims differ or the event has no date; in one query."""
    by_boundary = Case(*(When(boundary=each, then=Value(place)) for place, each in enumerate(BOUNDARIES)))
    claims = claims.with_links().order_by("campaign", "engagement", by_boundary, "date_sort", "date", "ref")
    undated = {event for event in events if not (event.start or event.end)}
    shown = defaultdict(list)
    for comparison in compare_values(claims, ["campaign", "engagement", "boundary"], "date"):
        event = comparison.first.event
        if comparison.differs or event in undated:
            shown[event].append(comparison)
    return shown


def nest(engagements, comparisons):
    """The engagements as rows, each within the row of its whole, by their first day.

    Rows that have no date, no date claim and no such part are left out.
    """
    rows = {each.pk: EventRow(each, comparisons=comparisons[each]) for each in engagements}
    layers, _circle = in_layers([(row, key, [row.event.part_of_id]) for key, row in rows.items()])
    roots = []
    # Parts come before their whole.
    for row in (row for layer in reversed(layers) for row in layer):
        row.parts = in_order(row.parts)
        if row.parts or row.comparisons or row.extent:
            whole = rows.get(row.event.part_of_id)
            (whole.parts if whole else roots).append(row)
    return in_order(roots)


def by_front(roots):
    """Pairs of a front and its rows by their first day; parts follow their whole."""
    fronts = defaultdict(list)
    for root in roots:
        fronts[root.event.front] += flattened(root)
    return list(fronts.items())


def in_order(rows):
    return sorted(rows, key=lambda row: (row.first_day is None, row.first_day or 0, row.event.slug))


def flattened(root):
    """The row and all rows within it, with their levels; parts follow their whole."""
    waiting = [(root, 0)]
    while waiting:
        row, level = waiting.pop()
        row.level = min(level, MAX_LEVEL)
        yield row
        waiting += [(part, level + 1) for part in reversed(row.parts)]
