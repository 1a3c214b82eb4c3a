"""The second factor: setting up, login, recovery codes, loss and turning off."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.wuhan.accounts import PASSWORD, code_of, send_password
from wuhan.accounts import second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    """A code of 30 seconds stays valid until the end of a test."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


def send_code(client, code):
    return client.post("/admin/login/code/", {"code": code})


def pass_password(client):
    answer = send_password(client, data={"next": "/admin/battles/campaign/"})
    assert answer.url == "/admin/login/code/"
    assert "_auth_user_id" not in client.session


def without_throttle(device):
    TOTPDevice.objects.filter(pk=device.pk).update(throttling_failure_timestamp=None)


def test_account_without_a_second_factor_needs_no_code(client, editor):
    assert send_password(client, data={"next": "/admin/battles/campaign/"}).url == "/admin/battles/campaign/"


def test_code_step_follows_the_password_and_redirects_to_next(client, device):
    pass_password(client)
    assert client.get("/admin/battles/campaign/").status_code == 302
    answer = send_code(client, code_of(device))
    assert answer.url == "/admin/battles/campaign/"
    assert client.session["_auth_user_id"] == str(device.user_id)
    assert client.get("/admin/battles/campaign/").status_code == 200


def test_login_changes_the_session_key(client, device):
    pass_password(client)
    before = client.session.session_key
    send_code(client, code_of(device))
    assert client.session.session_key != before


@pytest.mark.both_engines
def test_code_logs_in_once(client, device):
    code = code_of(device)
    pass_password(client)
    assert send_code(client, code).status_code == 302
    client.logout()
    pass_password(client)
    again = send_code(client, code)
    assert "This code is wrong, was used before, or is no longer valid." in again.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["application", "recovery"])
def test_code_sent_several_times_at_once_logs_in_once(device, kind):
    if connection.vendor == "sqlite":
        pytest.skip("writers of the tests' database, in memory, do not wait for each other as those of a file do")
    code = code_of(device) if kind == "application" else StaticToken.objects.first().token
    together = threading.Barrier(4)

    def take(_):
        try:
            together.wait()
            return second_factor.take_code(device.user, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(take, range(4))) == [False, False, False, True]


def test_codes_of_other_times_are_refused(client, device):
    for steps in (-3, 3):
        pass_password(client)
        without_throttle(device)
        assert "no longer valid" in send_code(client, code_of(device, steps)).content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.both_engines
def test_correct_code_has_to_wait_after_a_wrong_one(client, device):
    pass_password(client)
    wrong = f"{(int(code_of(device)) + 1) % 10**6:06d}"
    TOTPDevice.objects.update(throttling_failure_count=20)
    send_code(client, wrong)
    refused = send_code(client, code_of(device))
    # Each wrong code doubles the wait: after 21 it is 2 ** 20 seconds, so long that no test outlasts it.
    (seconds,) = re.findall(r"Wait (\d+) seconds, and send a new one\.", refused.content.decode())
    assert 2**19 < int(seconds) <= 2**20
    without_throttle(device)
    assert send_code(client, code_of(device)).status_code == 302


def test_too_many_wrong_codes_close_the_login(client, device):
    pass_password(client)
    for _ in range(5):
        without_throttle(device)
        answer = send_code(client, "abcdefgh")
        second_factor.StaticDevice.objects.update(throttling_failure_timestamp=None)
    assert answer.status_code == 429
    assert "Too many failed logins" in answer.content.decode()
    without_throttle(device)
    assert send_code(client, code_of(device)).status_code == 429
    assert send_password(client).status_code == 429


def test_code_step_expires_after_five_minutes(client, device):
    pass_password(client)
    session = client.session
    session["password_passed"] |= {"until": session["password_passed"]["until"] - 301}
    session.save()
    late = client.post("/admin/login/code/", {"code": code_of(device)}, follow=True)
    assert "The code did not come in time." in late.content.decode()
    assert "_auth_user_id" not in client.session


def test_code_page_needs_the_password_first(client, device):
    assert send_code(client, code_of(device)).url == "/admin/login/"
    device.refresh_from_db()
    assert device.last_used_at is None


def test_account_deactivated_between_the_steps_cannot_log_in(client, editor, device):
    pass_password(client)
    editor.is_active = False
    editor.save()
    assert send_code(client, code_of(device)).url == "/admin/login/"
    assert "_auth_user_id" not in client.session


def test_password_replaced_between_the_steps_cannot_log_in(client, editor, device):
    pass_password(client)
    editor.set_password("another one, given by an administrator")
    editor.save()
    assert send_code(client, code_of(device)).url == "/admin/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.both_engines
def test_recovery_code_logs_in_once_and_shows_the_number_left(client, device):
    code = StaticToken.objects.first().token
    pass_password(client)
    page = client.post("/admin/login/code/", {"code": f" {code[:4].upper()} {code[4:]} "}, follow=True)
    assert "You logged in with a recovery code; 9 are left." in page.content.decode()
    client.logout()
    pass_password(client)
    assert "wrong, was used before" in send_code(client, code).content.decode()


def set_up(client):
    """Set up a second factor; return the page with the recovery codes."""
    assert client.get("/admin/second-factor/set-up/").status_code == 200
    answer = client.post("/admin/second-factor/set-up/", {"password": PASSWORD})
    assert answer.url == "/admin/second-factor/confirm/"
    device = TOTPDevice.objects.get(confirmed=False)
    shown = client.get(answer.url).content.decode()
    assert second_factor.secret_text(device) in shown
    assert f'src="{second_factor.qr_code(device)}"' in shown
    return client.post(answer.url, {"code": code_of(device)})


