"""RIS has all fields of a source."""

import pytest
import rispy

from battles.bibliography.ris import as_ris
from battles.bibliography.works import TYPES
from battles.models import SourceKind
from tests.bibliography.works import CHAPTER, NASTY, make_work


def read(text):
    (reference,) = rispy.loads(text)
    return reference


def test_an_entry_of_a_book_has_all_its_fields():
    source = make_work(
        slug="ailan-2012",
        title_en="The Battle of Wuhan",
        authors="愛瀾|Müller, Jörg",
        publisher="知兵堂出版",
        place="台北市",
        issued="2012-10",
        language="zh-Hant",
        isbn="978-986-6309-35-9",
        url="https://example.org/a_b?c=%E6%AD%A6",
        accessed="2013-02-01",
        archived_url="https://web.archive.org/x",
        note="Two\nlines",
    )
    assert read(as_ris(source)) == {
        "type_of_reference": "BOOK",
        "id": "ailan-2012",
        "authors": ["愛瀾", "Müller, Jörg"],
        "title": "武漢會戰",
        "translated_title": "The Battle of Wuhan",
        "year": "2012",
        "date": "2012/10//",
        "publisher": "知兵堂出版",
        "place_published": "台北市",
        "language": "zh-Hant",
        "issn": "978-986-6309-35-9",
        "urls": ["https://example.org/a_b?c=%E6%AD%A6"],
        "access_date": "2013/02/01/",
        "notes": ["Archived at: https://web.archive.org/x", "Two lines"],
    }


def test_a_chapter_has_the_book_that_contains_it():
    text = as_ris(make_work(**CHAPTER))
    assert read(text) == {
        "type_of_reference": "CHAP",
        "id": "a-work",
        "authors": ["愛瀾"],
        # The library does not know the tag of editors.
        "unknown_tag": {"ED": ["鄧正兵", "Müller, Jörg"]},
        "subsidiary_authors": ["Hsu Long-hsuen"],
        "title": "武漢會戰中的第九戰區",
        "secondary_title": "抗戰史論集",
        "volume": "2",
        "number": "7",
        "start_page": "12",
        "end_page": "15",
        "edition": "3",
        "year": "1974",
        "date": "1974/10//",
        "publisher": "正中書局",
        "place_published": "台北",
        "issn": "7-5633-5509-X",
        "doi": "10.1000/a_b",
    }
    for line in ("T2  - 抗戰史論集", "VL  - 2", "IS  - 7", "SP  - 12", "EP  - 15", "ET  - 3", "A4  - Hsu Long-hsuen"):
        assert f"\r\n{line}\r\n" in text


def test_a_journal_has_its_own_tag_too():
    text = as_ris(make_work(kind="journal_article", container="江漢大學學報", pages="第96頁起"))
    assert "\r\nT2  - 江漢大學學報\r\nJO  - 江漢大學學報\r\nSP  - 第96頁起\r\nER" in text


def test_empty_fields_are_left_out():
    assert as_ris(make_work()) == "TY  - BOOK\r\nID  - a-work\r\nTI  - 武漢會戰\r\nER  - \r\n"


@pytest.mark.parametrize("title", NASTY)
def test_a_title_is_read_back_unchanged(title):
    reference = read(as_ris(make_work(title=title, publisher=title, note=title)))
    assert [reference["title"], reference["publisher"], *reference["notes"]] == [" ".join(title.split())] * 3


@pytest.mark.parametrize(
    ("issued", "year", "date", "notes"),
    [
        ("1938", "1938", "1938///", None),
        ("1938-09-06", "1938", "1938/09/06/", None),
        ("0079-08", "0079", "0079/08//", None),
        ("1938-07~", "1938", "1938///about July 1938", ["Issued: about July 1938"]),
        ("1938-23", "1938", "1938///autumn 1938", ["Issued: autumn 1938"]),
        ("1938-08/1938-10", "1938", "1938///August 1938 – October 1938", ["Issued: August 1938 – October 1938"]),
        ("1937/1938", None, None, ["Issued: 1937 – 1938"]),
        ("[1937,1938]", None, None, ["Issued: 1937 or 1938"]),
        ("193X", None, None, ["Issued: 193X"]),
        ("1938/..", None, None, ["Issued: from 1938"]),
        ("-0099", None, None, ["Issued: 100 BC"]),
        ("Y170002", None, None, ["Issued: 170002"]),
    ],
)
def test_an_uncertain_date_stays_uncertain(issued, year, date, notes):
    reference = read(as_ris(make_work(issued=issued)))
    assert (reference.get("year"), reference.get("date"), reference.get("notes")) == (year, date, notes)


def test_an_uncertain_date_of_access_is_in_words():
    reference = read(as_ris(make_work(accessed="[2012,2014]", url="https://example.org/")))
    assert "access_date" not in reference
    assert reference["notes"] == ["Read: 2012 or 2014"]
    assert "notes" not in read(as_ris(make_work(accessed="2012-10")))


@pytest.mark.parametrize("kind", SourceKind.values)
def test_each_kind_of_source_has_a_type_that_ris_knows(kind):
    reference = read(as_ris(make_work(kind=kind)))
    assert reference["type_of_reference"] == TYPES[kind].ris
    assert reference["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING | {"MANSCPT": ""}
    assert reference.get("type_of_work", "") == TYPES[kind].genre
