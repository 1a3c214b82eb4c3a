"""The public pages in a real browser: for every reader, at every width, by light and by dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import barriers, is_wider_than

PAGES = [
    "/",
    "/campaigns/",
    "/engagements/?campaign=battle-of-wuhan",
    "/units/",
    "/casualty-claims/",
    "/claims/?category=killed&all=category",
    "/campaigns/battle-of-wuhan/",
    "/campaigns/battle-of-wuhan/order-of-battle/?date=1938-09-06",
    "/engagements/battle-of-wanjialing/",
    "/units/ija-106th-division/",
    "/commanders/okamura-yasuji/",
    "/places/jiujiang/",
    "/sources/zhwiki-wuhan/",
    "/belligerents/empire-of-japan/",
    "/disagreements/",
    "/disagreements/?about=figures&campaign=battle-of-wuhan",
    "/campaigns/battle-of-wuhan/timeline/",
    "/days/",
    "/days/1938-09-06/",
    "/search/?q=武漢",
    "/search/?q=Okamora",
    "/claims/?sort=nonsense",
    "/campaigns/no-such-campaign/",
]


# One of each kind, with few rows: the time of axe grows with the elements of a page.
SMALL_PAGES = [
    "/",
    "/campaigns/?per_page=5",
    "/claims/?category=killed&all=category&per_page=5",
    "/campaigns/battle-of-nanjing/",
    "/campaigns/second-sino-japanese-war/order-of-battle/",
    "/campaigns/battle-of-xuzhou/timeline/",
    "/engagements/air-battle-1938-04-29/",
    "/units/ija-16th-division/",
    "/commanders/hirohito/",
    "/places/jiujiang/",
    "/sources/360doc-wanjialing-web/",
    "/belligerents/soviet-union/",
    "/disagreements/?about=outcomes",
    "/days/1938-09-06/",
    "/search/?q=武漢",
    "/campaigns/no-such-campaign/",
]
# Each is on one of these pages, or axe would not look at it.
ELEMENTS = ["form.filters", "table caption", ".comparisons", "svg", "nav", "details", "ol", "dl"]


def test_a_page_of_each_kind_is_whole_and_without_barriers(open_page):
    page = open_page("/")
    assert shown(page, SMALL_PAGES) == set(ELEMENTS)


@pytest.mark.thorough
@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("paths", [PAGES[::2], PAGES[1::2]])
def test_every_page_is_whole_and_without_barriers(open_page, paths, scheme):
    shown(open_page("/", colour_scheme=scheme), paths)


def shown(page, paths):
    """Look at the pages on a telephone and on a desk; returns which of ELEMENTS they have."""
    site, elements = page.url.rstrip("/"), set()
    for path in paths:
        page.goto(site + path)
        assert [width for width in (390, 1280) if is_wider_than(page, width)] == [], path
        assert (path, barriers(page)) == (path, {})
        assert page.outside_requests == [], path
        elements |= {element for element in ELEMENTS if page.locator(element).count()}
    return elements


def test_from_a_search_in_one_script_to_the_source_of_a_claim_without_javascript(open_page):
    page = open_page("/", javascript=False)
    box = page.get_by_role("searchbox").first
    box.fill("武汉会战")
    with page.expect_navigation():
        box.press("Enter")
    page.get_by_role("main").get_by_role("link", name="武漢會戰").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("武漢會戰")
    assert page.get_by_text("254,628").count() >= 2


def test_the_first_tab_leads_past_the_navigation(open_page):
    page = open_page("/campaigns/battle-of-wuhan/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#" + page.get_by_role("main").get_attribute("id"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_both_meanings_of_254628_are_side_by_side_with_their_sources(open_page):
    page = open_page("/campaigns/battle-of-wuhan/")
    text = page.get_by_role("main").inner_text()
    assert "254,628人陣亡與受傷" in text
    assert "陣亡將士人數" in text
    assert page.get_by_text("254,628 is counted as killed, elsewhere killed and wounded.").is_visible()
    groups = page.locator(".comparisons").get_by_role("rowgroup").filter(has_text="254,628")
    meanings = [groups.nth(number).get_by_role("row").first.inner_text() for number in range(groups.count())]
    assert [meaning.partition(",")[0] for meaning in meanings] == ["Killed", "Killed and wounded"]
    for number, source in enumerate(["Web novel, Jin-Cha-Ji", "p. 328"]):
        assert source in groups.nth(number).get_by_role("row").filter(has_text="254,628").inner_text()
