"""The lists of records: searched, filtered, sorted and in pages."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db.models import F
from django.forms import ModelChoiceField
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import filters
from battles.views.downloads import FORMATS, download
from battles.views.reading import (
    MAX_PER_PAGE,
    ReadOnlyView,
    read_choice,
    read_number,
    read_page,
    read_query,
    shortened,
)

PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """A column of a list; ``order`` has the fields that it sorts by, and is empty where it does not."""

    key: str
    label: str
    order: tuple[str, ...] = ()

    def expressions(self, *, descending):
        """What to order by; rows without a value come last either way."""
        for name in self.order:
            yield F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)


class RecordListView(ReadOnlyView):
    """A list page, declared by its filters, its columns and the order it has of itself."""

    filterset_class = None
    columns = ()
    # The field that breaks ties, so that no row is on two pages.
    identity = "slug"
    # What one row is, in a sentence.
    row_meaning = ""
    template_name = ""

    def allowed_parameters(self):
        return [*self.filterset_class.base_filters, "sort", "page", "per_page", "format"]

    def get_rows(self):
        return self.filterset_class._meta.model.objects.with_links()

    def get(self, request):
        given = without_empty(request.GET)
        read_query(given)
        column, descending = self.read_sort(given)
        per_page = read_number(given, "per_page", default=PER_PAGE, largest=MAX_PER_PAGE)
        filterset = self.filterset_class(given, queryset=self.get_rows())
        for name in filterset.errors:
            raise BadRequest(wrong_choice(name, filterset.form.fields[name], given.get(name, "")))
        rows = filterset.qs
        if column:
            rows = rows.order_by(*column.expressions(descending=descending), self.identity)
        if format := read_choice(given, "format", FORMATS):
            return download(rows, format)
        meta = rows.model._meta
        return render(
            request,
            self.template_name or f"battles/{meta.model_name}_list.html",
            {
                "title": meta.verbose_name_plural,
                "row_meaning": self.row_meaning,
                "page": read_page(given, rows, per_page),
                "parameters": given,
                "path": request.path,
                "headings": [self.heading(each, column, descending) for each in self.columns],
                "query_field": filterset.form["q"],
                "filter_fields": [field for field in filterset.form if field.name != "q"],
                "chosen": chosen_filters(given, filterset.form),
                "downloads": list(FORMATS),
                "kept": [(name, given[name]) for name in ("sort", "per_page") if name in given],
            },
        )

    def read_sort(self, given):
        """The column to sort by and whether it descends; no column where the list keeps its own order."""
        sortable = {column.key: column for column in self.columns if column.order}
        chosen = given.get("sort", "")
        key = chosen.removeprefix("-")
        if chosen and key not in sortable:
            raise BadRequest(
                _("“%(value)s” is no value for sort; choose one of: %(allowed)s, with - before it for the reverse.")
                % {"value": shortened(chosen), "allowed": ", ".join(sortable)}
            )
        return sortable.get(key), chosen.startswith("-")

    @staticmethod
    def heading(column, sorted_column, descending):
        is_sorted = column is sorted_column
        return {
            "label": column.label,
            "key": column.key,
            "is_sortable": bool(column.order),
            "direction": ("descending" if descending else "ascending") if is_sorted else "",
            "next_sort": f"-{column.key}" if is_sorted and not descending else column.key,
        }


def without_empty(given):
    """The parameters that have a value: a form sends its empty fields too."""
    kept = QueryDict(mutable=True)
    for name, value in given.items():
        if value.strip():
            kept[name] = value.strip()
    return kept


def wrong_choice(name, field, value):
    """The sentence for a value that a filter does not know."""
    if isinstance(field, ModelChoiceField):
        return _("“%(value)s” is no value for %(name)s: there is no %(kind)s with this slug.") % {
            "value": shortened(value),
            "name": name,
            "kind": field.queryset.model._meta.verbose_name,
        }
    allowed = [str(key) for key, label in field.choices if key != ""]
    return _("“%(value)s” is no value for %(name)s; choose one of: %(allowed)s.") % {
        "value": shortened(value),
        "name": name,
        "allowed": ", ".join(allowed) or _("none, as no record has a value here"),
    }


def chosen_filters(given, form):
    """The filters in use: what each is called, the value chosen, and the query without it."""
    chosen = []
    for field in form:
        if field.name not in given:
            continue
        rest = given.copy()
        del rest[field.name]
        rest.pop("page", None)
        value = form.cleaned_data[field.name]
        labels = dict(getattr(field.field, "choices", [])) if not hasattr(value, "slug") else {}
        chosen.append(
            {
                "label": field.label,
                "record": value if hasattr(value, "slug") else None,
                "value": labels.get(given[field.name], given[field.name]),
                "rest": rest.urlencode(),
            }
        )
    return chosen


START = Column("start", gettext_lazy("Date"), ("start_sort",))
NAME = Column("name", gettext_lazy("Name"), ("name",))
BELLIGERENT = Column("belligerent", gettext_lazy("Belligerent"), ("belligerent__slug",))
CLAIMS = Column("claims", gettext_lazy("Figures"), ("claim_count",))


class EventListView(RecordListView):
    def get_rows(self):
        return super().get_rows().with_count("claim_count", "figureclaims")


class CampaignListView(EventListView):
    filterset_class = filters.CampaignFilterSet
    row_meaning = gettext_lazy("One row is a named campaign or great battle, within a war or larger campaign.")
    columns = (
        NAME,
        START,
        Column("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        Column("outcome", gettext_lazy("Outcome"), ("outcome",)),
        Column("engagements", gettext_lazy("Engagements"), ("engagement_count",)),
        CLAIMS,
    )

    def get_rows(self):
        return super().get_rows().with_count("engagement_count", "engagements")


class EngagementListView(EventListView):
    filterset_class = filters.EngagementFilterSet
    row_meaning = gettext_lazy(
        "One row is a battle, landing, capture, bombing or other event, within a campaign or a larger engagement."
    )
    columns = (
        NAME,
        START,
        Column("kind", gettext_lazy("Kind"), ("kind",)),
        Column("front", gettext_lazy("Front"), ("front",)),
        Column("campaign", gettext_lazy("Part of"), ("campaign__slug", "part_of__slug")),
        Column("victor", gettext_lazy("Outcome"), ("outcome", "victor__slug")),
        CLAIMS,
    )


class UnitListView(RecordListView):
    filterset_class = filters.UnitFilterSet
    row_meaning = gettext_lazy("One row is a formation or force, from a war area to a regiment or a militia.")
    columns = (
        NAME,
        BELLIGERENT,
        Column("echelon", gettext_lazy("Echelon"), ("echelon",)),
        Column("arm", gettext_lazy("Arm"), ("arm",)),
        Column("participations", gettext_lazy("Took part in"), ("participation_count",)),
        CLAIMS,
    )

    def get_rows(self):
        rows = super().get_rows().with_count("claim_count", "figureclaims")
        return rows.with_count("participation_count", "participations")


class CommanderListView(RecordListView):
    filterset_class = filters.CommanderFilterSet
    row_meaning = gettext_lazy("One row is a person with a part in a campaign; people invented by a novel are marked.")
    columns = (
        NAME,
        BELLIGERENT,
        Column("rank", gettext_lazy("Rank"), ("rank",)),
        Column("posts", gettext_lazy("Posts"), ("appointment_count",)),
        Column("participations", gettext_lazy("Took part in"), ("participation_count",)),
    )

    def get_rows(self):
        rows = super().get_rows().with_count("appointment_count", "appointments")
        return rows.with_count("participation_count", "participations")


class PlaceListView(RecordListView):
    filterset_class = filters.PlaceFilterSet
    row_meaning = gettext_lazy("One row is a town, river, pass or region that the sources name.")
    columns = (
        NAME,
        Column("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        Column("latitude", gettext_lazy("Latitude, longitude"), ("latitude", "longitude")),
    )


class SourceListView(RecordListView):
    filterset_class = filters.SourceFilterSet
    row_meaning = gettext_lazy("One row is a work that can be cited, in hand or known only through another work.")
    columns = (
        Column("title", gettext_lazy("Title"), ("title",)),
        Column("kind", gettext_lazy("Kind"), ("kind",)),
        Column("authors", gettext_lazy("Authors"), ("authors",)),
        Column("issued", gettext_lazy("Issued"), ("issued_sort",)),
        Column("reliability", gettext_lazy("Reliability"), ("reliability",)),
        Column("claims", gettext_lazy("Figures in it"), ("claim_count",)),
        Column("quoted", gettext_lazy("Figures quoted from it"), ("quoted_count",)),
    )

    def get_rows(self):
        rows = super().get_rows().with_count("claim_count", "figureclaims")
        return rows.with_count("quoted_count", "quoted_figureclaims")


class BelligerentListView(RecordListView):
    filterset_class = filters.BelligerentFilterSet
    row_meaning = gettext_lazy("One row is a state or party that fights, or whose people suffer.")
    columns = (
        NAME,
        Column("units", gettext_lazy("Units"), ("unit_count",)),
        Column("commanders", gettext_lazy("Commanders"), ("commander_count",)),
        CLAIMS,
    )

    def get_rows(self):
        rows = super().get_rows().with_count("claim_count", "figureclaims")
        return rows.with_count("unit_count", "units").with_count("commander_count", "commanders")


class FigureClaimListView(RecordListView):
    filterset_class = filters.FigureClaimFilterSet
    template_name = "battles/figureclaim_list.html"
    identity = "ref"
    row_meaning = gettext_lazy("One row is a number that one source gives, at one place in it.")
    columns = (
        Column("figure", gettext_lazy("Figure"), ("low", "high")),
        Column("category", gettext_lazy("Of what"), ("kind", "category", "counted")),
        Column("belligerent", gettext_lazy("Whose"), ("belligerent__slug", "unit__slug")),
        Column("event", gettext_lazy("In"), ("campaign__slug", "engagement__slug")),
        Column("source", gettext_lazy("Source and place"), ("source__slug", "locator")),
        Column("wording", gettext_lazy("In its words")),
    )


class CasualtyClaimListView(FigureClaimListView):
    filterset_class = filters.CasualtyClaimFilterSet
    row_meaning = gettext_lazy(
        "One row is a number of people killed, wounded, missing or captured that one source gives."
    )


class StrengthClaimListView(FigureClaimListView):
    filterset_class = filters.StrengthClaimFilterSet
    row_meaning = gettext_lazy("One row is a number of persons, formations, aircraft or ships that one source gives.")
