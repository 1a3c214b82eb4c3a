"""What is typed into a form while the session ends comes back after the login, and is not saved by that."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from battles import models
from tests.admin import address, submission
from tests.factories import make_campaign, make_name
from tests.wuhan.accounts import PASSWORD, code_of, hidden_fields, send_password
from wuhan.accounts import kept_forms, passwords

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign(name="武漢會戰")


@pytest.fixture
def form(client, editor, campaign):
    """The form of a campaign as its editor fills it in, in a session that has ended when it is sent."""
    make_name(campaign=campaign, text="武漢")
    client.force_login(editor)
    sent = submission(client.get(address(models.Campaign, "change", campaign.pk)))
    client.logout()
    return sent | {"name": "武漢保衛戰", "note": "typed for an hour & more", "names-0-text": "大武漢", "_save": "Save"}


def send_too_late(client, campaign, form):
    page = client.post(address(models.Campaign, "change", campaign.pk), form)
    assert page.status_code == 403
    return page


def test_what_was_typed_comes_back_and_is_saved_only_then(client, campaign, form):
    url = address(models.Campaign, "change", campaign.pk)
    page = send_too_late(client, campaign, form)
    assert "what you typed comes back after you log in" in page.content.decode()
    answer = send_password(client, data=hidden_fields(page))
    assert answer.url == url
    shown = client.get(answer.url)
    assert "Your session had ended before this was sent. Here is what you typed." in shown.content.decode()
    assert "Nothing is saved yet: look it over, and save again." in shown.content.decode()
    again = submission(shown)
    assert (again["name"], again["note"], again["names-0-text"]) == ("武漢保衛戰", "typed for an hour & more", "大武漢")
    campaign.refresh_from_db()
    assert (campaign.name, campaign.names.get().text) == ("武漢會戰", "武漢")
    assert client.post(url, again).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.names.get().text) == ("武漢保衛戰", "大武漢")


def test_it_comes_back_once(client, campaign, form):
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    client.get(answer.url)
    assert submission(client.get(answer.url))["name"] == "武漢會戰"


def test_a_form_for_a_new_record_comes_back_too(client, editor):
    url = address(models.Campaign, "add")
    page = client.post(f"{url}?_changelist_filters=q%3D1", {"name": "新的會戰", "slug": ""})
    answer = send_password(client, data=hidden_fields(page))
    assert answer.url == f"{url}?_changelist_filters=q%3D1"
    shown = client.get(answer.url)
    assert submission(shown)["name"] == "新的會戰"
    assert "Here is what you typed." in shown.content.decode()
    assert not models.Campaign.objects.exists()


def test_a_wrong_password_and_a_second_factor_lose_nothing(client, campaign, form, device):
    page = send_too_late(client, campaign, form)
    wrong = send_password(client, password="wrong", data=hidden_fields(page))
    assert hidden_fields(wrong) == hidden_fields(page)
    send_password(client, data=hidden_fields(wrong))
    answer = client.post("/admin/login/code/", {"code": code_of(device)})
    assert submission(client.get(answer.url))["name"] == "武漢保衛戰"


def test_the_page_that_says_to_wait_keeps_it_too(client, campaign, form):
    fields = hidden_fields(send_too_late(client, campaign, form))
    for _ in range(5):
        closed = send_password(client, password="wrong", data=fields)
    assert closed.status_code == 429
    assert hidden_fields(closed) == fields
    back = client.post("/admin/login/", hidden_fields(closed))
    assert hidden_fields(back) == fields
    assert "This field is required" not in back.content.decode()


def test_a_stranger_leaves_nothing_in_the_database(client, campaign, form):
    send_too_late(client, campaign, form)
    assert not client.cookies.get("sessionid") or not client.cookies["sessionid"].value
    assert not Session.objects.exists()


def test_it_outlasts_the_choice_of_a_password_of_ones_own(client, editor, campaign, form):
    passwords.note_as_given(editor)
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    assert client.get(answer.url).url == "/admin/password_change/"
    own = {"new_password1": "a long one of my own", "new_password2": "a long one of my own"}
    assert client.post("/admin/password_change/", {"old_password": PASSWORD} | own).status_code == 302
    assert submission(client.get(answer.url))["name"] == "武漢保衛戰"


def test_who_may_not_edit_the_record_is_refused(client, campaign, form, django_user_model):
    django_user_model.objects.create_user("reader", password=PASSWORD, is_staff=True)
    answer = send_password(client, "reader", data=hidden_fields(send_too_late(client, campaign, form)))
    assert client.get(answer.url).status_code == 403
    campaign.refresh_from_db()
    assert campaign.name == "武漢會戰"


def test_what_is_too_long_is_not_kept_and_the_page_says_so(client, campaign, form):
    page = send_too_late(client, campaign, form | {"note": "x" * kept_forms.LIMIT})
    assert "too long to be kept" in page.content.decode()
    assert "kept_form" not in hidden_fields(page)


def test_a_longer_one_than_allowed_is_not_taken_from_a_forged_login(client, editor):
    forged = {"next": "/admin/", "kept_form": "name=" + "x" * kept_forms.LIMIT}
    assert "kept_form" not in hidden_fields(send_password(client, password="wrong", data=forged))
    assert send_password(client, data=forged).url == "/admin/"
    assert kept_forms.SESSION_KEY not in client.session


def test_it_is_kept_for_an_hour(client, campaign, form, monkeypatch):
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    now = kept_forms.time.time()
    monkeypatch.setattr(kept_forms.time, "time", lambda: now + 60 * 60 + 1)
    assert submission(client.get(answer.url))["name"] == "武漢會戰"
    assert kept_forms.SESSION_KEY not in client.session


@pytest.mark.parametrize("url", ["/admin/password_change/", "/admin/auth/user/add/", "/admin/second-factor/set-up/"])
def test_a_form_with_a_password_is_never_kept(client, url):
    answer = client.post(url, {"password": "hunter2 hunter2", "new_password1": "hunter2 hunter2"})
    assert answer.url == f"/admin/login/?next={url}"
    assert "hunter2" not in client.get(answer.url).content.decode()


def test_the_token_against_forged_forms_is_checked_before_and_not_kept(campaign, form):
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(address(models.Campaign, "change", campaign.pk), form)
    assert refused.status_code == 403
    assert "Not sent from this site" in refused.content.decode()
    assert "kept_form" not in hidden_fields(refused)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get("/admin/login/").content.decode())[1]
    page = strict.post(address(models.Campaign, "change", campaign.pk), form | {"csrfmiddlewaretoken": token})
    assert "csrfmiddlewaretoken" not in hidden_fields(page)["kept_form"]
