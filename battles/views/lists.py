"""The lists of records: searched, filtered, sorted and in pages."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import filters, models
from battles.filters.counting import count
from battles.filters.facets import shortened
from battles.filters.parameters import MAX_PER_PAGE, read_choice, read_number
from battles.filters.selection import Selection
from battles.resources.downloads import FORMATS, download
from battles.views.base import ReadOnlyView
from battles.views.facet_choices import chosen_filters, linked_records, offered_choices, offered_keys
from battles.views.pagination import CountedPaginator

PER_PAGE = 50
PER_PAGE_CHOICES = (20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Column:
    """A column of a list; ``order`` has the fields or expressions that it sorts by, and is empty where it does not.

    A column that takes long to work out is in lists of up to ``most_rows`` rows.
    """

    key: str
    label: str
    order: tuple = ()
    most_rows: int | None = None

    def expressions(self, *, descending):
        """What to order by; rows without a value come last either way."""
        for each in self.order:
            expression = F(each) if isinstance(each, str) else each
            yield expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)

    def is_in(self, counts):
        """Whether a list of so many rows has the column."""
        return self.most_rows is None or counts.total <= self.most_rows


class RecordListView(ReadOnlyView):
    """A list page, declared by its model, its filters, its columns and the order it has of itself."""

    model = None
    facets = ()
    ranges = ()
    columns = ()
    # What one row is, in a sentence.
    row_meaning = ""
    template_name = ""
    # The field that breaks ties, so that no row is on two pages; it follows the direction of the order.
    identity = "slug"
    # The kinds of claims to which the list is held.
    kinds = ()

    @property
    def repeatable(self):
        return [facet.name for facet in self.facets]

    def allowed_parameters(self):
        ends = [parameter for each in self.ranges for parameter in each.parameters]
        in_full = ["all"] if self.facets else []
        return [*self.repeatable, *ends, "q", "sort", "page", "per_page", "format", *in_full]

    def get_rows(self, columns):
        """The rows, with what these columns show and sort by beside the rows' own values and links."""
        return self.model.objects.published()

    def in_own_order(self, rows):
        return rows

    def get(self, request):
        given = without_empty(request.GET)
        column, descending = self.read_sort(given)
        per_page = read_number(given, "per_page", default=PER_PAGE, largest=MAX_PER_PAGE)
        format = read_choice(given, "format", FORMATS)
        in_full = read_choice(given, "all", self.repeatable)
        selection = Selection(given, self.get_rows([column]), self.facets, self.ranges)
        if format and "page" not in given and not (column and column.most_rows):
            return download(self.in_order(selection.rows, column, descending), format)
        counts = count(selection, self.kinds)
        if column and not column.is_in(counts):
            raise BadRequest(
                _("This list is too long to be sorted by %(name)s: choose filters that leave up to %(limit)d records.")
                % {"name": column.key, "limit": column.most_rows}
            )
        rows = self.in_order(selection.rows, column, descending)
        columns = [each for each in self.columns if each.is_in(counts)]
        page = CountedPaginator(rows, per_page, counts).read_page(given, self.get_rows(columns))
        if format:
            return download(rows.filter(pk__in=[row.pk for row in page]) if "page" in given else rows, format)
        offered = offered_keys(selection, counts, in_full)
        records = linked_records(selection, offered, page.object_list)
        choices = offered_choices(selection, counts, offered, records, given)
        meta = self.model._meta
        return render(
            request,
            self.template_name or f"battles/{meta.model_name}_list.html",
            {
                "title": meta.verbose_name_plural,
                "row_meaning": self.row_meaning,
                "page": page,
                "counts": counts,
                "parameters": given,
                "path": request.path,
                "query": selection.query,
                "columns": [each.key for each in columns],
                "headings": [self.heading(each, column, descending) for each in columns],
                "sorts": [self.sort_choice(each, given) for each in columns if each.order],
                "per_page_choices": sorted({*PER_PAGE_CHOICES, per_page}),
                "per_page": per_page,
                "choices": choices,
                "ranges": [each.described(given) for each in self.ranges],
                "chosen": chosen_filters(selection, choices, given),
                "downloads": list(FORMATS),
            },
        )

    def in_order(self, rows, column, descending):
        if not column:
            return self.in_own_order(rows)
        tie = F(self.identity).desc() if descending else F(self.identity).asc()
        return rows.order_by(*column.expressions(descending=descending), tie)

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

    @staticmethod
    def sort_choice(column, given):
        return {"label": column.label, "up": column.key, "down": f"-{column.key}", "chosen": given.get("sort", "")}


def without_empty(given):
    """The parameters that have a value: a form sends its empty fields too."""
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        for value in dict.fromkeys(value.strip() for value in values):
            if value:
                kept.appendlist(name, value)
    return kept


START = Column("start", gettext_lazy("Date"), ("start_sort",))
NAME = Column("name", gettext_lazy("Name"), ("name",))
BELLIGERENT = Column("belligerent", gettext_lazy("Belligerent"), ("belligerent__slug",))
CLAIMS = Column("claims", gettext_lazy("Figures"), ("claim_count",))


class EventListView(RecordListView):
    def get_rows(self, columns):
        return super().get_rows(columns).with_count("claim_count", "figureclaims")


