"""The statements of a source whose place or wording its text does not have."""

from dataclasses import dataclass

from battles.checking.documents import kept_documents
from battles.checking.findings import STATEMENTS
from battles.checking.records import check_wording
from battles.reading.statements import load_links
from battles.review.queue import summary_of


@dataclass(frozen=True)
class Lacking:
    """A statement, and a sentence that says what the text does not have of it."""

    statement: object
    sentence: str

    @property
    def kind(self):
        return self.statement._meta.verbose_name

    @property
    def words(self):
        return summary_of(self.statement)

    @property
    def url_name(self):
        return f"admin:battles_{self.statement._meta.model_name}_change"


def lacking(source, text) -> list[Lacking]:
    """The statements with a wrong place or wording, as ``checkrecords`` finds them; a fixed number of queries."""
    document = kept_documents([text.pk])[source.pk]
    found = [
        Lacking(statement, finding.sentence)
        for model in STATEMENTS.values()
        for statement in model.objects.filter(source=source).order_by("locator", "ref")
        for finding in check_wording(statement, document)
        if finding.severity == "error"
    ]
    load_links([each.statement for each in found], source)
    return found
