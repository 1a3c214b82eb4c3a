"""The check of records against all rules, and of their wordings against the texts of the sources."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.db.models import Count, prefetch_related_objects
from django.utils.translation import gettext as _

from battles.checking.columns import check_columns
from battles.checking.dates import check_date, check_order
from battles.checking.documents import Document, file_sha256, kept_documents, without_space
from battles.checking.figures import check_figure, check_losses
from battles.checking.findings import LABELS, RECORDS, STATEMENTS, Finding, error, warning
from battles.checking.names import check_name, check_unit
from battles.checking.short_titles import check_short_titles
from battles.models import DateClaim, FigureClaim, Name, Source, SourceText

EVENT = ["campaign", "engagement__campaign", "engagement__part_of"]
LINKS = {
    "names": ["unit"],
    "appointments": ["unit"],
    "subordinations": ["unit"],
    "participations": ["unit"],
    "claims": ["unit", "counted", *EVENT],
    "dateclaims": EVENT,
}
# Rows with the same values in these columns are checked against each other.
TOGETHER = {
    "claims": ["source_id", "campaign_id", "engagement_id", "belligerent_id", "unit_id", "counted_id"],
    "dateclaims": ["source_id", "campaign_id", "engagement_id"],
}
CHECK_TOGETHER = {"claims": check_losses, "dateclaims": check_order}
BATCH = 2_000
# A page compares a row with a group of at most this size, because the work grows with its square.
MOST_TOGETHER = 100


def check_row(row) -> Iterator[Finding]:
    """The findings for one statement by itself, without the text of its source."""
    yield from check_columns(row)
    yield from check_unit(row)
    match row:
        case Name():
            yield from check_name(row)
        case FigureClaim():
            yield from check_figure(row)
        case DateClaim():
            yield from check_date(row)


def check_wording(row, document: Document) -> Iterator[Finding]:
    """The wording is at its place in the text."""
    if not row.locator:
        yield error("locator", row, _("The locator is missing: the place in the text."))
        return
    try:
        paragraphs = document.at(row.locator)
    except ValueError as not_found:
        yield error("locator", row, str(not_found))
        return
    if not without_space(row.wording):
        yield warning("wording", row, _("The wording is missing. It cannot be looked up in the text."))
    elif not any(paragraph.has(row.wording) for paragraph in paragraphs):
        elsewhere = ", ".join(f"¶{number}" for number in document.paragraphs_with(row.wording)) or _("no paragraph")
        sentence = _("“%(wording)s” is not in %(locator)s; it is in %(elsewhere)s.")
        values = {"wording": row.wording, "locator": row.locator, "elsewhere": elsewhere}
        yield error("wording", row, sentence % values)


def check_some(rows: list) -> list[list[Finding]]:
    """For each of these statements of one kind, saved or not, its findings, without the texts of the sources.

    The number of queries does not grow with the rows.
    """
    model = rows[0]._meta.concrete_model
    label = LABELS[model]
    prefetch_related_objects(rows, *LINKS.get(label, ()))
    others = others_together(model, label, rows) if label in TOGETHER else {}
    findings = []
    for row in rows:
        found = [] if row.locator else [without_locator(row)]
        found += check_row(row)
        if label in TOGETHER:
            together = others.get(attrgetter(*TOGETHER[label])(row), ())
            together = [row, *(other for other in together if other.ref != row.ref)]
            found += [finding for finding in CHECK_TOGETHER[label](together) if finding.ref == row.ref]
        findings.append(found)
    return findings


def others_together(model, label, rows):
    """The saved rows to check these rows against, by the values that they share; large groups are left out."""
    columns = TOGETHER[label]
    groups = [dict(zip(columns, values, strict=True)) for values in {attrgetter(*columns)(row) for row in rows}]
    sizes = model.objects.in_groups(groups, columns).order_by().values(*columns).annotate(rows=Count("pk"))
    small = [group for group in sizes if group.pop("rows") <= MOST_TOGETHER]
    others = defaultdict(list)
    for other in model.objects.in_groups(small, columns).order_by("ref"):
        others[attrgetter(*columns)(other)].append(other)
    return others


def without_locator(row) -> Finding:
    return warning("locator", row, _("The locator is missing: the place in the source."))


class RecordCheck:
    """A check of all records, against the texts of the sources that ``folder`` has or that the site keeps.

    ``findings()`` is a generator; the counts are complete when it ends. The number of queries is fixed, and a row
    stays in memory only while others are checked against it.
    """

    def __init__(self, folder: Path | None = None, progress: Callable[[int], None] = lambda count: None):
        self.folder = folder
        self.progress = progress
        self.statements = dict.fromkeys(STATEMENTS, 0)
        self.looked_up = 0
        self.severities: Counter[str] = Counter()
        self.documents: dict[int, Document] = {}

    @property
    def errors(self) -> int:
        return self.severities["error"]

    @property
    def warnings(self) -> int:
        return self.severities["warning"]

    def findings(self) -> Iterator[Finding]:
        for finding in self.all_findings():
            self.severities[finding.severity] += 1
            yield finding

    def all_findings(self) -> Iterator[Finding]:
        yield from self.read_documents()
        for model in RECORDS.values():
            for row in model.objects.order_by("slug").iterator(chunk_size=BATCH):
                yield from check_columns(row)
        yield from self.check_shared_short_titles()
        for label, model in STATEMENTS.items():
            rows = model.objects.select_related(*LINKS.get(label, ["source"]))
            if label in TOGETHER:
                yield from self.check_groups(label, rows.order_by(*TOGETHER[label], "ref"))
            else:
                for row in self.counted_rows(label, rows.order_by("ref")):
                    yield from self.check_alone(row)

    @staticmethod
    def check_shared_short_titles() -> Iterator[Finding]:
        titles = Source.objects.exclude(short_title="").order_by().values("short_title")
        shared = titles.annotate(sources=Count("pk")).filter(sources__gt=1).values("short_title")
        yield from check_short_titles(list(Source.objects.filter(short_title__in=shared).order_by("slug")))

    def read_documents(self) -> Iterator[Finding]:
        """Find the documents in the folder; a source without its document there has the text that the site keeps."""
        kept = dict(SourceText.objects.current().values_list("source", "pk"))
        named = Source.objects.exclude(document="") if self.folder is not None else Source.objects.none()
        for source in named.order_by("slug"):
            path = self.folder / source.document
            problem = ""
            try:
                if path.parent != self.folder or not path.is_file():
                    problem = _("The document %s is not in the folder")
                elif file_sha256(path) != source.document_sha256:
                    problem = _("The document %s does not have the SHA-256 of the source")
                else:
                    self.documents[source.pk] = Document.read(path)
            except (OSError, UnicodeDecodeError):
                problem = _("The document %s cannot be read as text")
            if problem and source.pk not in kept:
                sentence = _("%s; its statements were not looked up.") % (problem % source.document)
                yield error("document", source, sentence)
        self.documents |= kept_documents(text for source, text in kept.items() if source not in self.documents)

    def check_groups(self, label, rows) -> Iterator[Finding]:
        for _values, group in groupby(self.counted_rows(label, rows), key=attrgetter(*TOGETHER[label])):
            together = list(group)
            for row in together:
                yield from self.check_alone(row)
            yield from CHECK_TOGETHER[label](together)

    def counted_rows(self, label, rows):
        for row in rows.iterator(chunk_size=BATCH):
            self.statements[label] += 1
            self.progress(sum(self.statements.values()))
            yield row

    def check_alone(self, row) -> Iterator[Finding]:
        document = self.documents.get(row.source_id)
        if document is not None:
            self.looked_up += bool(row.locator and row.wording)
            yield from check_wording(row, document)
        elif not row.locator:
            yield without_locator(row)
        yield from check_row(row)