def test_setting_up_shows_ten_recovery_codes_once(client, editor):
    client.force_login(editor)
    page = set_up(client).content.decode()
    codes = set(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == 10
    assert all(f"<code>{code}</code>" in page for code in codes)
    status = client.get("/admin/second-factor/").content.decode()
    assert "10 recovery codes are left." in status
    assert not any(code in status for code in codes)


def test_setting_up_ends_only_the_other_sessions_of_the_account(client, editor, django_user_model):
    elsewhere, other = Client(), Client()
    elsewhere.force_login(editor)
    other.force_login(django_user_model.objects.create_user("other", is_staff=True))
    client.force_login(editor)
    set_up(client)
    assert elsewhere.get("/admin/").status_code == 302
    assert other.get("/admin/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_wrong_code_does_not_confirm_the_device(client, editor):
    client.force_login(editor)
    device = second_factor.offer_device(editor)
    page = client.post("/admin/second-factor/confirm/", {"code": code_of(device, 5)}).content.decode()
    assert "This is not the code that the application shows now." in page
    assert second_factor.enrolled_device(editor) is None
    client.logout()
    assert send_password(client).url == "/admin/"


@pytest.mark.parametrize("page", ["set-up", "turn-off", "recovery-codes"])
def test_wrong_password_changes_nothing_and_counts_as_a_failed_login(client, editor, page, request):
    if page != "set-up":
        request.getfixturevalue("device")
    client.force_login(editor)
    before = list(TOTPDevice.objects.values()), list(StaticToken.objects.values())
    for _ in range(4):
        answer = client.post(f"/admin/second-factor/{page}/", {"password": "wrong"})
        assert "This is not your password." in answer.content.decode()
    assert client.post(f"/admin/second-factor/{page}/", {"password": "wrong"}).status_code == 429
    assert (list(TOTPDevice.objects.values()), list(StaticToken.objects.values())) == before


def test_second_factor_is_turned_off_with_the_password(client, editor, device):
    client.force_login(editor)
    page = client.post("/admin/second-factor/turn-off/", {"password": PASSWORD}, follow=True).content.decode()
    assert "The second factor is off." in page
    assert not StaticToken.objects.exists()
    client.logout()
    assert send_password(client).url == "/admin/"


def test_new_recovery_codes_replace_the_old_ones(client, editor, device):
    client.force_login(editor)
    old = set(StaticToken.objects.values_list("token", flat=True))
    client.post("/admin/second-factor/recovery-codes/", {"password": PASSWORD})
    new = set(StaticToken.objects.values_list("token", flat=True))
    assert len(new) == 10
    assert not new & old


def test_account_has_at_most_one_device(client, editor, device):
    client.force_login(editor)
    second_factor.offer_device(editor)
    for page in ("set-up", "confirm"):
        assert client.post(f"/admin/second-factor/{page}/", {"password": PASSWORD}).url == "/admin/second-factor/"
    assert TOTPDevice.objects.filter(confirmed=True).get() == device


@pytest.mark.parametrize("page", ["", "set-up/", "confirm/", "recovery-codes/", "turn-off/"])
def test_pages_need_a_login(client, device, page):
    for send in (client.get, client.post):
        assert send(f"/admin/second-factor/{page}").url == f"/admin/login/?next=/admin/second-factor/{page}"


def test_every_account_has_its_own_device(client, device, django_user_model):
    client.force_login(django_user_model.objects.create_user("contributor", password=PASSWORD, is_staff=True))
    assert "Your password alone logs in" in client.get("/admin/second-factor/").content.decode()
    client.post("/admin/second-factor/turn-off/", {"password": PASSWORD})
    assert second_factor.enrolled_device(device.user) == device


@pytest.mark.parametrize("way", ["one", "many"])
def test_administrator_deletes_a_lost_device(client, device, django_user_model, way):
    with_device, administrator = Client(), django_user_model.objects.create_superuser("administrator")
    with_device.force_login(device.user)
    client.force_login(administrator)
    if way == "one":
        client.post(f"/admin/otp_totp/totpdevice/{device.pk}/delete/", {"post": "yes"})
    else:
        action = {"action": "delete_selected", "_selected_action": device.pk, "post": "yes"}
        client.post("/admin/otp_totp/totpdevice/", action)
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert with_device.get("/admin/").status_code == 302
    assert send_password(Client()).url == "/admin/"


def test_secret_of_another_account_cannot_be_seen_or_set(client, device, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("administrator"))
    address = f"/admin/otp_totp/totpdevice/{device.pk}/change/"
    page = client.get(address).content.decode()
    assert "editor" in page
    assert device.key not in page
    assert second_factor.secret_text(device) not in page
    assert client.post(address, {"key": "00"}).status_code == 403
    assert client.get("/admin/otp_totp/totpdevice/add/").status_code == 403
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404


def test_device_is_not_deleted_without_permission(client, device, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_totpdevice"))
    client.force_login(reader)
    assert client.post(f"/admin/otp_totp/totpdevice/{device.pk}/delete/", {"post": "yes"}).status_code == 403
    assert second_factor.enrolled_device(device.user) == device
