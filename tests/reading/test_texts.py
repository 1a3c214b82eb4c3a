"""A source's text is kept in versions, and what is read stays read where the words are the same."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from battles.checking import RecordCheck
from battles.history.undo import UndoRefused, undo
from battles.models import Change, SourceParagraph, SourceText
from battles.models.recording import recording
from battles.reading import texts
from battles.reading.progress import mark_read, progress_of
from battles.reading.texts import TextRefused, keep_text, lost_paragraphs, remove_texts
from battles.values.choices import TextFormat
from tests.factories import make_claim, make_source, make_source_paragraph, make_source_text, make_user
from tests.reading import WORDS, give, given

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def source():
    return make_source(slug="made-up")


def read(source, text, number, by):
    return mark_read(source, {"text": str(text.pk), "read": str(number)}, by=by)


def test_a_text_is_kept_in_numbered_paragraphs_without_its_markup(source):
    text = give(source, "[[甲縣|甲城]]<ref>某著，p1</ref>失守\n\n<!-- 無 -->\n乙", file_format=TextFormat.WIKITEXT)
    rows = list(text.paragraphs.order_by("number").values_list("number", "words", "references"))
    assert rows == [(1, "甲城失守", [[2, "某著，p1"]]), (2, "", []), (3, "乙", [])]


def test_a_paragraph_without_words_needs_no_reading(source):
    give(source, "甲\n----\n乙")
    assert progress_of([source])[source.pk].read == 1


def test_the_source_names_the_file_of_its_text_and_its_sha256(source):
    text = give(source)
    source.refresh_from_db()
    assert (source.document, source.document_sha256) == ("made-up.txt", sha256(WORDS.encode()).hexdigest())
    assert text.file_sha256 == source.document_sha256
    assert Change.objects.of(source).first().change_set.message == "A text was given."


def test_a_source_goes_on_naming_another_file():
    source = make_source(document="other.txt", document_sha256="0" * 64)
    give(source)
    source.refresh_from_db()
    assert source.document == "other.txt"


def test_a_new_version_leaves_the_earlier_one_as_it_is(source):
    first, person = give(source), make_user()
    read(source, first, 1, person)
    second = give(source, f"題\n{WORDS}", seen=1)
    assert [each.number for each in SourceText.objects.filter(source=source)] == [2, 1]
    assert first.paragraphs.count() == 3
    assert first.paragraphs.get(number=1).read_by == person
    source.refresh_from_db()
    assert source.document_sha256 == second.file_sha256


def test_marks_of_reading_move_to_the_same_words_and_the_others_are_listed(source):
    first, person = give(source, "甲\n乙\n乙\n丙"), make_user()
    for number in (1, 3, 4):
        read(source, first, number, person)
    kept = keep_text(source, given("題\n乙\n乙\n丙丙\n甲"), made_by=None, seen=1)
    marks = kept.text.paragraphs.filter(read_by=person).values_list("number", flat=True)
    assert sorted(marks) == [3, 5]
    assert (kept.moved, kept.lost) == (2, [4])
    assert [row.words for row in lost_paragraphs(kept.text)] == ["丙"]


def test_a_mark_set_in_an_earlier_version_is_set_in_the_current_one_too(source):
    first, person, other = give(source, "甲\n乙"), make_user(), make_user(username="other")
    second = give(source, "題\n甲", by=other, seen=1)
    done = read(source, first, 1, person)
    assert first.paragraphs.get(number=1).read_by == second.paragraphs.get(number=2).read_by == person
    assert done.sentences == [
        "other has given this source a new text since you opened the page.",
        "Your mark is in it too, at the paragraph with the same words.",
    ]
    done = read(source, first, 2, person)
    assert done.sentences[1] == "It does not have these words. Your mark is kept in the earlier version."
    assert first.paragraphs.get(number=2).read_by == person


def test_the_first_of_two_readers_keeps_the_mark(source):
    text, first, second = give(source), make_user(username="first"), make_user()
    read(source, text, 1, first)
    done = read(source, text, 1, second)
    assert text.paragraphs.get(number=1).read_by == first
    assert done.sentences == ["first has already marked ¶1 as read."]


@pytest.mark.parametrize("sent", [{}, {"read": "1"}, {"text": "1", "read": "x"}, {"text": "0", "read": "1"}])
def test_a_form_that_names_no_paragraph_marks_nothing(source, sent):
    give(source)
    with pytest.raises(ValueError, match="names no paragraph"):
        mark_read(source, sent, by=None)
    assert not SourceParagraph.objects.exclude(read_at=None).exists()


def test_a_text_of_another_source_is_not_marked(source):
    give(source)
    other = give(make_source())
    with pytest.raises(ValueError, match="names no paragraph"):
        read(source, other, 1, None)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "The text is empty"),
        ("\u200b\n\u2066 \n", "The text is empty"),
        ("甲" * 50_001, "Paragraph 1 has 50001 characters"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(source, words, sentence):
    with pytest.raises(TextRefused, match=sentence):
        give(source, words)
    assert not SourceText.objects.exists()


def test_a_text_of_too_many_paragraphs_is_refused(source, monkeypatch):
    monkeypatch.setattr(texts, "MOST_PARAGRAPHS", 2)
    with pytest.raises(TextRefused, match="The text has 3 paragraphs"):
        give(source)


def test_the_second_of_two_editors_is_told_of_the_text_of_the_first(source):
    give(source, by=make_user(username="first"))
    with pytest.raises(TextRefused, match="first has given this source a text since you opened the page"):
        give(source, "乙")
    assert SourceText.objects.count() == 1


def test_the_same_text_again_is_no_new_version(source):
    give(source)
    with pytest.raises(TextRefused, match="This is the text that the source has already"):
        give(source, seen=1)


def test_a_source_with_a_text_is_not_deleted(source):
    give(source)
    with pytest.raises(ProtectedError), transaction.atomic():
        source.delete()
    remove_texts(source)
    source.delete()


def test_an_undo_does_not_delete_a_source_with_a_text():
    with recording() as changes:
        source = make_source()
    give(source)
    with pytest.raises(UndoRefused, match=r"edited since|“made-up\.txt” links to it"):
        undo(changes.change_set)
    assert SourceText.objects.count() == 1


def test_an_undo_names_the_text_that_links_to_the_source():
    with recording() as changes:
        source = make_source(document="other.txt", document_sha256="0" * 64)
    give(source)
    with pytest.raises(UndoRefused, match=r"The text “made-up\.txt” links to it"):
        undo(changes.change_set)


def test_checkrecords_reads_the_text_that_the_site_keeps(source):
    make_claim(source=source, locator="¶1", wording="損失254,628人", low=254628, high=254628)
    make_claim(source=source, locator="¶2", wording="損失254,628人", low=254628, high=254628, category="wounded")
    give(source, "無")
    give(source, seen=1)
    check = RecordCheck()
    found = [finding.sentence for finding in check.findings() if finding.rule == "wording"]
    assert found == ["“損失254,628人” is not in ¶2; it is in ¶1."]
    assert check.looked_up == 2


def test_a_file_that_is_not_in_the_folder_is_read_from_the_site(source, tmp_path):
    give(source)
    make_claim(source=source, locator="¶1", wording="損失254,628人", low=254628, high=254628)
    check = RecordCheck(tmp_path)
    assert [finding.rule for finding in check.findings() if finding.severity == "error"] == []
    assert check.looked_up == 1


def test_a_text_is_shown_in_sheets(source):
    text = give(source, "\n".join(["甲"] * 150 + ["乙" * 9_000] * 3))
    sheets = text.paragraphs.order_by("number").values_list("sheet", flat=True)
    assert [list(sheets).count(number) for number in (1, 2, 3, 4)] == [100, 51, 1, 1]


def test_a_source_has_one_text_of_each_version(source):
    text = make_source_text(source=source)
    with pytest.raises(ValidationError):
        SourceText(source=source, number=text.number, file_name="x", file_sha256="0" * 64).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source_text(source=source, number=text.number)


def test_a_text_has_one_paragraph_of_each_number():
    paragraph = make_source_paragraph()
    with pytest.raises(ValidationError):
        SourceParagraph(text=paragraph.text, number=paragraph.number, sheet=1).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source_paragraph(text=paragraph.text, number=paragraph.number)
