"""CSL-JSON has all fields of a source, and a citation processor makes a reference from it."""

import json

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from battles.bibliography.csl import as_csl_json
from battles.bibliography.works import TYPES
from battles.models import SourceKind
from tests.bibliography.works import CHAPTER, NASTY, make_work


def read(source):
    (item,) = json.loads(as_csl_json(source))
    return item


def reference_to(source):
    """The source in a list of references, in the Harvard style."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(json.loads(as_csl_json(source))), formatter.plain)
    bibliography.register(Citation([CitationItem(source.slug)]))
    return str(bibliography.bibliography()[0])


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
        url="https://example.org/",
        accessed="2013-02-01",
        archived_url="https://web.archive.org/x",
        note="Editorial",
    )
    assert read(source) == {
        "id": "ailan-2012",
        "type": "book",
        "author": [{"literal": "愛瀾"}, {"family": "Müller", "given": "Jörg"}],
        "title": "武漢會戰",
        "publisher": "知兵堂出版",
        "publisher-place": "台北市",
        "issued": {"date-parts": [[2012, 10]]},
        "language": "zh-Hant",
        "ISBN": "978-986-6309-35-9",
        "URL": "https://example.org/",
        "accessed": {"date-parts": [[2013, 2, 1]]},
        "note": "English title: The Battle of Wuhan\nArchived at: https://web.archive.org/x",
        "annote": "Editorial",
    }


def test_a_chapter_has_the_book_that_contains_it():
    assert read(make_work(**CHAPTER)) == {
        "id": "a-work",
        "type": "chapter",
        "author": [{"literal": "愛瀾"}],
        "editor": [{"literal": "鄧正兵"}, {"family": "Müller", "given": "Jörg"}],
        "translator": [{"literal": "Hsu Long-hsuen"}],
        "title": "武漢會戰中的第九戰區",
        "container-title": "抗戰史論集",
        "volume": "2",
        "issue": "7",
        "page": "12-15",
        "edition": "3",
        "publisher": "正中書局",
        "publisher-place": "台北",
        "issued": {"date-parts": [[1974, 10]]},
        "ISBN": "7-5633-5509-X",
        "DOI": "10.1000/a_b",
    }


def test_a_citation_processor_names_the_journal_with_its_volume_issue_and_pages():
    reference = reference_to(make_work(**CHAPTER | {"kind": "journal_article"}))
    for text in ("愛瀾", "武漢會戰中的第九戰區", "抗戰史論集", "2(7)", "12–15"):
        assert text in reference


def test_a_citation_processor_names_the_book_of_a_chapter():
    reference = reference_to(make_work(**CHAPTER))
    for text in ("武漢會戰中的第九戰區", "抗戰史論集", "鄧正兵", "台北: 正中書局", "12–15"):
        assert text in reference


def test_empty_fields_are_left_out():
    assert read(make_work()) == {"id": "a-work", "type": "book", "title": "武漢會戰"}


def test_a_citation_processor_makes_a_reference():
    source = make_work(authors="Müller, Jörg|愛瀾", publisher="知兵堂出版", place="台北市", issued="2012-10~")
    reference = reference_to(source)
    for text in ("Müller, J.", "愛瀾", "2012", "武漢會戰", "台北市: 知兵堂出版"):
        assert text in reference


@pytest.mark.parametrize("title", NASTY)
def test_a_title_is_read_back_unchanged(title):
    assert read(make_work(title=title))["title"] == " ".join(title.split())


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ("1938", {"date-parts": [[1938]]}),
        ("1938-09-06", {"date-parts": [[1938, 9, 6]]}),
        ("1938-07~", {"date-parts": [[1938, 7]], "circa": True}),
        ("1938-23", {"date-parts": [[1938]], "season": 3}),
        ("1938-23?", {"date-parts": [[1938]], "season": 3, "circa": True}),
        ("1937/1938-02", {"date-parts": [[1937], [1938, 2]]}),
        ("1937?/1938", {"date-parts": [[1937], [1938]], "circa": True}),
        ("1937-21/1938", {"literal": "spring 1937 – 1938"}),
        ("1938/..", {"literal": "from 1938"}),
        ("[1937,1938]", {"literal": "1937 or 1938"}),
        ("193X", {"literal": "193X"}),
        ("Y17000-23", {"date-parts": [[17000]], "season": 3}),
        ("/1938", {"literal": "until 1938"}),
        ("0000", {"date-parts": [[-1]]}),
        ("-0099-03", {"date-parts": [[-100, 3]]}),
    ],
)
def test_an_uncertain_date_stays_uncertain(issued, date):
    assert read(make_work(issued=issued))["issued"] == date


@pytest.mark.parametrize("kind", SourceKind.values)
def test_each_kind_of_source_has_a_type(kind):
    item = read(make_work(kind=kind))
    assert (item["type"], item.get("genre", "")) == (TYPES[kind].csl, TYPES[kind].genre)
