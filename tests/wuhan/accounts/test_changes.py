"""Changes of credentials are told on the page of the account, to its owner and to administrators."""

import re

import pytest

from tests.wuhan.accounts import PASSWORD, code_of
from tests.wuhan.accounts.people import browser_of, make_person
from wuhan.accounts import second_factor

pytestmark = pytest.mark.django_db
NEW = "a new and longer password"


def told(client, url):
    """The lines about changes on the page, without their times."""
    return re.findall(r"</time>,\s*([^<]*?)\s*</li>", client.get(url).content.decode())


@pytest.fixture
def owner():
    owner = make_person("editor", "lin")
    owner.set_password(PASSWORD)
    owner.save()
    return owner


def test_owner_and_administrators_read_who_changed_credentials(owner):
    browser, administrator = browser_of(owner), browser_of(make_person("administrator"))
    own = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert browser.post("/admin/password_change/", own).status_code == 302
    browser.post("/admin/second-factor/set-up/", {"password": NEW})
    browser.post("/admin/second-factor/confirm/", {"code": code_of(second_factor.offered_device(owner))})
    browser.post("/admin/second-factor/recovery-codes/", {"password": NEW})
    lines = ["lin: Changed recovery codes.", "lin: Added second factor “TOTP”.", "lin: Changed password."]
    assert told(browser, "/admin/second-factor/") == lines
    device = second_factor.enrolled_device(owner)
    administrator.post(f"/admin/otp_totp/totpdevice/{device.pk}/delete/", {"post": "yes"})
    lines.insert(0, "administrator: Deleted second factor “TOTP”.")
    assert told(administrator, f"/admin/auth/user/{owner.pk}/change/") == lines
    administrator.post(f"/admin/auth/user/{owner.pk}/password/")
    lines.insert(0, "administrator: Changed password.")
    assert told(administrator, f"/admin/auth/user/{owner.pk}/change/") == lines


def test_turning_the_second_factor_off_is_told(client, device):
    client.force_login(device.user)
    client.post("/admin/second-factor/turn-off/", {"password": PASSWORD})
    assert told(client, "/admin/second-factor/") == ["editor: Deleted second factor “TOTP”."]