class CampaignListView(EventListView):
    model = models.Campaign
    facets = filters.CAMPAIGN_FACETS
    ranges = (filters.EVENT_DATES,)
    row_meaning = gettext_lazy("One row is a named campaign or great battle, within a war or larger campaign.")
    columns = (
        NAME,
        START,
        Column("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        Column("outcome", gettext_lazy("Outcome"), ("outcome",)),
        Column("engagements", gettext_lazy("Engagements"), ("engagement_count",)),
        CLAIMS,
    )

    def get_rows(self, columns):
        return super().get_rows(columns).with_count("engagement_count", "engagements")


class EngagementListView(EventListView):
    model = models.Engagement
    facets = filters.ENGAGEMENT_FACETS
    ranges = (filters.EVENT_DATES,)
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
    model = models.Unit
    facets = filters.UNIT_FACETS
    row_meaning = gettext_lazy("One row is a formation or force, from a war area to a regiment or a militia.")
    columns = (
        NAME,
        BELLIGERENT,
        Column("echelon", gettext_lazy("Echelon"), ("echelon",)),
        Column("arm", gettext_lazy("Arm"), ("arm",)),
        Column("participations", gettext_lazy("Took part in"), ("participation_count",)),
        CLAIMS,
    )

    def get_rows(self, columns):
        rows = super().get_rows(columns).with_count("claim_count", "figureclaims")
        return rows.with_count("participation_count", "participations")


class CommanderListView(RecordListView):
    model = models.Commander
    facets = filters.COMMANDER_FACETS
    ranges = (filters.BORN,)
    row_meaning = gettext_lazy("One row is a person with a part in a campaign; people invented by a novel are marked.")
    columns = (
        NAME,
        BELLIGERENT,
        Column("rank", gettext_lazy("Rank"), ("rank",)),
        Column("posts", gettext_lazy("Posts"), ("appointment_count",)),
        Column("participations", gettext_lazy("Took part in"), ("participation_count",)),
    )

    def get_rows(self, columns):
        rows = super().get_rows(columns).with_count("appointment_count", "appointments")
        return rows.with_count("participation_count", "participations")


class PlaceListView(RecordListView):
    model = models.Place
    facets = filters.PLACE_FACETS
    row_meaning = gettext_lazy("One row is a town, river, pass or region that the sources name.")
    columns = (
        NAME,
        Column("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        Column("latitude", gettext_lazy("Latitude, longitude"), ("latitude", "longitude")),
    )


class SourceListView(RecordListView):
    model = models.Source
    facets = filters.SOURCE_FACETS
    ranges = (filters.ISSUED,)
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

    def get_rows(self, columns):
        rows = super().get_rows(columns).with_count("claim_count", "figureclaims")
        return rows.with_count("quoted_count", "quoted_figureclaims")


class BelligerentListView(RecordListView):
    model = models.Belligerent
    row_meaning = gettext_lazy("One row is a state or party that fights, or whose people suffer.")
    columns = (
        NAME,
        Column("units", gettext_lazy("Units"), ("unit_count",)),
        Column("commanders", gettext_lazy("Commanders"), ("commander_count",)),
        CLAIMS,
    )

    def get_rows(self, columns):
        rows = super().get_rows(columns).with_count("claim_count", "figureclaims")
        return rows.with_count("unit_count", "units").with_count("commander_count", "commanders")


# What others say is looked up for each row, some fifty microseconds a row.
OTHERS = Column("disagreement", gettext_lazy("Others say"), ("disagreement",), most_rows=20_000)


class FigureClaimListView(RecordListView):
    model = models.FigureClaim
    facets = filters.claim_facets(models.FigureKind)
    ranges = filters.CLAIM_RANGES
    template_name = "battles/figureclaim_list.html"
    identity = "pk"
    row_meaning = gettext_lazy("One row is a number that one source gives, at one place in it.")
    columns = (
        Column("figure", gettext_lazy("Figure"), (Coalesce("low", "high"),)),
        Column("category", gettext_lazy("Of what"), ("kind", "category", "counted")),
        Column("belligerent", gettext_lazy("Whose"), ("belligerent__slug", "unit__slug")),
        Column("event", gettext_lazy("In"), ("campaign__slug", "engagement__slug")),
        Column("source", gettext_lazy("Source and place"), ("source__slug", "locator")),
        Column("wording", gettext_lazy("In its words"), ("wording",)),
        OTHERS,
    )

    def get_rows(self, columns):
        return self.model.objects.published().with_others() if OTHERS in columns else self.model.objects.published()

    def in_own_order(self, rows):
        """In the order in which they were entered, which is that of the sources."""
        return rows.order_by("pk")


class CasualtyClaimListView(FigureClaimListView):
    model = models.CasualtyClaim
    kinds = models.CasualtyClaim.kinds
    facets = filters.claim_facets(kinds)
    row_meaning = gettext_lazy(
        "One row is a number of people killed, wounded, missing or captured that one source gives."
    )


class StrengthClaimListView(FigureClaimListView):
    model = models.StrengthClaim
    kinds = models.StrengthClaim.kinds
    facets = filters.claim_facets(kinds)
    row_meaning = gettext_lazy("One row is a number of persons, formations, aircraft or ships that one source gives.")
