"""The form of a record by the keyboard, in a real browser."""

import pytest

from battles.models import FigureClaim
from tests.waiting import wait_until

ADD = "/admin/battles/figureclaim/add/"
FOCUSED = "document.activeElement.getAttribute('aria-labelledby') || document.activeElement.id"


@pytest.fixture
def form(log_in):
    page = log_in(ADD)
    wait_until(lambda: "id_source" in page.evaluate(FOCUSED))
    return page


def choose(page, text):
    """Type in the link in focus, and take the first hit."""
    page.keyboard.type(text)
    page.locator(".select2-results__option--highlighted .about").wait_for()
    page.keyboard.press("Enter")


def test_a_claim_is_entered_by_the_keyboard_alone(form):
    page, before = form, FigureClaim.objects.count()
    choose(page, "jin-cha-ji")
    for text in ("p. 214", "lost 3,200 killed"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.select_option("#id_kind", "casualties")
    page.select_option("#id_category", "killed")
    page.fill("#id_low", "3200")
    page.fill("#id_high", "3200")
    page.locator("#select2-id_engagement-container").focus()
    page.locator("#select2-id_engagement-container").locator("xpath=..").focus()
    choose(page, "battle of madang")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert FigureClaim.objects.count() == before + 1
    claim = FigureClaim.objects.order_by("-pk").first()
    assert (claim.status, claim.engagement.slug, claim.wording) == (
        "published",
        "battle-of-madang",
        "lost 3,200 killed",
    )
    # The next form keeps the source and the place, and begins in the first empty field.
    wait_until(lambda: page.evaluate(FOCUSED) == "id_wording")
    assert page.input_value("#id_locator") == "p. 214"
    page.keyboard.press("Alt+.")
    assert page.input_value("#id_locator") == "p. 215"


def test_tab_goes_from_field_to_field(form):
    page = form
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "id_locator"


def test_the_keys_are_listed_on_a_question_mark(form):
    page = form
    page.keyboard.press("Tab")
    page.keyboard.type("?")
    assert page.locator("#keys").is_hidden()
    assert page.input_value("#id_locator") == "?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert "Alt+S" in page.locator("#keys").inner_text().replace("\n", "")
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def test_the_button_says_what_the_status_makes_of_the_record(form):
    page = form
    assert page.get_by_role("button", name="Publish", exact=True).is_visible()
    page.select_option("#id_status", "draft")
    assert page.get_by_role("button", name="Save draft", exact=True).is_visible()


def test_the_buttons_stay_in_sight(form):
    page = form
    box = page.locator(".submit-row").bounding_box()
    assert box["y"] + box["height"] <= 900
