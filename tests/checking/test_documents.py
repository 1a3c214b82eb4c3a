"""Texts of sources: paragraphs, locators and visible text."""

import hashlib

import pytest

from battles.checking.documents import Document, Paragraph, file_sha256


def test_paragraphs_end_at_line_breaks_and_at_the_run_of_blanks():
    document = Document("甲地失守\r\n\n乙地收復\u3000\u0020\u3000丙地激戰\n")
    assert [paragraph.text for paragraph in document.paragraphs] == ["甲地失守", "乙地收復", "丙地激戰"]


def test_white_space_does_not_count():
    assert Document("第 11 军 长\u3000江").paragraphs[0].has("第11军 长江")


def test_matching_is_literal():
    assert not Document("第11軍").paragraphs[0].has("第11军")


def test_wikitext_is_reduced_to_its_visible_text():
    text = (
        "[[甲縣|甲城]]於'''7月1日'''失守{{tsl|ja|乙|丙部隊}}<br>10艘<!-- 註 --><ref>某著，p1</ref>&nbsp;"
        "[http://example.org 丁頁]\n|field=[[File:x.png|30px]]戊"
    )
    first, second = Document(text).paragraphs
    assert first.text == "甲城於7月1日失守丙部隊10艘丁頁"
    assert first.references == ("某著，p1",)
    assert second.text == "戊"


def test_a_reference_is_searched_separately_from_the_text():
    paragraph = Paragraph("損失5人", ("某著，p1",))
    assert paragraph.has("某著")
    assert not paragraph.has("5人某著")


@pytest.mark.parametrize(
    ("wording", "text", "stands"),
    [
        ("5萬", "死15萬、5萬", True),
        ("5萬", "死15萬", False),
        ("628人", "死254,628人", False),
        ("254", "死254,628人", False),
        ("40", "共40萬", False),
        ("五萬", "死十五萬", False),
        ("5.5", "占15.5", False),
        ("1,000名", "趙友三1,000名", True),
        ("27日", "26日,27日", True),
        ("一部", "另以一部", True),
        ("萬家嶺", "在萬家嶺", True),
    ],
)
def test_a_wording_is_not_found_within_a_longer_number(wording, text, stands):
    assert Paragraph(text).has(wording) is stands


def test_a_locator_names_paragraphs():
    document = Document("甲\n乙\n丙")
    assert [paragraph.text for paragraph in document.at("¶2")] == ["乙"]
    assert [paragraph.text for paragraph in document.at("¶2-3")] == ["乙", "丙"]
    assert [paragraph.text for paragraph in document.at("¶1, note 4")] == ["甲"]


@pytest.mark.parametrize("locator", ["", "p. 3", "¶0", "¶4", "¶3-2", "¶2–4"])
def test_a_locator_that_names_no_paragraph_is_refused(locator):
    with pytest.raises(ValueError, match=r"names no paragraph|has 3 paragraphs"):
        Document("甲\n乙\n丙").at(locator)


def test_all_paragraphs_that_have_a_wording_are_found():
    assert Document("甲城\n乙城\n甲城").paragraphs_with("甲城") == [1, 3]


def test_a_document_is_read_from_its_file(tmp_path):
    path = tmp_path / "made-up.txt"
    path.write_bytes("\ufeff甲城\n乙城".encode())
    assert [paragraph.text for paragraph in Document.read(path).paragraphs] == ["甲城", "乙城"]
    assert file_sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()
