"""The page of a day: the events and claims that surely, or possibly, include it."""

from django.db.models import F, Max, Min, Q
from django.http import Http404
from django.shortcuts import redirect, render

from battles import models
from battles.filters.parameters import asked_day, read_day
from battles.values.date_extents import OUTSIDE, POSSIBLE, SURE, event_extent, inclusion
from battles.values.date_words import date_in_words
from battles.values.edtf import day_text
from battles.views.base import ReadOnlyView
from battles.views.pagination import Excerpt
from battles.views.timeline import claim_extent

MAX_ROWS = 500


class DayChoiceView(ReadOnlyView):
    """A form that leads to a day, and the first and the last day of the records."""

    parameters = ("day",)

    def get(self, request):
        text = request.GET.get("day", "").strip()
        if text:
            return redirect("battles:day_detail", day_text(asked_day(text)))
        first, last = ends_of_record()
        return render(request, "battles/day_choice.html", {"first": first, "last": last})


class DayView(ReadOnlyView):
    """The engagements, campaigns and date claims of one day, the sure ones apart from the possible ones."""

    def get(self, request, day):
        try:
            number = read_day(day)
        except ValueError as error:
            raise Http404(str(error)) from error
        before, after = nearest_days(number)
        return render(
            request,
            "battles/day_detail.html",
            {
                "day": day_text(number),
                "title": date_in_words(day_text(number)),
                "before": before,
                "after": after,
                "engagements": events_on(models.Engagement, number),
                "campaigns": events_on(models.Campaign, number),
                "claims": claims_on(number),
            },
        )


def events_on(model, day):
    """Excerpts of the campaigns or engagements that were surely, or possibly, on the day by their working dates.

    Those that began last come first; two queries.
    """
    starts_by = Q(start_sort__lte=day) | Q(start="") | is_open("start")
    ends_after = Q(end_last__gte=day) | Q(end="") | is_open("end")
    dates = (
        model.objects.published()
        .filter(starts_by, ends_after)
        .exclude(start="", end="")
        .order_by(F("start_sort").desc(nulls_last=True), "slug")
        .values_list("pk", "start", "end")
    )
    keys = by_inclusion(((key, event_extent(start, end)) for key, start, end in dates), day)
    rows = model.objects.published().with_links().in_bulk(keys[SURE].rows + keys[POSSIBLE].rows)
    return {name: Excerpt([rows[key] for key in each.rows], each.total) for name, each in keys.items()}


def claims_on(day):
    """Excerpts of the date claims whose date surely includes the day, and of those whose date may. One query."""
    within = Q(date_sort__lte=day, date_last__gte=day) | is_open("date")
    claims = (
        models.DateClaim.objects.published()
        .with_links()
        .filter(within)
        .order_by("campaign__slug", "engagement__slug", "boundary", "date_sort", "ref")
    )
    return by_inclusion(((claim, claim_extent(claim)) for claim in claims), day)


def is_open(name):
    """The condition that a date is open or unknown at one end, which its sorting columns do not show."""
    return Q(**{f"{name}__contains": ".."}) | Q(**{f"{name}__startswith": "/"}) | Q(**{f"{name}__endswith": "/"})


def by_inclusion(rows, day):
    """Excerpts of the rows that surely, and of those that possibly, include the day; rows come with their extents."""
    found = {SURE: [], POSSIBLE: [], OUTSIDE: []}
    for row, extent in rows:
        found[inclusion(extent, day)].append(row)
    return {name: Excerpt(found[name][:MAX_ROWS], len(found[name])) for name in (SURE, POSSIBLE)}


# The columns that hold the first and the last day of a date.
DAY_COLUMNS = (
    (models.Engagement, ("start_sort", "end_last")),
    (models.DateClaim, ("date_sort", "date_last")),
)


def nearest_days(day):
    """The nearest days before and after on which a recorded date begins or ends, as EDTF or empty; two queries."""
    before, after = [], []
    for model, columns in DAY_COLUMNS:
        found = model.objects.published().aggregate(
            **{f"before_{name}": Max(name, filter=Q(**{f"{name}__lt": day})) for name in columns},
            **{f"after_{name}": Min(name, filter=Q(**{f"{name}__gt": day})) for name in columns},
        )
        before += [found[f"before_{name}"] for name in columns]
        after += [found[f"after_{name}"] for name in columns]
    return text_of(before, max), text_of(after, min)


def ends_of_record():
    """The first and the last day of all dates, as EDTF or empty; two queries."""
    days = []
    for model, columns in DAY_COLUMNS:
        found = model.objects.published().aggregate(
            **{f"first_{name}": Min(name) for name in columns}, **{f"last_{name}": Max(name) for name in columns}
        )
        days += found.values()
    return text_of(days, min), text_of(days, max)


def text_of(days, choose):
    days = [day for day in days if day is not None]
    return day_text(choose(days)) if days else ""
