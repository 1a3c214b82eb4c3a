"""The lists of records: searched, filtered, sorted and in pages."""

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles import models
from battles.filters import lists as filters
from battles.filters.counting import count
from battles.filters.parameters import MAX_PER_PAGE, read_choice, read_number
from battles.filters.selection import Selection
from battles.resources.downloads import FORMATS, download
from battles.values.choices import WITHOUT_FIGHTING
from battles.views.base import ReadOnlyView
from battles.views.facet_choices import (
    chosen_filters,
    linked_records,
    offered_facets,
    offered_keys,
    rows_left_out,
)
from battles.views.pagination import CountedPaginator
from battles.views.sorting import ListColumn, csv_columns, read_sort

PER_PAGE = 50
PER_PAGE_CHOICES = (20, 50, 100, 200, 500)


class RecordListView(ReadOnlyView):
    """A list page, declared by its model, its filters, its columns and its default order."""

    model = None
    facets = ()
    ranges = ()
    columns = ()
    # The meaning of a row, in a sentence.
    row_meaning = ""
    template_name = ""
    # The field that breaks ties, so that no row is on two pages; it follows the direction of the order.
    identity = "slug"
    # The order without the parameter ``sort``, if not that of the model.
    default_order = None
    # The kinds of claims that the list is limited to.
    kinds = ()
    # For each number of linked rows that the list shows, its name and the link.
    annotated_counts = {}

    @property
    def repeatable(self):
        return [facet.name for facet in self.facets]

    @property
    def parameters(self):
        ends = [parameter for each in self.ranges for parameter in each.parameters]
        in_full = ["all"] if self.facets else []
        return [*self.repeatable, *ends, "q", "sort", "page", "per_page", "format", *in_full]

    def get_rows(self, columns):
        """The rows, with the computed values that these columns show and sort by."""
        rows = self.model.objects.published()
        for name, related in self.annotated_counts.items():
            rows = rows.with_count(name, related)
        return rows

    def get(self, request):
        self.given = without_empty(request.GET)
        self.sort = read_sort(self.given, self.sortable_columns())
        self.per_page = read_number(self.given, "per_page", default=PER_PAGE, largest=MAX_PER_PAGE)
        format = read_choice(self.given, "format", FORMATS)
        # The facet of which all values are offered.
        self.in_full = read_choice(self.given, "all", self.repeatable)
        self.selection = Selection(self.given, self.get_rows([self.sort.column]), self.facets, self.ranges)
        return self.export(format) if format else self.page()

    def sortable_columns(self):
        """The page's columns, then the CSV columns that are not on the page."""
        keys = {column.key for column in self.columns}
        return [*self.columns, *(column for column in csv_columns(self.model) if column.key not in keys)]

    def export(self, format):
        """All rows of the list as a file, or those of one page."""
        rows = self.in_order()
        if "page" in self.given:
            page = self.read_page(rows, self.count(), [self.sort.column])
            rows = rows.filter(pk__in=[row.pk for row in page])
        elif self.sort.column and self.sort.column.most_rows:
            # Raises BadRequest if the list is too long for this order.
            self.count()
        return download(rows, format)

    def page(self):
        """A page of the list with its filters."""
        counts = self.count()
        columns = [column for column in self.columns if column.is_in(counts)]
        page = self.read_page(self.in_order(), counts, columns)
        offered = offered_keys(self.selection, counts, self.in_full)
        records = linked_records(self.selection, offered, page.object_list)
        facets = offered_facets(self.selection, counts, offered, records, self.given)
        meta = self.model._meta
        return render(
            self.request,
            self.template_name or f"battles/{meta.model_name}_list.html",
            {
                "title": meta.verbose_name_plural,
                "row_meaning": self.row_meaning,
                "page": page,
                "counts": counts,
                "parameters": self.given,
                "path": self.request.path,
                "query": self.selection.query,
                "columns": [column.key for column in columns],
                "headings": [self.sort.heading(column) for column in columns],
                "filter_form": {
                    "query": self.selection.query,
                    "facets": facets,
                    "ranges": [each.described(self.given) for each in self.ranges],
                    "sort_options": self.sort.options(columns),
                    "page_sizes": sorted({*PER_PAGE_CHOICES, self.per_page}),
                    "per_page": self.per_page,
                    "is_open": bool(self.in_full),
                },
                "chosen": chosen_filters(self.selection, facets, self.given),
                "left_out": rows_left_out(self.selection, counts, self.given),
                "downloads": list(FORMATS),
            },
        )

    def count(self):
        """The Counts of the rows. Raises BadRequest if they are too many to be sorted as asked."""
        counts = count(self.selection, self.kinds)
        column = self.sort.column
        if column and not column.is_in(counts):
            raise BadRequest(
                _("This list is too long to be sorted by %(name)s: choose filters that leave up to %(limit)d records.")
                % {"name": column.key, "limit": column.most_rows}
            )
        return counts

    def in_order(self):
        rows, sort = self.selection.rows, self.sort
        if not sort.column:
            return rows.order_by(self.default_order) if self.default_order else rows
        return rows.order_by(*sort.ordering(self.model), f"-{self.identity}" if sort.descending else self.identity)

    def read_page(self, rows, counts, columns):
        """The page that ``page`` asks for, its rows with what the columns show."""
        return CountedPaginator(rows, self.per_page, counts).read_page(self.given, self.get_rows(columns))


