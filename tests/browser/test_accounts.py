"""Logging in as a person does: with a second factor, with a session that ends, and with too many failures."""

import pytest

from tests.browser.conftest import barriers, is_wider_than, show_in
from tests.wuhan.accounts import PASSWORD, code_of
from wuhan.accounts import second_factor


@pytest.fixture
def editor(site, django_user_model):
    return django_user_model.objects.create_superuser("editor", password=PASSWORD)


def send_password(window, password=PASSWORD):
    window.get_by_label("Username").fill("editor")
    window.get_by_label("Password").fill(password)
    window.get_by_role("button", name="Log in").click()


# Links in text that only their colour tells apart: Django's own.
BREADCRUMBS = {"exclude": [[".breadcrumbs"]]}


def check(window, colour_scheme):
    """No barrier that axe can find, and nothing wider than a telephone."""
    before = list(window.violations)
    show_in(window, colour_scheme)
    assert (window.url, barriers(window, context=BREADCRUMBS)) == (window.url, {})
    # Axe itself adds styles to the page, which the policy forbids.
    window.violations[:] = before
    show_in(window, "light")
    assert not is_wider_than(window, 390), window.url
    window.set_viewport_size({"width": 1280, "height": 900})


def test_a_second_factor_is_set_up_and_asked_for(window, editor, colour_scheme):
    window.goto("/admin/")
    check(window, colour_scheme)
    send_password(window)
    window.get_by_role("link", name="Second factor", exact=True).click()
    check(window, colour_scheme)
    window.get_by_role("link", name="Set up a second factor").click()
    check(window, colour_scheme)
    window.get_by_label("Your password").fill(PASSWORD)
    window.get_by_role("button", name="Go on").click()
    check(window, colour_scheme)
    assert window.get_by_role("img", name="QR code of the secret below").is_visible()
    device = second_factor.offered_device(editor)
    window.get_by_role("textbox", name="Code").fill(code_of(device, -1))
    window.get_by_role("button", name="Turn the second factor on").click()
    check(window, colour_scheme)
    recovery_code = window.locator(".recovery-codes li").first.inner_text()
    window.get_by_role("button", name="Log out").click()
    window.goto("/admin/battles/campaign/")
    send_password(window)
    check(window, colour_scheme)
    window.get_by_role("textbox", name="Code").fill(code_of(device))
    window.get_by_role("button", name="Log in").click()
    window.wait_for_url("**/admin/battles/campaign/")
    window.get_by_role("button", name="Log out").click()
    window.goto("/admin/")
    send_password(window)
    window.get_by_role("textbox", name="Code").fill(recovery_code)
    window.get_by_role("button", name="Log in").click()
    window.get_by_text("You logged in with a recovery code; 9 are left.").wait_for()
    assert window.violations == []


def test_typed_values_come_back_after_the_session_has_ended(window, editor, colour_scheme):
    window.goto("/admin/battles/campaign/add/")
    send_password(window)
    window.locator("#id_name").fill("新的會戰")
    window.locator("#id_slug").fill("new-battle")
    window.locator("#id_note").fill("Typed for an hour.")
    window.context.clear_cookies(name="sessionid")
    window.get_by_role("button", name="Publish", exact=True).click()
    window.get_by_text("Log in to review what you typed.").wait_for()
    check(window, colour_scheme)
    send_password(window)
    window.get_by_text("Your session ended before you saved. Nothing is saved yet.").wait_for()
    check(window, colour_scheme)
    assert window.get_by_role("cell", name="Typed for an hour.").is_visible()
    window.get_by_role("button", name="Save", exact=True).click()
    window.goto("/admin/battles/campaign/?q=new-battle")
    assert window.locator("#result_list th.field-name").inner_text() == "新的會戰"
    assert window.violations == []


def test_too_many_failed_logins_lead_to_a_page_that_says_so(window, editor, colour_scheme):
    window.goto("/admin/")
    for _ in range(5):
        send_password(window, "wrong")
    window.get_by_role("heading", level=1, name="Too many failed logins").wait_for()
    check(window, colour_scheme)
    window.get_by_role("button", name="Back to the login").click()
    window.get_by_label("Username").wait_for()
    assert window.violations == []
