"""BibTeX has all fields of a source, with any characters in them."""

import bibtexparser
import pytest
from bibtexparser import middlewares
from hypothesis import given
from hypothesis import strategies as st

from battles.bibliography.bibtex import as_bibtex, braces_pair
from battles.bibliography.works import TYPES
from battles.models import SourceKind
from tests.bibliography.works import CHAPTER, NASTY, make_work

VERBATIM = ("url", "author", "editor", "translator", "doi", "pages")


def read(text):
    """The one entry of a file, its commands of TeX undone except in addresses."""
    raw = bibtexparser.parse_string(text)
    decoded = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    assert not raw.failed_blocks
    assert not decoded.failed_blocks
    assert len(raw.blocks) == 1
    (entry,), (raw_entry,) = decoded.entries, raw.entries
    values = {field.key: field.value for field in entry.fields}
    values |= {name: raw_entry[name] for name in VERBATIM if name in values}
    return entry.entry_type, entry.key, values


def one_line(text):
    return " ".join(text.split())


def test_an_entry_of_a_book_has_all_its_fields():
    source = make_work(
        slug="ailan-2012",
        title_en="The Battle of Wuhan",
        authors="愛瀾|Müller, Jörg|Hsu Long-hsuen",
        publisher="知兵堂出版",
        place="台北市",
        issued="2012-10",
        language="zh-Hant",
        isbn="978-986-6309-35-9",
        url="https://example.org/a_b?c=%E6%AD%A6&d={e}#f",
        accessed="2013-02-01",
        archived_url="https://web.archive.org/x_y",
        note="100% editorial",
    )
    assert read(as_bibtex(source)) == (
        "book",
        "ailan-2012",
        {
            "author": "{愛瀾} and {Müller}, {Jörg} and {Hsu Long-hsuen}",
            "title": "武漢會戰",
            "year": "2012",
            "month": "oct",
            "date": "2012-10",
            "publisher": "知兵堂出版",
            "address": "台北市",
            "language": "zh-Hant",
            "isbn": "978-986-6309-35-9",
            "url": "https://example.org/a_b?c=%E6%AD%A6&d=%7Be%7D#f",
            "urldate": "2013-02-01",
            "note": "English title: The Battle of Wuhan; Archived at: https://web.archive.org/x_y",
            "annote": "100% editorial",
        },
    )


def test_a_chapter_has_the_book_that_contains_it():
    assert read(as_bibtex(make_work(**CHAPTER))) == (
        "incollection",
        "a-work",
        {
            "author": "{愛瀾}",
            "title": "武漢會戰中的第九戰區",
            "booktitle": "抗戰史論集",
            "editor": "{鄧正兵} and {Müller}, {Jörg}",
            "translator": "{Hsu Long-hsuen}",
            "volume": "2",
            "number": "7",
            "pages": "12--15",
            "edition": "3",
            "year": "1974",
            "month": "oct",
            "date": "1974-10",
            "publisher": "正中書局",
            "address": "台北",
            "isbn": "7-5633-5509-X",
            "doi": "10.1000/a_b",
        },
    )


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("journal_article", "journal"),
        ("newspaper", "journal"),
        ("chapter", "booktitle"),
        ("encyclopedia_article", "booktitle"),
    ],
)
def test_the_container_has_the_field_of_its_type(kind, field):
    values = read(as_bibtex(make_work(kind=kind, container="江漢大學學報 & 100%")))[2]
    assert values[field] == "江漢大學學報 & 100%"
    assert "note" not in values


@pytest.mark.parametrize("kind", ["book", "web_page", "map", "interview", "archival_document"])
def test_a_container_without_a_field_is_in_the_note(kind):
    assert read(as_bibtex(make_work(kind=kind, container="抗戰史論集")))[2]["note"] == "In: 抗戰史論集"


def test_a_thesis_has_its_university():
    entry_type, _key, values = read(as_bibtex(make_work(kind="thesis", publisher="武漢大學")))
    assert (entry_type, values["institution"], values["type"]) == ("thesis", "武漢大學", "thesis")


