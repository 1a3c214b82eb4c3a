"""What readers come for, walked in a real browser: with and without JavaScript, by mouse and by keyboard."""

import csv
import io

import pytest
from playwright.sync_api import expect

LOSSES = "/casualty-claims/"
SIDE, EVENT = "republic-of-china", "battle-of-wuhan"


either_way = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
# The search in each script has its tests in tests/views.
QUICK = [(True, "岡村寧次"), (False, "冈村宁次")]
QUERIES = ["岡村寧次", "冈村宁次", "Okamura Yasuji"]
WAYS = [
    pytest.param(javascript, query, marks=() if (javascript, query) in QUICK else pytest.mark.thorough)
    for javascript in (True, False)
    for query in QUERIES
]


def refs(page):
    """The refs of the claims on a page of a list, in its order."""
    links = page.locator("tbody th.figure a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [link.strip("/").rpartition("/")[2] for link in links]


@pytest.mark.parametrize(("javascript", "query"), WAYS)
def test_from_a_search_in_any_script_to_a_commander_and_on_to_the_source_of_a_claim(open_page, javascript, query):
    page = open_page("/", javascript=javascript)
    page.get_by_role("searchbox").first.fill(query)
    with page.expect_navigation():
        page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("main").locator("a[href='/commanders/okamura-yasuji/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("岡村寧次")
    page.get_by_role("main").locator("a[href='/units/ija-11th-army/']").first.click()
    page.wait_for_url("**/units/ija-11th-army/")
    claim = page.get_by_role("main").locator("a[href^='/claims/']:not([href*='?'])").first
    figure = claim.inner_text()
    claim.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(figure.split()[0])
    page.get_by_role("main").locator("a[href^='/sources/']").first.click()
    page.wait_for_url("**/sources/zhwiki-wuhan/")


@either_way
def test_claims_about_one_loss_are_chosen_sorted_and_downloaded_as_they_are_shown(open_page, javascript):
    page = open_page(LOSSES, javascript=javascript)
    page.locator("form.filters summary").click()
    for name, value in (("belligerent", SIDE), ("campaign", EVENT), ("category", "killed")):
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("form.filters select[name=sort]").select_option("-figure")
    with page.expect_navigation():
        page.get_by_role("button", name="Apply", exact=True).click()
    assert page.locator("ul.chosen li").count() >= 3
    shown = refs(page)
    figures = page.locator("tbody th.figure a").all_inner_texts()
    numbers = [float(figure.replace(",", "").split()[-1]) for figure in figures]
    assert len(shown) >= 2
    assert numbers == sorted(numbers, reverse=True)
    # The table's own headings sort as the menu does, and keep the filters.
    with page.expect_navigation():
        page.locator("thead a", has_text="Figure").first.click()
    assert refs(page) == shown[::-1]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [row["ref"] for row in rows] == shown[::-1]
    assert {(row["belligerent"], row["campaign"], row["category"]) for row in rows} == {(SIDE, EVENT, "killed")}
    # Taking one filter away leaves the others.
    with page.expect_navigation():
        page.locator("ul.chosen a", has_text="Killed").click()
    assert len(refs(page)) > len(shown)
    assert page.locator("ul.chosen li").filter(has_text="Wuhan").count() == 1


def focused(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def tab_to(page, what, presses=150):
    """Press Tab until what is focused matches the selector."""
    for _press in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", what):
            return
    pytest.fail(f"{what} is not reached by keyboard; last was {focused(page)}")


def test_a_list_is_filtered_and_a_claim_reached_by_keyboard(open_page):
    page = open_page(LOSSES)
    tab_to(page, "form.filters summary")
    page.keyboard.press("Enter")
    tab_to(page, f"input[name=belligerent][value={SIDE}]")
    page.keyboard.press("Space")
    tab_to(page, "form.filters details button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/casualty-claims/?*belligerent=*")
    tab_to(page, "tbody th.figure a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")
    assert page.get_by_role("heading", level=1).count() == 1


# With light colours, with dark ones, and as it is printed.
WAYS_TO_SHOW = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"color_scheme": "light", "media": "print"}]


@pytest.mark.parametrize(
    ("path", "width"),
    [
        (f"/campaigns/{EVENT}/timeline/", 390),
        *(
            pytest.param(path, width, marks=pytest.mark.thorough)
            for path in ("/", LOSSES, f"/campaigns/{EVENT}/", "/disagreements/")
            for width in (390, 1280)
        ),
    ],
)
def test_a_page_has_its_styles_in_light_in_dark_and_in_print(open_page, path, width):
    page = open_page(path, width=width)
    grounds = set()
    for way in WAYS_TO_SHOW:
        page.emulate_media(**{"media": "screen"} | way)
        assert page.get_by_role("searchbox").first.is_visible() == ("media" not in way)
        picture = page.screenshot()
        assert picture[:4] == b"\x89PNG"
        # A page without its style sheets, or of one colour, packs into much less.
        assert len(picture) > 15_000, way
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) >= 2
