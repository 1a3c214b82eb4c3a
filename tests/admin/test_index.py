"""The index of the admin: every list in a group, what waits, and what each role sees."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from battles import models
from battles.admin.index import IndexGroup, drafts_of_kinds, groups
from tests.admin import MAKERS, MODELS, address, label
from tests.factories import make_campaign, make_claim
from tests.review import make_contributor, make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def shown(client):
    """The names of the entries by group, as the index shows them."""
    return {
        group.name: [entry.name for entry in group.entries] for group in client.get("/admin/").context["index_groups"]
    }


def waiting(client):
    page = client.get("/admin/")
    return {
        text: address for group in page.context["index_groups"] for entry in group.entries
        for text, address in entry.found_waiting
    }  # fmt: skip


def test_the_groups_are_in_the_order_of_the_work(admin_client):
    assert shown(admin_client) == {
        "Read and enter": ["Read a source at its desk", "Enter a table of figures", "Import records"],
        "Sources": ["Sources"],
        "What they speak of": [
            "Campaigns", "Engagements", "Belligerents", "Units", "Commanders", "Places", "Identifiers", "Authorities",
            "Things counted",
        ],
        "What they say": [
            "Figure claims", "Date claims", "Outcome claims", "Participations", "Appointments", "Subordinations",
            "Names",
        ],
        "Review and changes": ["Review queue", "My work", "Changes", "Former slugs"],
        "Accounts": ["Users", "Groups", "Second factors", "Failed logins"],
    }  # fmt: skip


def test_every_registered_list_is_reached_from_the_index(admin_client):
    page = admin_client.get("/admin/").content.decode()
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert f'href="{reverse(name)}"' in page, name


def test_a_model_whose_admin_declares_no_group_is_in_the_last(admin_user):
    class Undeclared(admin.ModelAdmin):
        pass

    class Site(admin.AdminSite):
        def get_urls(self):
            return admin.site.get_urls()

    site = Site(name="admin")
    site.register(models.Campaign, Undeclared)
    request = RequestFactory().get("/admin/")
    request.user = admin_user
    (group,) = groups(site, request)
    assert (group.key, [entry.name for entry in group.entries]) == (IndexGroup.OTHER, ["Campaigns"])


def test_drafts_imports_proposals_and_failed_logins_wait(admin_client, admin_user):
    make_campaign(status="draft")
    make_claim(status="draft", category="wounded")
    for state in ("checked", "refused", "failed", "imported"):
        change_set = models.ChangeSet.objects.create() if state == "imported" else None
        models.ImportRecord.objects.create(
            kind="places", state=state, file_name="a.csv", file_size=1, file_sha256="0" * 64, change_set=change_set
        )
    AccessAttempt.objects.create(username="stranger", failures_since_start=1)
    found = waiting(admin_client)
    # The two kinds with one draft have the same text.
    assert list(found) == [
        "1 · checked, can be imported",
        "1 · failed",
        "1 · has errors",
        "1 draft",
        "2 items wait for review",
        "1 failed login",
    ]
    for url in found.values():
        assert admin_client.get(url).status_code == 200


def test_the_numbers_of_drafts_are_those_of_the_lists(admin_client, admin_user):
    for model in MODELS:
        if not model._meta.proxy:
            MAKERS[model](status="draft")
    counts = drafts_of_kinds(admin_user)
    for model in MODELS:
        if not model._meta.proxy:
            url = address(model, "changelist", status="draft")
            assert admin_client.get(url).context["cl"].result_count == counts[label(model)], model


def test_the_index_costs_the_same_for_none_and_for_many(admin_client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get("/admin/").status_code == 200
        return len(queries)

    none = count()
    for model in MODELS:
        for _ in range(3):
            MAKERS[model](status="draft")
    assert count() == none
    # The session, the user, drafts, imports, the queue, failed logins and the log.
    assert none == 7


def test_each_role_sees_what_it_may(client):
    editor, contributor = make_editor(), make_contributor()
    client.force_login(editor)
    assert list(shown(client)) == [
        "Read and enter", "Sources", "What they speak of", "What they say", "Review and changes",
    ]  # fmt: skip
    client.force_login(contributor)
    assert shown(client)["Review and changes"] == ["My work"]


def test_a_person_who_may_see_one_kind_sees_one_group_without_a_link_to_add(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_place"))
    client.force_login(reader)
    assert shown(client) == {"What they speak of": ["Places"]}
    assert "/admin/battles/place/add/" not in client.get("/admin/").content.decode()


def test_one_entry_leads_to_all_figures_and_their_lists_are_its_tabs(admin_client):
    page = admin_client.get(address(models.StrengthClaim, "changelist")).content.decode()
    (tabs,) = re.findall(r'<nav class="list-tabs".*?</nav>', page, re.DOTALL)
    assert re.findall(r">([A-Z][a-z]+ claims)<", tabs) == ["Figure claims", "Casualty claims", "Strength claims"]
    assert re.findall(r'aria-current="page">([^<]*)<', tabs) == ["Strength claims"]


def test_a_person_who_may_see_only_strengths_finds_them(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_strengthclaim"))
    client.force_login(reader)
    assert shown(client) == {"What they say": ["Strength claims"]}
    assert 'class="list-tabs"' not in client.get(address(models.StrengthClaim, "changelist")).content.decode()


def test_the_page_of_an_app_has_its_lists_in_their_groups(admin_client):
    page = admin_client.get("/admin/auth/")
    assert [(group.name, [entry.name for entry in group.entries]) for group in page.context["shown_groups"]] == [
        ("Accounts", ["Users", "Groups"])
    ]
    assert admin_client.get("/admin/nowhere/").status_code == 404


def test_the_way_to_a_page_leads_over_its_group_list_and_record(admin_client):
    claim = make_claim()
    page = admin_client.get(address(models.FigureClaim, "history", claim.pk)).content.decode()
    (way,) = re.findall(r'<nav class="way".*?</nav>', page, re.DOTALL)
    assert re.findall(r'href="([^"]*)"', way) == [
        "/admin/",
        "/admin/#statements",
        address(models.FigureClaim, "changelist"),
        address(models.FigureClaim, "change", claim.pk),
    ]
    assert claim.description in way
