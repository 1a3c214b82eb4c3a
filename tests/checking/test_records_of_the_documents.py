"""The records of the documents pass every check, and fail it if a digit or a character is changed."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from battles.checking import RecordCheck, check_row
from battles.checking.documents import Document
from battles.checking.findings import STATEMENTS
from battles.checking.records import check_wording
from battles.models import FigureClaim, Source
from battles.values.figures import plain
from battles.values.numerals import read_figures

# The texts belong to their authors and are not in the repository; they lie beside it where it is built.
DOCUMENTS = Path(settings.BASE_DIR).parent / "shared" / "documents"
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the texts are not in {DOCUMENTS}")

pytestmark = pytest.mark.usefixtures("documents")


def errors(findings):
    return [finding for finding in findings if finding.severity == "error"]


def other_digits(number):
    """The number with each of its digits changed to the next one."""
    text = plain(number)
    for place, digit in enumerate(text):
        if digit.isdigit():
            yield Decimal(text[:place] + str((int(digit) + 1) % 10) + text[place + 1 :])


def readings(claim):
    return {(figure.low, figure.high, figure.qualifier) for figure in read_figures(claim.wording)}


def test_no_record_is_in_error_by_itself():
    assert errors(RecordCheck().findings()) == []


def test_a_changed_digit_of_a_figure_is_found():
    survivors = []
    for claim in FigureClaim.objects.with_links():
        for bound in ("low", "high"):
            stated = getattr(claim, bound)
            for number in other_digits(stated) if stated is not None else ():
                setattr(claim, bound, number)
                if not errors(check_row(claim)):
                    survivors.append((claim.ref, bound, number))
            setattr(claim, bound, stated)
    assert not survivors


def test_a_changed_qualifier_is_found():
    survivors = []
    for claim in FigureClaim.objects.with_links().exclude(qualifier__in=["unquantified", "range", "several"]):
        for qualifier in {"exact", "about", "over", "at_least", "under", "at_most"} - {claim.qualifier}:
            # The qualifier of the wording, from which the row departs for a reason in its note.
            if (claim.low, claim.high, qualifier) in readings(claim) and "is read as" in claim.note:
                continue
            stated = claim.qualifier
            claim.qualifier = qualifier
            if not errors(check_row(claim)):
                survivors.append((claim.ref, qualifier))
            claim.qualifier = stated
    assert not survivors


@needs_documents
def test_every_wording_stands_at_its_place_in_the_documents():
    check = RecordCheck(DOCUMENTS)
    assert errors(check.findings()) == []
    assert check.looked_up == sum(check.statements.values()) > 1000


@needs_documents
def test_a_changed_character_of_a_wording_is_found(request):
    step = 1 if request.config.getoption("thorough") else 4
    documents = {
        source.pk: Document.read(DOCUMENTS / source.document) for source in Source.objects.exclude(document="")
    }
    survivors = []
    for model in STATEMENTS.values():
        for row in model.objects.with_links():
            wording = row.wording
            for place in range(0, len(wording), step):
                # A character that no document has, and one that they have everywhere.
                for other in ("龘", "的"):
                    row.wording = wording[:place] + other + wording[place + 1 :]
                    if row.wording == wording:
                        continue
                    if not errors([*check_wording(row, documents[row.source_id]), *check_row(row)]):
                        survivors.append((row.ref, row.wording))
    assert not survivors