def without_empty(given):
    """The parameters that have a value: a form sends its empty fields too."""
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        for value in dict.fromkeys(value.strip() for value in values):
            if value:
                kept.appendlist(name, value)
    return kept


START = ListColumn("start", gettext_lazy("Date"), ("start_sort",))
NAME = ListColumn("name", gettext_lazy("Name"), ("name",))
BELLIGERENT = ListColumn("belligerent", gettext_lazy("Belligerent"), ("belligerent__slug",))
CLAIMS = ListColumn("claims", gettext_lazy("Figures"), ("claim_count",))


class CampaignListView(RecordListView):
    model = models.Campaign
    annotated_counts = {"claim_count": "figureclaims"}
    facets = filters.CAMPAIGN_FACETS
    ranges = (filters.EVENT_DATES,)
    row_meaning = gettext_lazy("One row is a named campaign or great battle, within a war or larger campaign.")
    columns = (
        NAME,
        START,
        ListColumn("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        ListColumn("outcome", gettext_lazy("Outcome"), ("outcome",)),
        ListColumn("engagements", gettext_lazy("Engagements"), ("engagement_count",)),
        CLAIMS,
    )

    def get_rows(self, columns):
        # As many as the list of engagements shows.
        return super().get_rows(columns).with_count("engagement_count", "engagements", ~Q(kind__in=WITHOUT_FIGHTING))


class EngagementListView(RecordListView):
    model = models.Engagement
    annotated_counts = {"claim_count": "figureclaims"}
    facets = filters.ENGAGEMENT_FACETS
    ranges = (filters.EVENT_DATES,)
    row_meaning = gettext_lazy(
        "One row is a battle, landing, capture, bombing or other event, perhaps within a campaign or larger engagement."
    )
    columns = (
        NAME,
        START,
        ListColumn("kind", gettext_lazy("Kind"), ("kind",)),
        ListColumn("front", gettext_lazy("Front"), ("front",)),
        ListColumn("campaign", gettext_lazy("Part of"), ("campaign__slug", "part_of__slug")),
        ListColumn("victor", gettext_lazy("Outcome"), ("outcome", "victor__slug")),
        CLAIMS,
    )


class UnitListView(RecordListView):
    model = models.Unit
    annotated_counts = {"participation_count": "participations", "claim_count": "figureclaims"}
    facets = filters.UNIT_FACETS
    row_meaning = gettext_lazy("One row is a formation or force, from a war area to a regiment or a militia.")
    columns = (
        NAME,
        BELLIGERENT,
        ListColumn("echelon", gettext_lazy("Echelon"), ("echelon",)),
        ListColumn("arm", gettext_lazy("Arm"), ("arm",)),
        ListColumn("participations", gettext_lazy("Took part in"), ("participation_count",)),
        CLAIMS,
    )


class CommanderListView(RecordListView):
    model = models.Commander
    annotated_counts = {"appointment_count": "appointments", "participation_count": "participations"}
    facets = filters.COMMANDER_FACETS
    ranges = (filters.BORN,)
    row_meaning = gettext_lazy("One row is a person with a part in a campaign; people invented by a novel are marked.")
    columns = (
        NAME,
        BELLIGERENT,
        ListColumn("rank", gettext_lazy("Rank"), ("rank",)),
        ListColumn("posts", gettext_lazy("Posts"), ("appointment_count",)),
        ListColumn("participations", gettext_lazy("Took part in"), ("participation_count",)),
    )


class PlaceListView(RecordListView):
    model = models.Place
    facets = filters.PLACE_FACETS
    row_meaning = gettext_lazy("One row is a town, river, pass or region that the sources name.")
    columns = (
        NAME,
        ListColumn("part_of", gettext_lazy("Part of"), ("part_of__slug",)),
        ListColumn("latitude", gettext_lazy("Latitude, longitude"), ("latitude", "longitude")),
    )


class SourceListView(RecordListView):
    model = models.Source
    annotated_counts = {"claim_count": "figureclaims", "quoted_count": "quoted_figureclaims"}
    facets = filters.SOURCE_FACETS
    ranges = (filters.ISSUED,)
    row_meaning = gettext_lazy("One row is a work that can be cited, in hand or known only through another work.")
    columns = (
        ListColumn("title", gettext_lazy("Title"), ("title",)),
        ListColumn("kind", gettext_lazy("Kind"), ("kind",)),
        ListColumn("authors", gettext_lazy("Authors"), ("authors",)),
        ListColumn("issued", gettext_lazy("Issued"), ("issued_sort",)),
        ListColumn("reliability", gettext_lazy("Reliability"), ("reliability",)),
        ListColumn("claims", gettext_lazy("Figures in it"), ("claim_count",)),
        ListColumn("quoted", gettext_lazy("Figures quoted from it"), ("quoted_count",)),
    )


class BelligerentListView(RecordListView):
    model = models.Belligerent
    annotated_counts = {"unit_count": "units", "commander_count": "commanders", "claim_count": "figureclaims"}
    row_meaning = gettext_lazy("One row is a state or party that fights, or whose people suffer.")
    columns = (
        NAME,
        ListColumn("units", gettext_lazy("Units"), ("unit_count",)),
        ListColumn("commanders", gettext_lazy("Commanders"), ("commander_count",)),
        CLAIMS,
    )


# The other claims are looked up for each row, which takes about fifty microseconds a row.
OTHERS = ListColumn("disagreement", gettext_lazy("Others say"), ("disagreement",), most_rows=20_000)


class FigureClaimListView(RecordListView):
    model = models.FigureClaim
    facets = filters.claim_facets(models.FigureKind)
    ranges = filters.CLAIM_RANGES
    template_name = "battles/figureclaim_list.html"
    identity = "pk"
    # As entered, which is the order of the sources.
    default_order = "pk"
    row_meaning = gettext_lazy("One row is a number that one source gives, at one place in it.")
    columns = (
        ListColumn("figure", gettext_lazy("Figure"), (Coalesce("low", "high"),)),
        ListColumn("category", gettext_lazy("Of what"), ("kind", "category", "counted__slug")),
        ListColumn("belligerent", gettext_lazy("Whose"), ("belligerent__slug", "unit__slug")),
        ListColumn("event", gettext_lazy("In"), ("campaign__slug", "engagement__slug")),
        ListColumn("source", gettext_lazy("Source and place"), ("source__slug", "locator")),
        ListColumn("wording", gettext_lazy("In its words"), ("wording",)),
        OTHERS,
    )

    def get_rows(self, columns):
        rows = super().get_rows(columns)
        return rows.with_others() if OTHERS in columns else rows


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
