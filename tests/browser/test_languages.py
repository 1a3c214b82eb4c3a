"""Chinese pages in a real browser: the switch, by mouse and by keyboard, and pages that stay whole."""

import pytest

from tests.browser.conftest import barriers, is_wider_than

PAGES = ["/", "/claims/?kind=casualties", "/campaigns/battle-of-wuhan/", "/disagreements/", "/commanders/", "/nowhere/"]


def choose(page, language):
    # The address stays the same, so that nothing else tells the new page from the old one.
    with page.expect_navigation():
        page.get_by_role("button", name=language).click()
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_switch_changes_the_language_and_keeps_the_list(open_page, javascript):
    page = open_page("/claims/?kind=casualties&q=武漢&sort=-figure", javascript=javascript)
    address = page.url
    rows = page.locator("tbody tr").count()
    choose(page, "简体中文")
    assert page.url == address
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert page.locator("tbody tr").count() == rows
    assert page.get_by_role("button", name="简体中文").get_attribute("aria-current") == "true"
    choose(page, "English")
    assert page.get_by_role("heading", level=1).inner_text() == "Figure claims"


def test_the_switch_is_reached_and_used_by_keyboard(open_page):
    page = open_page("/campaigns/battle-of-wuhan/")
    button = page.get_by_role("button", name="简体中文")
    for _press in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().split("\n") == ["武汉会战", "武漢會戰", "Battle of Wuhan"]


@pytest.mark.parametrize("language", ["繁體中文", "简体中文"])
def test_every_chinese_page_fits(open_page, language):
    page = choose(open_page("/"), language)
    site = page.url.rstrip("/")
    for path in PAGES:
        page.goto(site + path)
        assert [width for width in (320, 390, 1280) if is_wider_than(page, width)] == [], path


@pytest.mark.parametrize("paths", [["/commanders/?per_page=5"], pytest.param(PAGES, marks=pytest.mark.thorough)])
def test_chinese_pages_have_no_barriers(open_page, paths, colour_scheme):
    page = choose(open_page("/", colour_scheme=colour_scheme), "简体中文")
    site = page.url.rstrip("/")
    for path in paths:
        page.goto(site + path)
        assert (path, barriers(page)) == (path, {})
