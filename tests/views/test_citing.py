"""Every record's page has a lasting address, a citation to copy, its data, and metadata for other programs."""

import html
import json
import re

import bibtexparser
import pytest
import rispy
from django.utils import timezone

from battles.resources import resource_of
from tests import factories
from tests.views.documents import without_indentation
from tests.views.test_every_page import CLAIMS, ENTITIES, make

pytestmark = pytest.mark.django_db
RECORDS = [*ENTITIES, CLAIMS[0]]


def page_of(client, path, **values):
    response = client.get(path, values)
    assert response.status_code == 200
    return html.unescape(without_indentation(response.content.decode()))


def metadata_of(page):
    found = {}
    for name, content in re.findall(r'<meta name="([^"]+)" content="(.*?)">(?=\s*<)', page):
        found.setdefault(name, []).append(content)
    return found


@pytest.mark.parametrize("model", RECORDS)
def test_a_page_names_its_lasting_address_whatever_it_was_asked_for(client, model):
    record = make(model)
    address = f"http://testserver{record.get_absolute_url()}"
    page = page_of(client, record.get_absolute_url(), format="")
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<a href="{address}" rel="bookmark">{address}</a>' in page
    assert f'<link rel="alternate" type="application/json" href="{address}?format=json" title="JSON">' in page


@pytest.mark.parametrize("model", RECORDS)
def test_a_page_has_a_citation_with_its_address_and_the_day(client, model):
    record = make(model)
    page = page_of(client, record.get_absolute_url())
    citation = re.search(r'<p class="citable">(.*?)</p>', page)[1]
    address, day = f"http://testserver{record.get_absolute_url()}", timezone.localdate().isoformat()
    assert citation.endswith(f". What the sources say, {address} (accessed {day}).")
    if model not in CLAIMS:
        assert citation.startswith(f"{record} ({model._meta.verbose_name})")


def test_a_claim_is_cited_with_its_event_source_and_place(client):
    quoted = factories.make_source(title="日中戰爭史", authors="秦郁彥", issued="1961")
    source = factories.make_source(title="武漢會戰", title_en="Battle of Wuhan", publisher="維基百科")
    claim = factories.make_claim(
        campaign=factories.make_campaign(),
        source=source,
        locator="¶16",
        quoted_source=quoted,
        quoted_locator="p. 328",
        low=254628,
        high=254628,
        category="killed_and_wounded",
    )
    assert (
        "254,628 killed and wounded, persons: 武漢會戰 · Battle of Wuhan, according to 武漢會戰 [Battle of Wuhan], "
        "維基百科, ¶16, citing 秦郁彥, 日中戰爭史, 1961, p. 328. What the sources say, "
    ) in page_of(client, claim.get_absolute_url())


def test_a_source_is_cited_as_a_work_too(client):
    source = factories.make_source(
        title="武漢會戰", title_en="The Battle of Wuhan", authors="愛瀾|B. Author", publisher="知兵堂", place="台北市",
        issued="2012-10",
    )  # fmt: skip
    assert (
        '<p class="citable">愛瀾; B. Author, 武漢會戰 [The Battle of Wuhan], 台北市: 知兵堂, October 2012.</p>'
    ) in page_of(client, source.get_absolute_url())


