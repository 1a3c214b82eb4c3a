"""Too many failed logins close an account for their IP address for a while."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from tests.wuhan.accounts import PASSWORD, send_password
from tests.wuhan.accounts.people import browser_of, make_person
from wuhan.accounts import throttle
from wuhan.requests import client_address

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def fail(client, times, **more):
    for _ in range(times):
        answer = send_password(client, password="wrong", **more)
    return answer


def is_logged_in(answer):
    return answer.status_code == 302 and answer.url == "/admin/"


def test_fifth_failure_closes_the_login(client, editor):
    assert fail(client, 4).status_code == 200
    closed = fail(client, 1)
    assert closed.status_code == 429
    assert closed["Retry-After"] == "900"
    page = closed.content.decode()
    assert "from your address for 15 minutes after the last failure" in page
    assert f"<code>{closed['X-Request-ID']}</code>" in page
    refused = send_password(client)
    assert refused.status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["x" * 151, "ﷺ" * 20], ids=["long", "long once it is normalised"])
def test_name_that_is_too_long_is_refused_and_not_counted(client, name):
    page = send_password(client, name, password="wrong")
    assert page.context["form"].errors["username"][0].startswith("Ensure this value has at most 150 characters")
    assert not AccessAttempt.objects.exists()


def test_failures_from_another_address_do_not_close_the_login(client, editor):
    assert fail(client, 6, REMOTE_ADDR="203.0.113.7").status_code == 429
    assert is_logged_in(send_password(client, REMOTE_ADDR="198.51.100.4"))


def test_failures_of_one_account_do_not_close_others(client, editor, django_user_model):
    django_user_model.objects.create_user("other", password=PASSWORD, is_staff=True)
    assert fail(client, 6).status_code == 429
    assert is_logged_in(send_password(client, "other"))


def test_login_opens_again_after_the_wait(client, editor):
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert send_password(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert is_logged_in(send_password(client))


def test_administrator_opens_the_login_by_deleting_the_failures(client, editor):
    fail(client, 5)
    assert send_password(client).status_code == 429
    administrator = browser_of(make_person("administrator"))
    administrator.post(f"/admin/axes/accessattempt/{AccessAttempt.objects.get().pk}/delete/", {"post": "yes"})
    assert is_logged_in(send_password(client))


def test_attempts_during_the_wait_do_not_lengthen_it(client, editor):
    fail(client, 5)
    before = AccessAttempt.objects.get()
    fail(client, 3)
    after = AccessAttempt.objects.get()
    assert (after.attempt_time, after.failures_since_start) == (before.attempt_time, before.failures_since_start)


def test_successful_login_resets_the_failures(client, editor):
    fail(client, 4)
    assert is_logged_in(send_password(client))
    client.logout()
    assert fail(client, 4).status_code == 200


@pytest.mark.parametrize("spelling", [" editor", "editor ", "ｅｄｉｔｏｒ"])
def test_other_spelling_of_the_name_is_the_same_account(client, editor, spelling):
    fail(client, 3)
    fail(client, 2, username=spelling)
    assert send_password(client).status_code == 429


def test_another_browser_at_the_address_has_no_extra_attempts(client, editor):
    fail(client, 3, HTTP_USER_AGENT="one")
    assert fail(client, 2, HTTP_USER_AGENT="two").status_code == 429


def test_failures_are_stored_without_typed_values(client, editor):
    fail(client, 1, data={"kept_form": "note=typed", "next": "/admin/"}, QUERY_STRING="code=secret")
    attempt = AccessAttempt.objects.get()
    assert "next=/admin/" in attempt.post_data
    for text in ("wrong", "note=typed", "secret"):
        assert text not in attempt.post_data + attempt.get_data


def test_wrong_old_password_counts_as_a_failed_login(client, editor):
    client.force_login(editor)
    new = {"new_password1": "a new and longer password", "new_password2": "a new and longer password"}
    for _time in range(4):
        assert client.post("/admin/password_change/", {"old_password": "wrong"} | new).status_code == 200
    assert client.post("/admin/password_change/", {"old_password": "wrong"} | new).status_code == 429
    assert client.post("/admin/password_change/", {"old_password": PASSWORD} | new).status_code == 429
    assert send_password(client).status_code == 429


def test_new_password_is_not_compared_with_a_password_that_nobody_sent(client, editor):
    client.force_login(editor)
    page = client.post("/admin/password_change/", {"old_password": "", "new_password1": PASSWORD})
    assert "Choose another." not in page.content.decode()


@pytest.fixture
def address_of_failures(client, monkeypatch):
    """An address where the logins of many accounts have just failed; the wait is longer than any test takes."""
    monkeypatch.setattr(throttle, "SECONDS", 600)
    for number in range(throttle.ACCOUNTS):
        fail(client, 1, username=f"guess-{number}", REMOTE_ADDR="203.0.113.7")
    return "203.0.113.7"


def test_failures_of_many_accounts_slow_their_address(client, editor, address_of_failures):
    before = AccessAttempt.objects.count()
    slowed = send_password(client, REMOTE_ADDR=address_of_failures)
    assert re.search(r"Wait \d+ seconds, then log in\.", slowed.content.decode())
    assert "_auth_user_id" not in client.session
    assert AccessAttempt.objects.count() == before
    assert is_logged_in(send_password(client, REMOTE_ADDR="198.51.100.4"))


def test_slowed_address_takes_a_login_after_the_wait(client, editor, address_of_failures):
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(seconds=throttle.SECONDS))
    assert is_logged_in(send_password(client, REMOTE_ADDR=address_of_failures))


def test_browser_that_has_logged_in_before_is_not_slowed(client, editor, address_of_failures):
    assert is_logged_in(send_password(client, REMOTE_ADDR="198.51.100.4"))
    client.post("/admin/logout/")
    assert "Wait" in send_password(client, "other", REMOTE_ADDR=address_of_failures).content.decode()
    assert is_logged_in(send_password(client, REMOTE_ADDR=address_of_failures))


def test_failures_are_cleared_after_the_wait(client, editor):
    fail(client, 1, username="gone")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    fail(client, 1)
    assert AccessAttempt.objects.get().username == "editor"


def test_new_one_time_password_opens_the_login(client, editor):
    person = make_person("editor", "lin")
    fail(client, 5, username="lin")
    browser_of(editor).post(f"/admin/auth/user/{person.pk}/password/")
    assert not AccessAttempt.objects.exists()


BEHIND_PROXY = ["127.0.0.1", "::1", ""]


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (BEHIND_PROXY, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (BEHIND_PROXY, "127.0.0.1", "198.51.100.4, 203.0.113.7", "203.0.113.7"),
        (BEHIND_PROXY, "", "203.0.113.7", "203.0.113.7"),
        (BEHIND_PROXY, "192.0.2.9", "203.0.113.7", "192.0.2.9"),
        (BEHIND_PROXY, "127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
        (BEHIND_PROXY, "127.0.0.1", "", "127.0.0.1"),
        (BEHIND_PROXY, "", "", None),
        ([], "127.0.0.1", "203.0.113.7", "127.0.0.1"),
        ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ([], "::ffff:203.0.113.7", "", "203.0.113.7"),
    ],
)
def test_client_address_is_the_last_hop_of_a_trusted_proxy(rf, settings, proxies, peer, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(rf.get("/", REMOTE_ADDR=peer, **headers)) == address


def test_forged_hop_gives_no_extra_attempts(client, editor, settings):
    settings.TRUSTED_PROXIES = BEHIND_PROXY
    for number in range(5):
        closed = fail(client, 1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.7")
    assert closed.status_code == 429
