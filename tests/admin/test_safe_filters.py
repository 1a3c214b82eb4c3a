"""Lists of the admin refuse forged filters in the URL and do not run them."""

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from battles import models
from battles.admin.safe_filters import ListAdmin

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

# Each with one of its own columns.
COLUMNS = {
    models.Place: "slug",
    models.Change: "identity",
    models.ImportRecord: "file_name",
    User: "username",
    Group: "name",
    TOTPDevice: "name",
    AccessAttempt: "username",
}
every_list = pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model._meta.model_name)


def listed(client, model, **query):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    return client.get(reverse(f"admin:{name}_changelist", query=query))


def test_every_list_refuses_unsupported_lookups():
    # What waits for review is a page of its own.
    lists = {model: page for model, page in admin.site._registry.items() if model is not models.Proposal}
    assert [model for model, page in lists.items() if not isinstance(page, ListAdmin)] == []


@pytest.mark.parametrize("model", [User, Group, TOTPDevice, AccessAttempt], ids=lambda model: model._meta.model_name)
def test_secret_is_not_told_by_filters(admin_client, model):
    """Lists about accounts answer filters by the fields that they name, and by no other."""
    page = admin.site.get_model_admin(model)
    fields = {field.name for field in model._meta.get_fields()} | {"user__password", "groups__user__password"}
    for field in fields - set(page.filtered_fields):
        assert listed(admin_client, model, **{f"{field}__gte": "1"}).status_code == 400, field
    for field in page.filtered_fields:
        assert listed(admin_client, model, **{f"{field}__isnull": "False"}).status_code != 400, field


def test_every_list_of_another_app_names_the_fields_of_its_filters():
    lists = [page for model, page in admin.site._registry.items() if model._meta.app_label != "battles"]
    assert [page for page in lists if page.filtered_fields is None] == []
    named = {field for page in lists for field in page.filtered_fields}
    assert named.isdisjoint({"password", "key", "post_data", "get_data"})


@every_list
@pytest.mark.parametrize("lookup", ["regex", "iregex", "range"])
def test_lookup_that_fails_in_the_database_is_refused(admin_client, model, lookup):
    page = listed(admin_client, model, **{f"{COLUMNS[model]}__{lookup}": "(((("})
    assert page.status_code == 400
    assert "The request could not be understood." in page.content.decode()


@every_list
def test_nul_in_a_filter_makes_it_invalid(admin_client, model):
    page = listed(admin_client, model, **{COLUMNS[model]: "a\0b"})
    assert page.url == f"{page.request['PATH_INFO']}?e=1"


@pytest.mark.parametrize(
    "query",
    [
        {"change_set__made_by__id__exact": "9" * 40},
        {"id__in": "9" * 40},
        {"change_set__made_at__year__gte": "9" * 40},
        {"change_set__made_at__year": "9999"},
        {"change_set__made_at__year__gte": "0"},
        {"change_set__made_at__iso_year": "10000"},
        {"change_set": "9" * 40},
        {"after__contains": "x"},
        {"campaign": "9" * 40},
    ],
    ids=str,
)
def test_filter_that_one_engine_cannot_run_gives_a_page(admin_client, query):
    page = admin_client.get(reverse("admin:battles_change_changelist", query=query), follow=True)
    assert page.status_code == 200
    assert "<h1>Changes</h1>" in page.content.decode()


@pytest.mark.parametrize("key", ["x", "9" * 40, "1e9", "-1", "NaN"])
def test_selection_of_no_record_is_refused(admin_client, key):
    url = reverse("admin:battles_place_changelist")
    answer = admin_client.post(url, {"action": "publish_selected", "_selected_action": key})
    assert answer.status_code == 400
    assert "The request could not be understood." in answer.content.decode()


# An error of the database would end the transaction that other tests run in.
@pytest.mark.django_db(transaction=True)
def test_number_that_no_column_can_have_gives_a_page(admin_client):
    for lookup in ("exact", "gte", "in"):
        for value in ("1e999999", "-1e999999", "NaN", "Infinity"):
            page = listed(admin_client, models.FigureClaim, **{f"low__{lookup}": value})
            assert page.status_code == 200 or page.url.endswith("/?e=1"), (lookup, value)
