"""What happened on a day: what was surely then, and what may have been."""

from dataclasses import dataclass

from django.db.models import F, Max, Min, Q
from django.http import Http404
from django.shortcuts import redirect, render

from battles import models
from battles.filters.parameters import asked_day, read_day
from battles.values.date_extents import event_extent
from battles.values.date_words import date_in_words
from battles.values.edtf import day_text
from battles.views.base import ReadOnlyView
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


@dataclass(frozen=True)
class OnDay:
    """The first rows that were surely on the day, the first that may have been, and the numbers of all of them."""

    sure: list
    possible: list
    sure_count: int
    possible_count: int


def events_on(model, day):
    """The campaigns or engagements of the day, by their working dates, the latest begun first; two queries."""
    starts_by = Q(start_sort__lte=day) | Q(start="") | is_open("start")
    ends_after = Q(end_last__gte=day) | Q(end="") | is_open("end")
    sure, possible = [], []
    dates = model.objects.published().order_by(F("start_sort").desc(nulls_last=True), "slug")
    for key, start, end in (
        dates.filter(starts_by, ends_after).exclude(start="", end="").values_list("pk", "start", "end")
    ):
        sort_in(event_extent(start, end), day, key, sure, possible)
    rows = model.objects.published().with_links().in_bulk([*sure[:MAX_ROWS], *possible[:MAX_ROWS]])
    return OnDay(*([rows[key] for key in keys[:MAX_ROWS]] for keys in (sure, possible)), len(sure), len(possible))


def claims_on(day):
    """The claims that something began, ended or was on the day; one query."""
    within = Q(date_sort__lte=day, date_last__gte=day) | is_open("date")
    claims = (
        models.DateClaim.objects.published()
        .with_links()
        .filter(within)
        .order_by("campaign__slug", "engagement__slug", "boundary", "date_sort", "ref")
    )
    sure, possible = [], []
    for claim in claims:
        sort_in(claim_extent(claim), day, claim, sure, possible)
    return OnDay(sure[:MAX_ROWS], possible[:MAX_ROWS], len(sure), len(possible))


def is_open(name):
    """The condition that a date has an end that is open or unknown, whose days its sorting columns do not tell."""
    return Q(**{f"{name}__contains": ".."}) | Q(**{f"{name}__startswith": "/"}) | Q(**{f"{name}__endswith": "/"})


def sort_in(extent, day, row, sure, possible):
    if extent.is_sure(day):
        sure.append(row)
    elif extent.is_possible(day):
        possible.append(row)


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