@pytest.mark.parametrize(
    ("pages", "written"),
    [("96", "96"), ("xi-xiv", "xi--xiv"), ("12–15, 20", "12–15, 20"), ("A-12", "A-12"), ("第12頁", "第12頁")],
)
def test_only_a_range_of_pages_has_the_dash_of_bibtex(pages, written):
    assert read(as_bibtex(make_work(kind="chapter", pages=pages)))[2]["pages"] == written


def test_names_are_split_at_a_comma_only():
    text = as_bibtex(make_work(authors="愛瀾|Müller, Jörg|Hsu Long-hsuen|Barnes and Noble"))
    apart = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    (entry,) = bibtexparser.parse_string(text, append_middleware=apart).entries
    names = [[[part.strip("{}") for part in parts] for parts in (name.first, name.last)] for name in entry["author"]]
    assert names == [
        [[], ["愛瀾"]],
        [["Jörg"], ["Müller"]],
        [[], ["Hsu Long-hsuen"]],
        [[], ["Barnes and Noble"]],
    ]


def test_empty_fields_are_left_out():
    assert read(as_bibtex(make_work(title_en="武漢會戰"))) == ("book", "a-work", {"title": "武漢會戰"})


@pytest.mark.parametrize("title", NASTY)
def test_a_title_is_read_back_unchanged(title):
    source = make_work(title=title, authors=title.replace(",", ""), publisher=title, note=title)
    _type, _key, values = read(as_bibtex(source))
    assert values["title"] == values["publisher"] == values["annote"] == one_line(title)


@given(st.text(alphabet="武ō é{}\\%&$#_~'`\"-?!@,=()[]<>|a1", min_size=1, max_size=30).filter(str.strip))
def test_any_title_is_one_entry_and_one_field(title):
    """Braces that do not pair become commands that stand alone, so that BibTeX itself finds the end of the entry."""
    text = as_bibtex(make_work(title=title))
    assert braces_pair(text)
    _type, _key, values = read(text)
    assert list(values) == ["title"]
    if not set("{}") & set(title):
        assert values["title"] == one_line(title)


def test_braces_that_do_not_pair_are_commands():
    assert r"title = {{{\textbraceright}a{\textbraceleft}}}" in as_bibtex(make_work(title="}a{"))


def test_a_circumflex_is_read_back_unchanged():
    """The library reads it as another sign of the same look."""
    assert read(as_bibtex(make_work(title="a^b")))[2]["title"].translate({ord("ˆ"): "^"}) == "a^b"


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ("1938", {"year": "1938", "date": "1938"}),
        ("1938-09-06", {"year": "1938", "month": "sep", "date": "1938-09-06"}),
        ("1938-07~", {"year": "about July 1938"}),
        ("1938-07%", {"year": "perhaps about July 1938"}),
        ("1938?", {"year": "perhaps 1938", "date": "1938?"}),
        ("1938-23", {"year": "autumn 1938", "date": "1938-23"}),
        ("1937/1938", {"year": "1937 – 1938", "date": "1937/1938"}),
        ("1938/..", {"year": "from 1938", "date": "1938/.."}),
        ("193X", {"year": "193X", "date": "193X"}),
        ("[1937,1938]", {"year": "1937 or 1938"}),
        ("-0099", {"year": "100 BC", "date": "-0099"}),
    ],
)
def test_an_uncertain_date_stays_uncertain(issued, fields):
    values = read(as_bibtex(make_work(issued=issued)))[2]
    assert {name: values[name] for name in values if name != "title"} == fields


@pytest.mark.parametrize("kind", SourceKind.values)
def test_each_kind_of_source_has_an_entry_type(kind):
    entry_type, _key, values = read(as_bibtex(make_work(kind=kind)))
    assert entry_type == TYPES[kind].bibtex
    assert values.get("type", "") == TYPES[kind].genre
