"""Tables name a source by its short title, with the whole titles as a tooltip; its own page has them in full."""

import json

import pytest
from django.utils import translation

from battles.models import Source
from battles.values.display_names import short_forms, short_name
from tests import factories
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db

TITLES = {"title": "武漢會戰", "title_en": "Battle of Wuhan (Chinese Wikipedia)"}
FULL = "武漢會戰 · Battle of Wuhan (Chinese Wikipedia)"


def page(client, path, language="en"):
    return without_indentation(client.get(path, headers={"accept-language": language}).content.decode())


@pytest.fixture
def source():
    return factories.make_source(slug="zhwiki-wuhan", short_title="Wikipedia zh, Wuhan", **TITLES)


def link_to(source):
    return f'<a href="{source.get_absolute_url()}" title="{FULL}"><bdi lang="en">Wikipedia zh, Wuhan</bdi></a>'


def test_lists_tables_and_statements_name_a_source_by_its_short_title(client, source):
    campaign = factories.make_campaign()
    about = {"campaign": campaign, "source": source}
    quoting = factories.make_claim(campaign=campaign, quoted_source=source)
    factories.make_claim(**about)
    factories.make_dateclaim(**about)
    factories.make_name(text="武漢保衛戰", **about)
    assert quoting.pk
    # The table of figures twice, the dates, and the names.
    assert page(client, campaign.get_absolute_url()).count(link_to(source)) >= 4
    assert page(client, "/claims/").count(link_to(source)) == 2
    assert link_to(source) in page(client, "/search/?q=武漢保衛戰")


def test_filters_name_a_source_by_its_short_title(client, source):
    factories.make_claim(source=source)
    text = page(client, "/claims/")
    box = '<input type="checkbox" name="source" value="zhwiki-wuhan">'
    assert f'{box} <span lang="en">Wikipedia zh, Wuhan</span>' in text


def test_a_plot_has_the_short_title_and_its_tooltip_the_full_one(client, source):
    campaign = factories.make_campaign()
    belligerent = factories.make_belligerent()
    quoted = factories.make_source(short_title="Ailan 2012")
    for number in (100, 200):
        about = {"campaign": campaign, "belligerent": belligerent, "source": source, "quoted_source": quoted}
        factories.make_claim(low=number, high=number, **about)
    text = page(client, campaign.get_absolute_url())
    assert '<tspan class="plot-source" lang="en">Wikipedia zh, Wuhan</tspan>' in text
    assert '<tspan class="plot-source" lang="en">› Ailan 2012</tspan>' in text
    assert f"<title>100, killed, persons: {FULL}" in text


def test_its_own_page_its_list_and_the_page_of_a_claim_have_the_titles_in_full(client, source):
    titles = f'<bdi lang="zh-Hant">{TITLES["title"]}</bdi> <bdi lang="en" class="english">{TITLES["title_en"]}</bdi>'
    source.language = "zh-Hant"
    source.save()
    claim = factories.make_claim(source=source)
    own = page(client, source.get_absolute_url())
    assert f"<h1>{titles}</h1>" in own
    assert '<dt>Short title</dt><dd lang="en">Wikipedia zh, Wuhan</dd>' in own
    assert f'<p class="citable">{FULL} (source). ' in own
    for path in ("/sources/", claim.get_absolute_url()):
        assert f'<a href="{source.get_absolute_url()}">{titles}</a>' in page(client, path)
    assert "Wikipedia zh, Wuhan" in page(client, "/sources/")


def test_the_list_of_sources_is_sorted_by_short_titles(client, source):
    factories.make_source(title="甲", short_title="Bix 2001")
    factories.make_source(title="乙")
    rows = json.loads(client.get("/sources/", {"sort": "short_title", "format": "json"}).getvalue())
    assert [row["short_title"] for row in rows] == ["Bix 2001", "Wikipedia zh, Wuhan", ""]


def test_a_chinese_short_title_is_in_the_readers_characters():
    source = Source(short_title="漢口日記", **TITLES)
    assert short_forms(source, reader="zh-Hans") == [("汉口日记", "zh-Hans", "name")]
    assert source.short_name == "漢口日記"


@pytest.mark.parametrize(
    ("values", "short"),
    [
        ({"title": "戰史"}, "戰史"),
        ({"title": "戰史", "authors": "愛瀾", "issued": "2012-10"}, "戰史 (愛瀾 2012)"),
        ({"title": "戰史", "authors": "愛瀾|Müller, Jörg"}, "戰史 (愛瀾 et al.)"),
        ({"title": "戰史", "issued": "2012/2013"}, "戰史"),
        ({"title": "戰史", "title_en": "A history", "issued": "1974"}, "戰史 · A history (1974)"),
        (
            {"title": "Hirohito and the Making of Modern Japan, Volume One", "authors": "Herbert Bix"},
            "Hirohito and the Making of Modern Japan… (Herbert Bix)",
        ),
    ],
)
def test_without_a_short_title_the_title_is_cut_with_author_and_year(values, short):
    with translation.override("en"):
        assert short_name(Source(**values)) == short


def test_a_record_of_the_history_and_a_menu_name_a_source_by_its_short_title(source):
    assert str(source) == "Wikipedia zh, Wuhan"
    source.short_title = ""
    assert str(source) == source.full_title == FULL


def test_a_list_has_author_and_year_of_a_source_without_a_short_title(client):
    factories.make_claim(source=factories.make_source(authors="愛瀾", issued="2012-10", language="zh-Hant"))
    link = '<bdi lang="zh-Hant">武漢會戰 (愛瀾 2012)</bdi></a>'
    assert link in page(client, "/claims/")