def test_a_part_is_cited_with_its_container_volume_issue_and_pages(client):
    source = factories.make_source(
        title="評介", authors="鄧正兵|鄧紅", kind="journal_article", container="江漢大學學報", volume="33", issue="5",
        pages="96–101", translators="A. Translator", editors="B. Editor", edition="第二版", publisher="江漢大學",
        place="武漢市", issued="2014-10", doi="10.1000/182",
    )  # fmt: skip
    assert (
        '<p class="citable">鄧正兵; 鄧紅, 評介, translated by A. Translator, in: 江漢大學學報, edited by B. Editor, '
        "volume 33, number 5, 第二版, 武漢市: 江漢大學, October 2014, pages 96–101, https://doi.org/10.1000/182.</p>"
    ) in page_of(client, source.get_absolute_url())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"volume": "IV", "pages": "12"}, "武漢會戰, volume IV, page 12"),
        ({"volume": "第四卷", "pages": "第12頁"}, "武漢會戰, 第四卷, 第12頁"),
        ({"volume": "3/4", "edition": "2"}, "武漢會戰, volume 3/4, edition 2"),
        ({"issue": "Special issue", "edition": "2nd revised edition"}, "武漢會戰, Special issue, 2nd revised edition"),
        ({"pages": "xi–xiv"}, "武漢會戰, pages xi–xiv"),
        ({"pages": "12, 15–17"}, "武漢會戰, pages 12, 15–17"),
    ],
)
def test_only_numbers_get_a_word_before_them(client, values, words):
    source = factories.make_source(**values)
    assert f'<p class="citable">{words}.</p>' in page_of(client, source.get_absolute_url())


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_is_had_as_json_with_the_headings_of_csv(client, model):
    record = make(model)
    response = client.get(record.get_absolute_url(), {"format": "json"})
    assert response["Content-Type"] == "application/json"
    found = json.loads(response.content)
    _name, resource = resource_of(model)
    if hasattr(record, "identifiers"):
        assert found.pop("identifiers") == []
    assert list(found) == list(resource.headings)
    assert found[resource.identity] == getattr(record, resource.identity)
    listed = json.loads(client.get(record.get_absolute_url().rsplit("/", 2)[0] + "/?format=json").getvalue())
    assert found in listed


@pytest.mark.parametrize("model", RECORDS)
def test_a_format_that_is_not_there_is_refused_in_a_sentence(client, model):
    path = make(model).get_absolute_url()
    allowed = "json, bibtex, ris, csl-json" if model.__name__ == "Source" else "json"
    for format in ("xml", "bibtex2", "JSON"):
        response = client.get(path, {"format": format})
        assert response.status_code == 400
        assert f"“{format}” is not valid for format; choose one of: {allowed}." in response.content.decode()


@pytest.mark.parametrize("format", ["json", "ris"])
def test_a_source_that_is_not_there_has_no_file(client, format):
    response = client.get("/sources/nothing/", {"format": format})
    assert response.status_code == 404
    assert "There is no source “nothing”." in response.content.decode()


TITLES = {
    "bibtex": lambda text: bibtexparser.parse_string(text).entries[0]["title"].strip("{}"),
    "ris": lambda text: rispy.loads(text)[0]["title"],
    "csl-json": lambda text: json.loads(text)[0]["title"],
}


@pytest.mark.parametrize(
    ("format", "content_type", "file_name"),
    [
        ("bibtex", "application/x-bibtex", "ailan-2012.bib"),
        ("ris", "application/x-research-info-systems", "ailan-2012.ris"),
        ("csl-json", "application/vnd.citationstyles.csl+json", "ailan-2012.csl.json"),
    ],
)
def test_a_source_is_had_for_reference_managers(client, format, content_type, file_name):
    path = factories.make_source(slug="ailan-2012").get_absolute_url()
    page = page_of(client, path)
    assert f'<link rel="alternate" type="{content_type}" href="http://testserver{path}?format={format}"' in page
    assert f'<a href="?format={format}"' in page
    response = client.get(path, {"format": format})
    assert response["Content-Type"].partition(";")[0] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert TITLES[format](response.content.decode()) == "武漢會戰"


@pytest.mark.parametrize("format", ["json", "bibtex", "ris", "csl-json"])
def test_queries_of_a_file_do_not_grow_with_its_claims(client, django_assert_num_queries, format):
    source = factories.make_source()
    for _number in range(20):
        factories.make_claim(source=source)
    with django_assert_num_queries(3 if format == "json" else 1):
        client.get(source.get_absolute_url(), {"format": format})


