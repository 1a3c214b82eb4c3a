"""The statements that stand on a text: by their place in it, and in words."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.utils.text import capfirst

from battles.checking.documents import Places
from battles.checking.findings import STATEMENTS
from battles.models import Source
from battles.models.records import records_for_links
from battles.models.statements import Statement
from battles.review.queue import summary_of
from battles.values.choices import Status

# No database takes more values in one list.
BATCH = 500


@dataclass(frozen=True, eq=False)
class Located:
    """A statement in words, and the numbers of the paragraphs that its locator names."""

    statement: Statement
    numbers: range
    kind: str
    words: str

    @property
    def status(self):
        """The status in words, of a statement that readers do not see."""
        statement = self.statement
        return "" if statement.status == Status.PUBLISHED else statement.get_status_display()


@dataclass(frozen=True)
class Reading:
    """How far a text is read: its paragraphs, those that are read, and its sheets."""

    paragraphs: int
    read: int
    sheets: int
    has_pages: bool


def reading_of(text) -> Reading:
    found = text.paragraphs.order_by().aggregate(
        paragraphs=Count("pk"), read=Count("read_at"), sheets=Max("sheet"), last_page=Max("page")
    )
    return Reading(found["paragraphs"], found["read"], found["sheets"] or 1, bool(found["last_page"]))


def places_in(text, reading: Reading) -> Places:
    """The places in the text that locators name; a query if it marks pages."""
    if not reading.has_pages:
        return Places(reading.paragraphs, {})
    pages = text.paragraphs.exclude(page="").order_by().values_list("page")
    extents = pages.annotate(first=Min("number"), last=Max("number"))
    return Places(reading.paragraphs, {page: (first, last) for page, first, last in extents})


def count_statements(sources) -> dict[int, int]:
    """The number of statements of each of these sources, by key; one query."""
    first, *others = (
        model.objects.filter(source__in=sources).order_by().values_list("source").annotate(rows=Count("pk"))
        for model in STATEMENTS.values()
    )
    counts = defaultdict(int)
    for source, rows in first.union(*others, all=True):
        counts[source] += rows
    return counts


def locators_of(source: Source) -> list[str]:
    """The different locators of all statements of the source; one query."""
    first, *others = (
        model.objects.filter(source=source).order_by().values_list("locator", flat=True)
        for model in STATEMENTS.values()
    )
    return list(first.union(*others))


def located(source: Source, places: Places, numbers: range) -> list[Located]:
    """The statements of the source whose locators name any of these paragraphs, with their links.

    The number of queries does not grow with the statements.
    """
    wanted = {}
    for locator in locators_of(source):
        try:
            named = places.numbers(locator)
        except ValueError:
            continue
        if named.start < numbers.stop and numbers.start < named.stop:
            wanted[locator] = named
    statements = []
    for model in STATEMENTS.values():
        keys = list(wanted)
        for start in range(0, len(keys), BATCH):
            statements += model.objects.filter(source=source, locator__in=keys[start : start + BATCH]).order_by("ref")
    load_links(statements, source)
    kinds = {model: str(capfirst(model._meta.verbose_name)) for model in STATEMENTS.values()}
    return [
        Located(statement, wanted[statement.locator], kinds[type(statement)], summary_of(statement))
        for statement in statements
    ]


def load_links(statements, source):
    """Load the records to which the statements link; one query."""
    for statement in statements:
        statement.source = source
    keys = defaultdict(set)
    links = [
        (statement, field)
        for statement in statements
        for field in LINKS[type(statement)]
        if getattr(statement, field.attname) is not None
    ]
    for statement, field in links:
        keys[field.related_model].add(getattr(statement, field.attname))
    records = records_for_links(keys)
    for statement, field in links:
        setattr(statement, field.name, records[field.related_model][getattr(statement, field.attname)])


# The links of each kind of statement that its words name.
LINKS = {
    model: [field for field in model.link_fields() if field.name in model.ref_columns and field.name != "source"]
    for model in STATEMENTS.values()
}
