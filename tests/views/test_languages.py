"""The language of a page: chosen by the browser or the reader, and the page itself kept."""

import json
import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from battles.charts.timeline import Axis
from battles.values.date_words import date_in_words
from battles.values.edtf import parse
from tests import factories
from tests.views.documents import without_indentation
from tests.views.test_query_counts import count_queries

pytestmark = pytest.mark.django_db

HEADINGS = {"en": "Campaigns", "zh-hant": "戰役", "zh-hans": "战役"}
SWITCH = re.compile(r'<form\s+class="languages".*?</form>', re.DOTALL)


def heading(response):
    (text,) = re.findall(r"<h1>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return text


def language_of(response):
    (tag,) = re.findall(r'<html lang="(.*?)"', response.content.decode())
    assert tag == response["Content-Language"]
    return tag


def in_language(client, language, path, **parameters):
    return client.get(path, parameters, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de,fr;q=0.5", "en"),
        ("en-GB,zh-TW;q=0.5", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.5", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-Hant-TW", "zh-hant"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh", "zh-hans"),
        ("de,zh-Hans;q=0.5", "zh-hans"),
        ("x" * 5_000, "en"),
        ("zh-\x7f;q=nonsense", "en"),
    ],
)
def test_the_browser_chooses_the_language(client, accepted, language):
    page = client.get("/campaigns/", headers={"accept-language": accepted})
    assert language_of(page) == language
    assert heading(page) == HEADINGS[language]


@pytest.mark.parametrize("path", ["/", "/campaigns/?sort=name", "/claims/?sort=nonsense", "/nowhere/", "/admin/login/"])
def test_caches_are_told_what_the_language_depends_on(client, path):
    varied = client.get(path)["Vary"].split(", ")
    assert {"Cookie", "Accept-Language"} <= set(varied)


@pytest.mark.parametrize("enforce_csrf_checks", [False, True])
def test_the_readers_choice_outlasts_the_browsers_and_keeps_the_page_and_its_filters(enforce_csrf_checks):
    reader = Client(enforce_csrf_checks=enforce_csrf_checks, headers={"accept-language": "zh-TW"})
    factories.make_campaign(outcome="victory")
    here = "/campaigns/?q=武漢&outcome=victory&sort=-name&per_page=20"
    (form,) = SWITCH.findall(without_indentation(reader.get(here).content.decode()))
    (next_page,) = re.findall('name="next" value="(.*?)"', form)
    answer = reader.post("/language/", {"language": "zh-hans", "next": next_page.replace("&amp;", "&")})
    assert answer.status_code == 302
    page = reader.get(answer.url)
    assert page.wsgi_request.get_full_path() == reader.get(here).wsgi_request.get_full_path()
    assert language_of(page) == "zh-hans"
    assert re.search(r'value="victory" checked>\s*<span>胜利</span>', page.content.decode())


@pytest.mark.parametrize(
    "path", ["/", "/campaigns/?q=a&sort=name", "/claims/?sort=nonsense", "/nowhere/?a=%22%3E%3Cb%3E", "/admin/login/"]
)
def test_every_page_has_the_switch_and_says_which_language_it_is_in(client, path):
    page = client.get(path, headers={"accept-language": "zh-TW"}).content.decode()
    (form,) = SWITCH.findall(without_indentation(page))
    assert 'method="post" action="/language/"' in form
    assert re.findall(r'value="(\S+)" lang="(\S+)"( aria-current="true")?>(.*?)<', form) == [
        ("en", "en", "", "English"),
        ("zh-hans", "zh-hans", "", "简体中文"),
        ("zh-hant", "zh-hant", ' aria-current="true"', "繁體中文"),
    ]
    assert f'name="next" value="{escape(client.get(path).wsgi_request.get_full_path())}"' in form


def test_the_admin_has_the_switch_on_its_pages(admin_client):
    for path in ("/admin/", "/admin/battles/campaign/?outcome=victory", "/admin/battles/campaign/add/"):
        (form,) = SWITCH.findall(admin_client.get(path).content.decode())
        assert f'name="next" value="{path}"' in form
    admin_client.post("/language/", {"language": "zh-hant", "next": "/admin/"})
    assert "<h1>紀錄</h1>" in admin_client.get("/admin/").content.decode()


def test_the_choice_is_kept_in_a_cookie_that_no_script_and_no_other_site_reads(client):
    (cookie,) = client.post("/language/", {"language": "zh-hans", "next": "/"}).cookies.values()
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("zh-hans", True, "Lax", "/")
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert not cookie["secure"]
    with override_settings(LANGUAGE_COOKIE_SECURE=True):
        (cookie,) = client.post("/language/", {"language": "zh-hans", "next": "/"}).cookies.values()
    assert cookie["secure"]


@pytest.mark.parametrize("language", ["", "tlh", "../etc", "zh-hans\r\nSet-Cookie: a=b", "x" * 1_000])
def test_a_language_that_the_site_does_not_have_changes_nothing(client, language):
    answer = client.post("/language/", {"language": language, "next": "/campaigns/"})
    assert (answer.status_code, answer.url, dict(answer.cookies)) == (302, "/campaigns/", {})


def test_looking_at_the_address_of_the_switch_chooses_nothing(client):
    assert not client.get("/language/", {"language": "zh-hans", "next": "/"}).cookies


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_the_switch_leads_to_no_other_site(client, elsewhere):
    assert client.post("/language/", {"language": "zh-hans", "next": elsewhere}).url == "/"


@pytest.mark.parametrize("value", ["tlh", "../etc", "", "x" * 1_000, "\x7f"])
def test_a_spoilt_cookie_leaves_the_choice_to_the_browser(client, value):
    client.cookies["django_language"] = value
    assert language_of(client.get("/campaigns/", headers={"accept-language": "zh-TW"})) == "zh-hant"


def test_an_error_of_the_site_is_told_in_the_readers_language(client):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.views.broken_urls"):
        page = client.get("/", headers={"accept-language": "zh-CN"})
    assert (page.status_code, language_of(page), heading(page)) == (500, "zh-hans", "内部错误")


def test_a_wrong_parameter_is_told_in_the_readers_language(client):
    page = in_language(client, "zh-TW", "/claims/", sort="nonsense")
    assert "「nonsense」不是sort的有效值" in page


def test_plurals_and_thousands_are_right_in_each_language(client):
    belligerent = factories.make_belligerent()
    factories.make_unit(belligerent=belligerent)
    models = type(belligerent).units.rel.related_model
    assert "1 record<" in in_language(client, "en", "/units/")
    assert "共1筆紀錄<" in in_language(client, "zh-TW", "/units/")
    models.objects.bulk_create(
        models(slug=f"many-{number}", name="軍", echelon="corps", belligerent=belligerent, status="published")
        for number in range(1_233)
    )
    assert "1,234 records;" in in_language(client, "en", "/units/")
    assert "共1,234筆紀錄；" in in_language(client, "zh-TW", "/units/")
    assert "共1,234条记录；" in in_language(client, "zh-CN", "/units/")


@pytest.mark.parametrize(
    ("date", "traditional", "simplified"),
    [
        ("1938", "1938年", "1938年"),
        ("1938-09", "1938年9月", "1938年9月"),
        ("1938-09-06", "1938年9月6日", "1938年9月6日"),
        ("1938-07~", "約1938年7月", "约1938年7月"),
        ("1938-07-26?", "1938年7月26日（存疑）", "1938年7月26日（存疑）"),
        ("1938-07%", "約1938年7月（存疑）", "约1938年7月（存疑）"),
        ("1938-23", "1938年秋", "1938年秋"),
        ("1938-08/1938-10", "1938年8月至1938年10月", "1938年8月至1938年10月"),
        ("../1938-10", "至1938年10月止", "至1938年10月止"),
        ("1938-10/..", "自1938年10月起", "自1938年10月起"),
        ("[1938-07-11..1938-07-20]", "介於1938年7月11日與1938年7月20日之間", "介于1938年7月11日与1938年7月20日之间"),
        ("{1938-07-11..1938-07-20}", "1938年7月11日至1938年7月20日", "1938年7月11日至1938年7月20日"),
        ("[1938,1939]", "1938年或1939年", "1938年或1939年"),
        ("{1938,1939}", "1938年與1939年", "1938年和1939年"),
        ("[..1938-10]", "不晚於1938年10月", "不晚于1938年10月"),
        ("[1938-10..]", "不早於1938年10月", "不早于1938年10月"),
        ("-0479-09", "西元前480年9月", "公元前480年9月"),
        ("1938-XX-01", "1938-XX-01", "1938-XX-01"),
    ],
)
def test_dates_are_put_in_chinese_words(date, traditional, simplified):
    with translation.override("zh-hant"):
        assert date_in_words(date) == traditional
    with translation.override("zh-hans"):
        assert date_in_words(date) == simplified


@pytest.mark.parametrize(
    ("start", "end", "traditional", "simplified"),
    [
        ("1938-09-06", "1938-09-08", ["9月6日", "9月7日"], ["9月6日", "9月7日"]),
        ("1938-06-01", "1938-11-30", ["1938年6月", "1938年11月"], ["1938年6月", "1938年11月"]),
        ("-0010", "0012", ["西元前11年", "10年"], ["公元前11年", "10年"]),
    ],
)
def test_the_days_on_a_timeline_are_named_in_chinese(start, end, traditional, simplified):
    axis = Axis(parse(start).earliest, parse(end).latest)
    for language, labels in (("zh-hant", traditional), ("zh-hans", simplified)):
        with translation.override(language):
            assert set(labels) <= {tick.label for tick in axis.ticks()}


def test_a_period_that_leads_to_its_days_is_a_phrase_of_the_readers_language(client):
    campaign = factories.make_campaign(start="1938-06-11", end="1938-10-27")
    timeline = in_language(client, "zh-hant", f"{campaign.get_absolute_url()}timeline/")
    timeline = without_indentation(timeline)
    assert re.search("1938年6月11日</a>至<a [^>]*>1938年10月27日</a></td>", timeline)
    factories.make_campaign(start="", end="1938-10-27")
    assert re.search("至<a [^>]*>1938年10月27日</a>止", in_language(client, "zh-hant", "/days/1938-10-27/"))


def test_files_are_the_same_in_every_language(client):
    factories.make_claim(wording="陣亡將士人數", disputed=True, qualifier="about", low="1234.5", high="1234.5")
    for format in ("csv", "json"):
        files = {
            b"".join(client.get("/claims/", {"format": format}, headers={"accept-language": language}))
            for language in ("en", "zh-TW", "zh-CN")
        }
        assert len(files) == 1
    assert json.loads(files.pop())[0]["wording"] == "陣亡將士人數"


@pytest.mark.parametrize("name", ["campaign_list", "figureclaim_list", "home", "disagreement_list"])
def test_a_page_takes_the_same_queries_in_every_language(client, name):
    """The conversion of names needs no query of its own."""
    campaign = factories.make_campaign()
    for source in (factories.make_source(), factories.make_source(title="武汉会战", language="zh-Hans")):
        factories.make_claim(campaign=campaign, source=source, low=7, high=7)
        factories.make_claim(campaign=campaign, source=source, low=8, high=8, category="wounded")
    for path in (reverse(f"battles:{name}"), campaign.get_absolute_url()):
        counts = set()
        for language in HEADINGS:
            client.cookies["django_language"] = language
            counts.add(count_queries(client, path))
        assert len(counts) == 1