def test_a_page_describes_its_record_in_dublin_core(client):
    campaign = factories.make_campaign(slug="battle-of-wuhan", name='武漢"會戰"', name_en="Battle of Wuhan")
    found = metadata_of(page_of(client, campaign.get_absolute_url()))
    assert {name: contents for name, contents in found.items() if name.startswith("DC")} == {
        "DC.title": ['武漢"會戰" · Battle of Wuhan (campaign)'],
        "DC.type": ["Text"],
        "DC.identifier": ["http://testserver/campaigns/battle-of-wuhan/"],
        "DC.publisher": ["What the sources say"],
    }


def test_the_page_of_a_source_describes_the_work_to_zotero(client):
    source = factories.make_source(
        title="武漢會戰",
        title_en="Battle of Wuhan",
        kind="encyclopedia_article",
        authors="愛瀾|Müller, Jörg",
        publisher="維基百科",
        issued="2012-10-05",
        language="zh-Hant",
        isbn="9789866309359",
        url="https://example.org/wuhan",
    )
    found = metadata_of(page_of(client, source.get_absolute_url()))
    assert found["z:itemType"] == ["encyclopediaArticle"]
    assert found["DC.creator"] == found["citation_author"] == ["愛瀾", "Müller, Jörg"]
    assert found["DC.title"] == found["citation_title"] == ["武漢會戰"]
    assert found["DCTERMS.alternative"] == ["Battle of Wuhan"]
    assert found["DC.publisher"] == found["citation_publisher"] == ["維基百科"]
    assert (found["DC.date"], found["citation_publication_date"]) == (["2012-10-05"], ["2012/10/05"])
    assert (found["DC.identifier"], found["citation_isbn"]) == (["urn:isbn:9789866309359"], ["9789866309359"])
    assert found["DC.language"] == found["citation_language"] == ["zh-Hant"]
    assert found["citation_public_url"] == ["https://example.org/wuhan"]


@pytest.mark.parametrize(("issued", "words"), [("1938-07~", "about July 1938"), ("[1937,1938]", "1937 or 1938")])
def test_an_uncertain_date_is_given_to_zotero_in_words(client, issued, words):
    found = metadata_of(page_of(client, factories.make_source(issued=issued).get_absolute_url()))
    assert (found["DC.date"], found["citation_publication_date"]) == ([issued], [words])


def test_the_page_of_a_part_describes_its_container_to_zotero(client):
    values = {
        "editors": "鄧正兵", "translators": "Müller, Jörg", "container": "抗戰史論集", "volume": "2", "issue": "7",
        "pages": "12–15", "doi": "10.1000/182", "isbn": "978-7-5633-5509-9",
    }  # fmt: skip
    chapter = metadata_of(page_of(client, factories.make_source(kind="chapter", **values).get_absolute_url()))
    assert chapter["z:itemType"] == ["bookSection"]
    assert chapter["citation_inbook_title"] == chapter["DCTERMS.isPartOf"] == ["抗戰史論集"]
    assert chapter["DC.contributor"] == ["鄧正兵", "Müller, Jörg"]
    assert (chapter["citation_volume"], chapter["citation_issue"]) == (["2"], ["7"])
    assert (chapter["citation_firstpage"], chapter["citation_lastpage"]) == (["12"], ["15"])
    assert chapter["citation_doi"] == ["10.1000/182"]
    assert chapter["DC.identifier"] == ["urn:isbn:978-7-5633-5509-9", "doi:10.1000/182"]
    article = metadata_of(page_of(client, factories.make_source(kind="journal_article", **values).get_absolute_url()))
    assert article["citation_journal_title"] == ["抗戰史論集"]
    spaced = metadata_of(page_of(client, factories.make_source(isbn="978 7 5633 5509 9").get_absolute_url()))
    assert spaced["DC.identifier"] == ["urn:isbn:978-7-5633-5509-9"]
    assert "citation_inbook_title" not in article
