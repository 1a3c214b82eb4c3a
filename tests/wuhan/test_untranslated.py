"""No page of the site, public or of the admin, has English for a reader who chose Chinese."""

import re

import pytest
from django.urls import get_resolver, resolve, reverse

from battles import models
from battles.views.help import TOPICS
from tests import factories
from tests.admin import MAKERS, address, typical_models
from tests.untranslated import english_in
from tests.views.test_every_page import CLAIMS, ENTITIES

pytestmark = pytest.mark.django_db

# Texts that Django does not translate, and the administrator of the tests.
FIXED_IN_DJANGO = {"Search", "False", "True", "LDAP", "admin", "admin@example.com"}
# The names of the groups, as in tables of accounts.
ROLES = {"contributor", "editor", "administrator"}
# An error page lists parameters and values as in a URL.
LISTS_VALUES = re.compile(r"：[a-z_, -]+[。，]")

every_language = pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
# A text that is not translated is English in both, so that a quick run reads long pages in one of them.
one_language = pytest.mark.parametrize("language", ["zh-hant", pytest.param("zh-hans", marks=pytest.mark.thorough)])
# Texts that are the same in every language: formats, marks and samples of input.
NAMES = {
    "CSV",
    "JSON",
    "ISBN",
    "DOI",
    "EDTF",
    "SHA-256",
    "WGS",
    "Okamura",
    "p. 328",
    "table 4",
    "note 7",
    "GET",
    "HEAD",
}
# The library of second factors does not let its names be translated.
NAMES |= {"TOTP device", "TOTP devices"}
NAMES |= {"TSV", "XLSX", "UTF-8", "HTML", "MB", "importcsv", "RIS", "BibTeX", "CSL"}
# Samples in the help of the fields of a source.
NAMES |= {"Wikipedia zh, Wuhan", "https://doi.org/"}
NAMES |= {"zh-Hant", "zh-Hans", "ja", "en", "ru", "checkrecords", "claims", "sort", "English"}


def english_on(client, language, path, status=200, **options):
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == status, path
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    return english_in(text, names=NAMES | set(options.pop("names", ())), **options)


def fill():
    """Rows of every kind that fill every section, and every remark, of a page; their own texts are Chinese."""
    belligerent, other = (factories.make_belligerent(name_en="", slug=f"b-{n}") for n in "12")
    place = factories.make_place(name_en="", latitude=30, longitude=114)
    factories.make_place(name_en="", part_of=place)
    war = factories.make_campaign(name_en="", name="中國抗日戰爭", start="1937")
    dates = {"start": "1938-06-11", "end": "1938-10~", "outcome": "captured"}
    campaign = factories.make_campaign(name_en="", part_of=war, slug="the-campaign", **dates)
    engagement = factories.make_engagement(name_en="", campaign=campaign, victor=belligerent, **dates)
    part = factories.make_engagement(name_en="", part_of=engagement, campaign=campaign, front="長江以南", kind="siege")
    for event in (campaign, engagement):
        event.places.add(place)
    unit = factories.make_unit(name_en="", belligerent=belligerent, arm="infantry")
    superior = factories.make_unit(name_en="", belligerent=belligerent, echelon="army", name="第11軍")
    person = {"belligerent": belligerent, "rank": "中將", "is_fictional": True, "born": "1884-05-15", "died": "1966"}
    commander = factories.make_commander(name_en="", **person)
    first = factories.make_source(
        title_en="", authors="作者", publisher="出版社", place="漢口", issued="1938-23", language="zh-Hant", isbn="1",
        url="https://example.org/", archived_url="https://example.org/a", accessed="2020", note="註",
    )  # fmt: skip
    second = factories.make_source(title_en="", short_title="Hankow diary", derived_from=first, reliability="B")
    for source, quoted, number in ((first, second, 1), (second, first, 2), (second, first, 3)):
        cited = {"source": source, "quoted_source": quoted, "quoted_locator": "頁二", "wording": "數萬", "note": "註"}
        for event in ({"campaign": campaign}, {"engagement": engagement}, {"engagement": part}):
            side = {"belligerent": belligerent, "unit": unit, "attributed_to": "軍事委員會", "scope": "江北"}
            factories.make_claim(**event, **side, low=number, high=number, claimant=other, as_of="1938-10", **cited)
            factories.make_claim(**event, **side, low=7, high=7, category=("killed", "wounded")[number % 2], **cited)
            factories.make_claim(
                **event, belligerent=belligerent, claimant=belligerent, low=None, high=number, qualifier="at_most",
                disputed=True, standing="deprecated", standing_reason="誤", kind="strength", category="present",
                **cited,
            )  # fmt: skip
            factories.make_claim(**event, low=number, high=9, qualifier="several", counted="divisions", **cited)
            factories.make_claim(**event, low=None, high=None, qualifier="unquantified", counted="officers", **cited)
            for boundary in ("start", "end", "on"):
                factories.make_dateclaim(**event, boundary=boundary, date=f"1938-1{number % 3}", **cited)
            factories.make_outcomeclaim(
                **event, outcome="captured" if number == 1 else "repulsed", victor=belligerent, **cited
            )
            for role, participant in (("attacker", {"belligerent": belligerent}), ("support", {"unit": unit})):
                factories.make_participation(**event, **participant, role=role, **cited)
            factories.make_participation(**event, commander=commander, role="planner", **cited)
        post = {"commander": commander, "unit": unit, "campaign": campaign, "rank": "中將", "start": "1938-06"}
        factories.make_appointment(**post, role="acting_commander", **cited)
        factories.make_subordination(unit=unit, superior=superior, campaign=campaign, end="1938-10", **cited)
        for named in (
            {"campaign": campaign},
            {"unit": unit},
            {"place": place},
            {"commander": commander},
            {"engagement": engagement},
            {"belligerent": belligerent},
        ):
            factories.make_name(**named, text=f"名{number}", **cited)


