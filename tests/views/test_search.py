"""The search over all records: any script, best first, with the form that was found."""

import html
import re

import pytest

from battles.views.search import BEGINNING, ELSEWHERE, EXACT, PART, WORDS, rank_of
from tests import factories
from tests.views.test_lists import links, shown, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def found(client, query, records):
    """The records that the page links to, in its order."""
    page = text_of(client, "/search/", q=query).partition("<h1>")[2]
    addresses = {record.get_absolute_url(): record for record in records}
    return list(dict.fromkeys(addresses[link] for link in links(page) if link in addresses))


@pytest.mark.parametrize(
    ("name", "name_en", "queries"),
    [
        ("萬家嶺", "Wanjialing", [
            "Wanjialing", "Wan Jia Ling", "Wàn-jiā-lǐng", "Wan’jialing", "万家岭", "萬家嶺", "萬家嶺 wanjialing",
        ]),
        ("岡村寧次", "Okamura Yasuji", [
            "冈村宁次", "岡村寧次", "Okamura", "OKAMURA YASUJI", "yasuji okamura", "Ōkamura", "ｏｋａｍｕｒａ",
        ]),
        ("第106師團", "106th Division", [
            "第106師團", "第一〇六师团", "106th Division", "106师团", "第 106 師団", "１０６師團",
        ]),
        ("廣濟", "Guangji", ["广济", "広済", "guangji", "Guǎngjì", "Kuang-chi", "Kuangchi"]),
        ("白崇禧", "Bai Chongxi", ["Pai Ch'ung-hsi", "Pai Chung-hsi", "Ch’ung-hsi Pai", "Bai Chongxi"]),
        ("薛岳", "Hsüeh Yüeh", ["Xue Yue", "xueyue", "Hsueh Yueh"]),
    ],
)  # fmt: skip
def test_a_record_is_found_by_every_way_to_write_its_name(client, name, name_en, queries):
    place = factories.make_place(slug="p-1", name=name, name_en=name_en)
    other = factories.make_place(slug="p-2", name="第6師團", name_en="Other")
    for query in queries:
        assert found(client, query, [place, other]) == [place], query
        assert shown(client, "/places/", [place, other], q=query) == [place], query


def test_the_best_come_first(client):
    names = ["大武漢", "武漢會戰紀念", "武漢", "武漢 會戰"]
    records = [factories.make_place(slug=f"p-{number}", name=name, name_en="") for number, name in enumerate(names)]
    noted = factories.make_place(slug="noted", name="漢口", name_en="", note="到武漢的路上")
    order = found(client, "武汉", [noted, *records])
    assert order[0] == records[2]
    assert set(order[1:3]) == {records[1], records[3]}
    assert order[3:] == [records[0], noted]


@pytest.mark.parametrize(
    ("text", "query", "rank"),
    [
        ("武漢會戰", "武汉会战", EXACT),
        ("Battle of Wuhan", "battle of", BEGINNING),
        ("Battle of Wuhan", "Wuhan", WORDS),
        ("Battle of Wuhan", "wuhan battle", WORDS),
        ("Battle of Wuhan", "uha", PART),
        ("Battle of Wuhan", "Hankou", ELSEWHERE),
        ("Xue Yue", "Hsüeh Yüeh", EXACT),
        ("Li Zongren", "Tsung-jen", WORDS),
    ],
)
def test_how_well_a_name_fits(text, query, rank):
    assert rank_of(text, query) == rank


def test_a_name_that_a_source_gives_is_shown_with_its_source(client):
    unit = factories.make_unit(name="第106師團", name_en="106th Division")
    source = factories.make_source(title="戰史叢書")
    factories.make_name(unit=unit, text="松浦部隊", source=source)
    page = text_of(client, "/search/", q="松浦部队")
    assert "松浦部隊" in page
    assert {unit.get_absolute_url(), source.get_absolute_url()} <= set(links(page))


def test_a_name_that_a_source_gives_is_found_in_the_other_romanisation(client):
    commander = factories.make_commander(slug="c", name="薛岳", name_en="")
    factories.make_name(commander=commander, text="Hsueh Yueh", language="en")
    other = factories.make_commander(slug="d", name="薛岳", name_en="General Xue Yue")
    assert found(client, "Xue Yue", [other, commander]) == [commander, other]


def test_a_claim_is_found_by_its_words_its_authority_and_its_ref(client):
    claim = factories.make_claim(wording="陣亡將士", attributed_to="軍事委員會", ref="the-claim", note="see elsewhere")
    factories.make_claim(ref="the-claim-2")
    for query in ("阵亡将士", "军事委员会", "the-claim", "elsewhere"):
        assert f'href="{claim.get_absolute_url()}"' in text_of(client, "/search/", q=query), query
        assert "1 record<" in text_of(client, "/claims/", q=query), query


def test_claims_about_a_record_are_found_by_its_names_in_their_list(client):
    unit = factories.make_unit(name="第106師團", name_en="")
    factories.make_name(unit=unit, text="松浦部隊")
    claim, other = factories.make_claim(unit=unit), factories.make_claim()
    for query in ("第一〇六师团", "松浦部隊", "松浦 106師團"):
        assert shown(client, "/claims/", [claim, other], q=query) == [claim], query


def test_the_nearest_names_are_offered_if_nothing_fits(client):
    near = factories.make_commander(name="岡村寧次", name_en="Okamura Yasuji")
    factories.make_commander(name="薛岳", name_en="Xue Yue")
    page = text_of(client, "/search/", q="Okamora Yasugi")
    assert "The nearest names" in page
    assert near.get_absolute_url() in links(page)
    assert "薛岳" not in page
    assert "The nearest names" not in text_of(client, "/search/", q="qqqqqq")


def test_every_page_has_the_search_box(client):
    campaign = factories.make_campaign()
    for path in ("/", "/claims/", campaign.get_absolute_url(), "/disagreements/", "/nowhere/"):
        page = client.get(path).content.decode()
        assert re.search(r'<form class="site-search" role="search" action="/search/"', page), path


def test_long_and_strange_searches_are_answered(client):
    factories.make_place()
    for query in ("a" * 10_000, "\u202e\u202d", "\0"):
        response = client.get("/search/", {"q": query})
        assert response.status_code == 400
        assert re.search(r"characters|no letter|NUL", html.unescape(response.content.decode()))
    assert client.get("/search/", {"q": "\u200fWuhan\u202e"}).status_code == 200
    assert client.get("/search/", {"q": "a " * 100}).status_code == 200
