"""Entering a table in a real browser: by the keyboard alone, by pasting, and without JavaScript."""

import pytest
from django.conf import settings

from battles.models import FigureClaim
from tests.browser.conftest import barriers, is_wider_than, show_in
from tests.waiting import wait_until

PAGE = "/admin/battles/figureclaim/enter-table/"
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    if (text) data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(event);
}"""


def rows_of(page):
    """The cells of the grid as texts, row by row."""
    return page.evaluate(
        "[...document.querySelectorAll('#grid tbody tr')].map(row => "
        "[...row.querySelectorAll('td > input, td > textarea')].map(cell => cell.value))"
    )


def paste(page, html="", text=""):
    page.evaluate(PASTE, [html, text])


@pytest.fixture
def grid(log_in):
    """The page with its source and kind chosen, and the first cell in focus."""
    page, pending = log_in(PAGE), set()
    page.on("request", lambda sent: pending.add(sent))
    page.on("response", lambda answer: pending.discard(answer.request))
    page.on("requestfailed", lambda sent: pending.discard(sent))
    page.locator(".same-field[data-heading=source] .select2-selection").click()
    page.keyboard.type("jin-cha-ji")
    page.locator(".select2-results__option--highlighted").wait_for()
    page.keyboard.press("Enter")
    page.select_option("#id_common-kind", "casualties")
    page.locator("#grid tbody input").first.click()
    yield page
    # The server must not look into the database after the test.
    wait_until(lambda: page.evaluate("1") and not pending)


def choose(page, text):
    page.keyboard.type(text)
    page.locator("#grid-hits:visible").wait_for()
    page.keyboard.press("Tab")


def type_cells(page, *texts):
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def test_two_rows_are_entered_by_the_keyboard_and_imported(grid):
    page, before = grid, FigureClaim.objects.count()
    choose(page, "battle of madang")
    choose(page, "republic of")
    type_cells(page, "", "lost 3,200 killed", "3200", "3200", "", "kill")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+d")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+d")
    type_cells(page, "", "", "twelve guns", "2", "1")
    assert rows_of(page)[0] == [
        "battle-of-madang", "republic-of-china", "", "lost 3,200 killed", "3200", "3200", "", "killed", "",
    ]  # fmt: skip
    assert rows_of(page)[1][0] == "battle-of-madang"
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Row 2, category").wait_for()
    page.locator("#grid tbody tr").nth(1).locator("input").nth(7).fill("killed")
    page.locator("#grid tbody tr").nth(1).locator("input").nth(5).fill("2")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "2 new" in page.get_by_role("region", name="State").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Import", exact=True).click()
    assert FigureClaim.objects.count() == before + 2


def test_rows_of_a_spreadsheet_and_of_a_web_page_are_pasted(grid):
    page = grid
    paste(page, text='battle-of-madang\trepublic-of-china\t\t"said ""so"""\nbattle-of-ruichang\n')
    assert [row[:4] for row in rows_of(page)] == [
        ["battle-of-madang", "republic-of-china", "", 'said "so"'],
        ["battle-of-ruichang", "", "", ""],
    ]
    page.reload()
    page.locator("#grid tbody input").first.click()
    paste(
        page,
        html="<table><tr><th>low</th><th>high</th></tr><tr><td colspan=2>7</td></tr>"
        "<tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3<script>document.title = 'ran'</script></td></tr></table>",
    )
    assert [row[:2] for row in rows_of(page)] == [["7", ""], ["1", "2"], ["", "3document.title = 'ran'"]]
    assert "merged cells" in page.locator("#grid .notice").inner_text()
    assert page.title() != "ran"


def test_a_paste_that_does_not_fit_changes_nothing_and_says_so(grid):
    page, before = grid, rows_of(grid)
    paste(page, text="1\t" * 100_000 + "\n")
    assert "more cells than there are columns" in page.locator("#grid .notice").inner_text()
    paste(page, text="battle-of-madang\tx\n" * 2_001)
    assert "more than 2,000 rows" in page.locator("#grid .notice").inner_text()
    page.evaluate(
        "document.activeElement.dispatchEvent(new ClipboardEvent('paste', "
        "{clipboardData: new DataTransfer(), bubbles: true, cancelable: true}))"
    )
    assert "has no text" in page.locator("#grid .notice").inner_text()
    assert rows_of(page) == before


def test_a_column_is_either_in_the_table_or_above_it(grid):
    page = grid
    page.get_by_text("Columns of the table").click()
    page.get_by_role("checkbox", name="locator", exact=True).check()
    page.get_by_role("checkbox", name="category", exact=True).uncheck()
    assert page.locator(".same-field[data-heading=locator]").is_hidden()
    page.get_by_text("More columns that can be").click()
    assert page.locator(".same-field[data-heading=category]").is_visible()


def test_a_session_that_ended_keeps_the_table_and_says_so(grid):
    page = grid
    page.keyboard.type("battle-of-madang")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Check").click()
    page.get_by_text("no longer logged in").wait_for()
    assert rows_of(page)[0][0] == "battle-of-madang"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_has_no_barriers(log_in, width, colour_scheme):
    page = log_in(PAGE, width=width, colour_scheme=colour_scheme)
    page.locator("#grid tbody input").first.click()
    page.keyboard.type("madang")
    page.locator("#grid-hits:visible").wait_for()
    assert not is_wider_than(page, width)
    show_in(page, colour_scheme)
    assert not barriers(page, context="#content-main")


def test_a_table_is_entered_without_javascript(log_in):
    before = FigureClaim.objects.count()
    page = log_in(PAGE, javascript=False)
    page.get_by_label("Rows:").fill(
        "source\tkind\tcategory\tengagement\tlow\thigh\nnovel-jin-cha-ji\tcasualties\tkilled\tbattle-of-madang\t7\t7\n"
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Preview").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Import", exact=True).click()
    assert FigureClaim.objects.count() == before + 1