@one_language
def test_no_public_page_has_english(client, language):
    fill()
    pages = {
        "/",
        "/help/",
        *(f"/help/{topic}/" for topic in TOPICS),
        "/search/",
        "/search/?q=武",
        "/search/?q=zzz",
        "/disagreements/",
    }
    pages |= {f"/disagreements/?about={sort}" for sort in ("figures", "meanings", "dates", "outcomes")}
    for model in ENTITIES + CLAIMS:
        listed = reverse(f"battles:{model._meta.model_name}_list")
        pages |= {listed, f"{listed}?q=武&per_page=1", f"{listed}?q=zzz"}
        pages |= {row.get_absolute_url() for row in model.objects.all()[:4]}
    pages |= {"/days/", "/days/1938-06-11/", "/days/1938-10-01/", "/days/1701-01-01/"}
    for campaign in models.Campaign.objects.all():
        order_of_battle = reverse("battles:campaign_order_of_battle", args=[campaign.slug])
        pages |= {order_of_battle, f"{order_of_battle}?date=1938-07-01", f"{order_of_battle}?date=1701-01-01"}
        pages.add(reverse("battles:campaign_timeline", args=[campaign.slug]))
    names = {"zzz", *(row.ref for row in models.FigureClaim.objects.all())}
    names |= {"https://example.org/a", "https://example.org/"}
    names |= {row.slug for model in ENTITIES for row in model.objects.all()}
    names |= {f"http://testserver{path}" for path in pages}
    found = {path: english_on(client, language, path, names=names) for path in pages}
    assert {path: texts for path, texts in found.items() if texts} == {}
    opened = {resolve(path.partition("?")[0]).url_name for path in pages}
    assert opened == {pattern.name for pattern in get_resolver("battles.urls").url_patterns} - {
        *("healthz", "healthz_alive")
    }


@every_language
def test_no_error_page_has_english(client, language):
    refused = {
        "/claims/?sort=zzz": 400,
        "/claims/?kind=zzz": 400,
        "/claims/?campaign=zzz": 400,
        "/claims/?page=99": 400,
        "/claims/?page=zzz": 400,
        "/claims/?q=!": 400,
        "/claims/?q=%00": 400,
        "/claims/?zzz=1": 400,
        "/claims/?page=1&page=2": 400,
        "/?zzz=1": 400,
        "/search/?q=" + "a" * 201: 400,
        "/campaigns/zzz/": 404,
        "/claims/zzz/": 404,
        "/campaigns/zzz/order-of-battle/": 404,
        "/campaigns/zzz/timeline/": 404,
        "/disagreements/?page=2": 400,
        "/disagreements/?about=dates&kind=strength": 400,
        "/days/?day=zzz": 400,
        "/days/zzz/": 404,
        "/nowhere/": 404,
    }
    for path, status in refused.items():
        texts = english_on(client, language, path, status, names={"zzz", "NUL", "kind", "campaign", "page"})
        assert [text for text in texts if not LISTS_VALUES.search(text)] == [], path


@one_language
@typical_models
def test_no_page_of_the_admin_has_english(admin_client, language, model):
    row = MAKERS[model]()
    paths = [address(model, page) for page in ("changelist", "add")]
    paths += [address(model, page, row.pk) for page in ("change", "history", "delete")]
    names = FIXED_IN_DJANGO | {str(row), getattr(row, "slug", ""), getattr(row, "ref", "")}
    for named in {*ENTITIES, models.Countable} - {models.Source}:
        names |= set(named.objects.values_list("name_en", flat=True))
    found = {path: english_on(admin_client, language, path, names=names - {""}) for path in paths}
    assert {path: texts for path, texts in found.items() if texts} == {}


@every_language
@pytest.mark.parametrize(
    "path",
    [
        "",
        "login/",
        "password_change/",
        "auth/user/",
        "auth/user/add/",
        "battles/importrecord/",
        "battles/proposal/",
        "battles/proposal/mine/",
    ],
)
def test_no_other_page_of_the_admin_has_english(admin_client, language, path):
    if path == "login/":
        admin_client.logout()
    assert english_on(admin_client, language, f"/admin/{path}", names=FIXED_IN_DJANGO | ROLES) == []


@every_language
def test_a_refused_form_of_the_admin_has_no_english(admin_client, language):
    path = address(models.FigureClaim, "add")
    sent = {"low": "5", "high": "4", "qualifier": "range", "kind": "strength", "category": "killed", "as_of": "1938-13"}
    response = admin_client.post(path, sent, headers={"accept-language": language})
    page = response.content.decode()
    assert page.count('class="errorlist') >= 4
    assert english_in(page, names=NAMES | FIXED_IN_DJANGO) == []
