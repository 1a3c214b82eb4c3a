"""Chinese pages in a real browser: the switch, by mouse and by keyboard, and pages that stay whole."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import show_by

PAGES = ["/", "/claims/?kind=casualties", "/campaigns/battle-of-wuhan/", "/disagreements/", "/commanders/", "/nowhere/"]


def choose(page, language):
    # The address stays the same, so that nothing else tells the new page from the old one.
    with page.expect_navigation():
        page.get_by_role("button", name=language).click()
    return page


@pytest.mark.parametrize("javascript", [True, False])
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
def test_every_chinese_page_is_whole_and_without_barriers(open_page, language):
    page = choose(open_page("/"), language)
    site = page.url.rstrip("/")
    found = {}
    for path in PAGES:
        page.goto(site + path)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for colour_scheme in ("light", "dark") if language == "简体中文" else ():
            show_by(page, colour_scheme)
            violations = Axe().run(page).response["violations"]
            found |= {(path, colour_scheme, each["id"]): each["nodes"][0]["html"] for each in violations}
    assert not found
