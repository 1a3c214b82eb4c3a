"""A form that is sent after the session ended: its user reviews it after the login, and nothing is saved before."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from battles import models
from tests.admin import address, opened
from tests.factories import make_campaign, make_name, make_source
from tests.wuhan.accounts import PASSWORD, code_of, hidden_fields, send_password
from wuhan.accounts import kept_forms, passwords

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign(name="武漢會戰")


@pytest.fixture
def form(client, editor, campaign):
    """The values of a campaign's form; the session has ended."""
    make_name(campaign=campaign, text="武漢")
    client.force_login(editor)
    sent = opened(client, address(models.Campaign, "change", campaign.pk))
    client.logout()
    return sent | {"name": "武漢保衛戰", "note": "typed for an hour & more", "names-0-text": "大武漢", "_save": "Save"}


def send_too_late(client, campaign, form):
    page = client.post(address(models.Campaign, "change", campaign.pk), form)
    assert page.status_code == 403
    return page


def reviewed(page):
    """The values that the page “Review what you typed” would send."""
    assert "Review what you typed" in page.content.decode()
    return {name: values[0] if len(values) == 1 else values for name, values in page.context["sent"]}


def test_kept_form_is_reviewed_after_the_login_and_then_saved(client, campaign, form):
    url = address(models.Campaign, "change", campaign.pk)
    page = send_too_late(client, campaign, form)
    assert "Log in to review what you typed." in page.content.decode()
    answer = send_password(client, data=hidden_fields(page))
    assert answer.url == url
    shown = client.get(answer.url)
    assert "Your session ended before you saved. Nothing is saved yet." in shown.content.decode()
    assert {"typed for an hour & more", "大武漢"} < {value for _label, value in shown.context["values"]}
    again = reviewed(shown)
    assert (again["name"], again["note"], again["names-0-text"]) == ("武漢保衛戰", "typed for an hour & more", "大武漢")
    campaign.refresh_from_db()
    assert (campaign.name, campaign.names.get().text) == ("武漢會戰", "武漢")
    assert client.post(url, again).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.names.get().text) == ("武漢保衛戰", "大武漢")


def test_kept_form_is_shown_once(client, campaign, form):
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    client.get(answer.url)
    assert opened(client, answer.url)["name"] == "武漢會戰"


def test_form_of_a_new_record_is_kept(client, editor):
    url = address(models.Campaign, "add")
    page = client.post(f"{url}?_changelist_filters=q%3D1", {"name": "新的會戰", "slug": ""})
    answer = send_password(client, data=hidden_fields(page))
    assert answer.url == f"{url}?_changelist_filters=q%3D1"
    shown = client.get(answer.url)
    assert reviewed(shown)["name"] == "新的會戰"
    assert not models.Campaign.objects.exists()


def test_kept_form_survives_a_wrong_password_and_a_second_factor(client, campaign, form, device):
    page = send_too_late(client, campaign, form)
    wrong = send_password(client, password="wrong", data=hidden_fields(page))
    assert hidden_fields(wrong) == hidden_fields(page)
    send_password(client, data=hidden_fields(wrong))
    answer = client.post("/admin/login/code/", {"code": code_of(device)})
    assert reviewed(client.get(answer.url))["name"] == "武漢保衛戰"


def test_kept_form_survives_the_page_after_too_many_failures(client, campaign, form):
    fields = hidden_fields(send_too_late(client, campaign, form))
    for _ in range(5):
        closed = send_password(client, password="wrong", data=fields)
    assert closed.status_code == 429
    assert hidden_fields(closed) == fields
    back = client.post("/admin/login/", hidden_fields(closed))
    assert hidden_fields(back) == fields
    assert "This field is required" not in back.content.decode()


def test_form_of_a_stranger_is_not_stored_in_the_database(client, campaign, form):
    send_too_late(client, campaign, form)
    assert not client.cookies.get("sessionid") or not client.cookies["sessionid"].value
    assert not Session.objects.exists()


def test_kept_form_survives_the_change_of_a_one_time_password(client, editor, campaign, form):
    passwords.note_as_given(editor)
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    assert client.get(answer.url).url == "/admin/password_change/"
    own = {"new_password1": "a long one of my own", "new_password2": "a long one of my own"}
    assert client.post("/admin/password_change/", {"old_password": PASSWORD} | own).status_code == 302
    assert reviewed(client.get(answer.url))["name"] == "武漢保衛戰"


