"""Of generated texts: two rows that look alike are one statement, and a text that shows nothing is never stored."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import assume, example, given
from hypothesis import strategies as st

from battles.importing.importer import Importer
from battles.models import FigureClaim, Name, Place, Source
from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_campaign, make_source

pytestmark = pytest.mark.both_engines

# Blanks, line ends, characters that nobody sees, and letters that have two forms.
BLANK = " \t\n\u00a0\u2003\u3000\u2028\u2800"
UNSEEN = "\u200b\u200e\u202e\u2060\ufeff\u00ad\x1f\u3164\u115f\ufe0f\U000e0041"
LETTERS = ("a", "u\u0308", "ü", "\u212b", "Å", "武", "漢", "1", "é", "e\u0301", "ガ", "カ\u3099")
TEXTS = st.lists(st.sampled_from([*BLANK, *UNSEEN, *LETTERS]), max_size=8).map("".join)
NOTHING = st.text(st.sampled_from(BLANK + UNSEEN), max_size=5)
TEXT_COLUMNS = ("locator", "wording", "scope", "attributed_to")


def looks(text):
    """What a reader sees of a text of the characters above: its letters, in one form, and the gaps between them."""
    seen = "".join(" " if character in BLANK else character for character in text if character not in UNSEEN)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def varied(text, draw):
    """The text in another form that looks the same."""
    form = draw(st.sampled_from(["NFC", "NFD"]))
    pieces = [draw(NOTHING.filter(lambda nothing: not any(blank in nothing for blank in BLANK)))]
    for character in unicodedata.normalize(form, text):
        blank = draw(st.sampled_from(BLANK)) if character in BLANK else character
        pieces += [blank, draw(st.sampled_from(["", *UNSEEN]))]
    return draw(st.sampled_from(["", " ", "\u3000"])) + "".join(pieces) + draw(st.sampled_from(["", "\u00a0", "\n"]))


@st.composite
def pairs_alike(draw):
    row = {column: draw(TEXTS) for column in TEXT_COLUMNS}
    return row, {column: varied(text, draw) for column, text in row.items()}


@pytest.fixture
def linked(db):
    make_campaign(slug="wuhan")
    make_belligerent(slug="japan")
    make_source(slug="diary")


def run(*rows, dry_run=True):
    """The import of claims with these texts, and otherwise equal."""
    common = {"campaign": "wuhan", "belligerent": "japan", "source": "diary", "kind": "casualties"}
    common |= {"category": "killed", "low": "5", "high": "5"}
    headings = [*common, *TEXT_COLUMNS]
    cells = [[*common.values(), *(row[column] for column in TEXT_COLUMNS)] for row in rows]
    return Importer(RESOURCES["claims"](), headings).run(list(enumerate(cells, 2)), dry_run=dry_run)


@given(pairs_alike())
def test_two_rows_that_look_alike_are_one_statement(linked, pair):
    one, other = pair
    result = run(one, other)
    assert [(error.line, error.message) for error in result.errors] == [
        (3, "Line 2 has the same statement. Remove one of the two.")
    ]


@given(pairs_alike())
def test_a_row_that_looks_like_a_record_is_that_record(linked, pair):
    one, other = pair
    with transaction.atomic():
        assert run(one, dry_run=False).new == 1
        again = run(other)
        assert (again.new, again.changed, again.unchanged, again.error_count) == (0, 0, 1, 0)
        said = FigureClaim.objects.get()
        links = {name: getattr(said, name) for name in ("campaign", "belligerent", "source")}
        typed = FigureClaim(**links, kind="casualties", category="killed", low=5, high=5, **other)
        with pytest.raises(ValidationError, match=said.ref):
            typed.full_clean()
        transaction.set_rollback(True)


@given(st.dictionaries(st.sampled_from(TEXT_COLUMNS), TEXTS), st.dictionaries(st.sampled_from(TEXT_COLUMNS), TEXTS))
def test_two_rows_that_look_different_are_two_statements(linked, one, other):
    one, other = (dict.fromkeys(TEXT_COLUMNS, "") | row for row in (one, other))
    assume(any(looks(one[column]) != looks(other[column]) for column in TEXT_COLUMNS))
    result = run(one, other)
    assert (result.new, result.error_count) == (2, 0)


@given(TEXTS)
@example("\u3164\u2800")
def test_a_text_is_stored_as_it_looks_and_nothing_is_stored_as_nothing(linked, text):
    with transaction.atomic():
        run(dict.fromkeys(TEXT_COLUMNS, text), dry_run=False)
        stored = FigureClaim.objects.values_list(*TEXT_COLUMNS).get()
        assert set(stored) == {looks(text)}
        transaction.set_rollback(True)


@given(NOTHING)
@pytest.mark.parametrize("kind", ["places", "sources", "names"])
def test_a_name_that_shows_nothing_is_never_stored(linked, kind, nothing):
    model, column, row = {
        "places": (Place, "name", {"slug": "hankow"}),
        "sources": (Source, "title", {"slug": "novel", "kind": "novel"}),
        "names": (Name, "text", {"ref": "a-name", "campaign": "wuhan", "language": "zh", "source": "diary"}),
    }[kind]
    before = model.objects.count()
    row |= {column: nothing}
    result = Importer(RESOURCES[kind](), list(row)).run([(2, list(row.values()))])
    assert [error.column for error in result.errors] == [column]
    links = {field.name: field.related_model for field in model.link_fields()}
    values = {name: links[name].objects.get(slug=text) if name in links else text for name, text in row.items()}
    with pytest.raises(ValidationError) as refused:
        model(**values).full_clean()
    assert column in refused.value.message_dict
    for save in (lambda: model(**values).save(), lambda: model.objects.bulk_create([model(**values)])):
        with pytest.raises(IntegrityError), transaction.atomic():
            save()
    assert model.objects.count() == before