def test_kept_form_is_refused_without_permission(client, campaign, form, django_user_model):
    django_user_model.objects.create_user("reader", password=PASSWORD, is_staff=True)
    answer = send_password(client, "reader", data=hidden_fields(send_too_late(client, campaign, form)))
    assert client.get(answer.url).status_code == 403
    campaign.refresh_from_db()
    assert campaign.name == "武漢會戰"


def test_kept_form_is_not_shown_to_a_user_who_may_only_view_the_record(client, campaign, form, django_user_model):
    reader = django_user_model.objects.create_user("reader", password=PASSWORD, is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_campaign"))
    answer = send_password(client, "reader", data=hidden_fields(send_too_late(client, campaign, form)))
    page = client.get(answer.url).content.decode()
    assert "武漢會戰" in page
    assert "Review what you typed" not in page


def test_review_page_makes_equal_queries_for_1_and_20_links(client, editor):
    sources = [make_source(title=f"武漢會戰 {number}") for number in range(20)]

    def cost(chosen):
        rows = {f"names-{number}-source": source.pk for number, source in enumerate(chosen)}
        url = address(models.Campaign, "change", make_campaign().pk)
        page = client.post(url, {"part_of": make_campaign().pk, "names-TOTAL_FORMS": len(rows)} | rows)
        answer = send_password(client, data=hidden_fields(page))
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(answer.url)
        values = [value for _label, value in shown.context["values"]]
        assert {str(source) for source in chosen} < set(values)
        client.logout()
        return len(queries)

    cost(sources[:1])
    assert cost(sources[:1]) == cost(sources)


def test_form_that_is_too_long_is_not_kept(client, campaign, form):
    page = send_too_late(client, campaign, form | {"note": "x" * kept_forms.LIMIT})
    assert "too long to keep here" in page.content.decode()
    assert "kept_form" not in hidden_fields(page)


def test_login_page_refuses_a_forged_kept_form_that_is_too_long(client, editor):
    forged = {"next": "/admin/", "kept_form": "name=" + "x" * kept_forms.LIMIT}
    assert "kept_form" not in hidden_fields(send_password(client, password="wrong", data=forged))
    assert send_password(client, data=forged).url == "/admin/"
    assert kept_forms.SESSION_KEY not in client.session


def test_kept_form_expires_after_an_hour(client, campaign, form, monkeypatch):
    answer = send_password(client, data=hidden_fields(send_too_late(client, campaign, form)))
    now = kept_forms.time.time()
    monkeypatch.setattr(kept_forms.time, "time", lambda: now + 60 * 60 + 1)
    assert opened(client, answer.url)["name"] == "武漢會戰"
    assert kept_forms.SESSION_KEY not in client.session


@pytest.mark.parametrize("url", ["/admin/password_change/", "/admin/auth/user/add/", "/admin/second-factor/set-up/"])
def test_form_with_a_password_is_never_kept(client, url):
    answer = client.post(url, {"password": "hunter2 hunter2", "new_password1": "hunter2 hunter2"})
    assert answer.url == f"/admin/login/?next={url}"
    assert "hunter2" not in client.get(answer.url).content.decode()


def test_csrf_token_is_checked_first_and_not_kept(campaign, form):
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(address(models.Campaign, "change", campaign.pk), form)
    assert refused.status_code == 403
    assert "Not sent from this site" in refused.content.decode()
    assert "kept_form" not in hidden_fields(refused)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get("/admin/login/").content.decode())[1]
    page = strict.post(address(models.Campaign, "change", campaign.pk), form | {"csrfmiddlewaretoken": token})
    assert "csrfmiddlewaretoken" not in hidden_fields(page)["kept_form"]


def test_review_page_sends_a_new_csrf_token(campaign, form, editor):
    strict = Client(enforce_csrf_checks=True)
    login_page = strict.get("/admin/login/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', login_page)[1]
    url = address(models.Campaign, "change", campaign.pk)
    page = strict.post(url, form | {"csrfmiddlewaretoken": token})
    send_password(strict, data=hidden_fields(page) | {"csrfmiddlewaretoken": token})
    review = strict.get(url)
    assert strict.post(url, reviewed(review)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', review.content.decode())[1]
    assert strict.post(url, reviewed(review) | {"csrfmiddlewaretoken": token}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.name == "武漢保衛戰"
