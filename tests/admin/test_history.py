"""The list of changes in the admin, and reverting records from it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.models import Change, ChangeSet, ImportRecord, Place
from tests.admin import MAKERS, address, submit, typical_models
from tests.factories import make_campaign, make_claim, make_engagement, make_importrecord, make_name, make_place

pytestmark = pytest.mark.django_db


def listed(client, **filters):
    page = client.get(address(Change, "changelist"), filters)
    return [(change.model, change.identity) for change in page.context["cl"].result_list]


@pytest.fixture
def client_with(client, django_user_model):
    def log_in(*permissions):
        user = django_user_model.objects.create_user("editor", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return log_in


def test_changes_of_all_kinds_are_listed_the_latest_first(admin_client):
    place = make_place(slug="hankow")
    make_campaign(slug="wuhan")
    submit(admin_client, address(Place, "change", place.pk), name="漢口", _message="as the map has it")
    assert listed(admin_client) == [("place", "hankow"), ("campaign", "wuhan"), ("place", "hankow")]
    page = admin_client.get(address(Change, "changelist")).content.decode()
    assert "as the map has it" in page


def test_changes_are_filtered_by_person_kind_and_action(admin_client, admin_user):
    claim = make_claim(ref="claim", engagement=make_engagement())
    other = make_place(slug="elsewhere")
    submit(admin_client, address(Place, "change", other.pk), name="漢口")
    other.delete()
    assert listed(admin_client, model="figureclaim") == [("figureclaim", "claim")]
    assert listed(admin_client, change_set__made_by__id__exact=admin_user.pk) == [("place", "elsewhere")]
    assert len(listed(admin_client, change_set__made_by__isnull=True)) == Change.objects.count() - 1
    assert listed(admin_client, what="gone") == listed(admin_client, what="deleted") == [("place", "elsewhere")]
    assert len(listed(admin_client, what="made")) == Change.objects.filter(before__isnull=True).count()
    assert listed(admin_client, what="changed") == [("place", "elsewhere")]
    assert listed(admin_client, q="claim") == [("figureclaim", claim.ref)]


def test_changes_are_filtered_by_day(admin_client):
    make_place(slug="before")
    ChangeSet.objects.update(made_at=datetime(1998, 10, 25, 23, 59, tzinfo=UTC))
    make_place(slug="after")
    day = {"change_set__made_at__year": 1998, "change_set__made_at__month": 10, "change_set__made_at__day": 25}
    assert listed(admin_client, **day) == [("place", "before")]
    assert listed(admin_client, **day | {"change_set__made_at__day": 26}) == []
    del day["change_set__made_at__day"]
    assert "10-25" in admin_client.get(address(Change, "changelist"), day).content.decode()


@pytest.mark.parametrize("model", [Change, ImportRecord])
@pytest.mark.parametrize("name", ["model", "state__exact", "change_set__way__exact", "kind"])
def test_an_invalid_filter_redirects_to_the_whole_list(admin_client, model, name):
    make_place()
    make_importrecord()
    page = admin_client.get(address(model, "changelist"), {name: "a\0"}, follow=True)
    assert page.redirect_chain == [(f"{address(model, 'changelist')}?e=1", 302)]
    assert page.context["cl"].result_count == 1


def test_changes_of_a_campaign_are_those_of_its_parts_engagements_and_statements(admin_client):
    campaign = make_campaign(slug="wuhan")
    part = make_campaign(slug="nanxun", part_of=campaign)
    engagement = make_engagement(slug="wanjialing", campaign=part)
    make_engagement(slug="leimingguliu", part_of=engagement)
    claim = make_claim(ref="claim", engagement=engagement)
    make_name(ref="name", engagement=engagement, text="萬家嶺大捷")
    make_claim(ref="other")
    claim.delete()
    make_place()
    assert listed(admin_client, campaign="nowhere") == []
    assert listed(admin_client, campaign="wuhan") == [
        ("figureclaim", "claim"),
        ("name", "name"),
        ("figureclaim", "claim"),
        ("engagement", "leimingguliu"),
        ("engagement", "wanjialing"),
        ("campaign", "nanxun"),
        ("campaign", "wuhan"),
    ]


def test_changes_of_a_campaign_include_those_of_a_deleted_engagement(admin_client):
    engagement = make_engagement(slug="wanjialing", campaign=make_campaign(slug="wuhan"))
    claim = make_claim(ref="claim", engagement=engagement)
    claim.delete()
    engagement.delete()
    assert listed(admin_client, campaign="wuhan") == [
        ("engagement", "wanjialing"),
        ("figureclaim", "claim"),
        ("figureclaim", "claim"),
        ("engagement", "wanjialing"),
        ("campaign", "wuhan"),
    ]


@typical_models
def test_a_deleted_record_is_listed_and_reverted(admin_client, model):
    row = MAKERS[model](note="as it was")
    assert "Kept with this change" in admin_client.get(address(model, "delete", row.pk)).content.decode()
    sent = {"post": "yes", "_message": "by mistake"}
    assert admin_client.post(address(model, "delete", row.pk), sent).status_code == 302
    (change,) = Change.objects.filter(
        record_id=row.pk, after__isnull=True, model=row._meta.concrete_model._meta.model_name
    )
    assert change.change_set.message == "by mistake"
    assert (change.model, change.identity) in listed(admin_client, what="gone")
    page = admin_client.get(address(Change, "change", change.pk)).content.decode()
    assert "as it was" in page
    assert "Revert to the version before this change" in page
    assert "Revert to the version after this change" not in page
    admin_client.post(address(Change, "restore", change.pk, "before"), {"_message": "it is right after all"})
    again = model.objects.get(pk=row.pk)
    assert again.note == "as it was"
    assert Change.objects.of(again).first().change_set.message == "it is right after all"
    assert (change.model, change.identity) not in listed(admin_client, what="gone")


def test_reverting_is_refused_after_a_change_that_the_page_did_not_show(admin_client):
    place = make_place(slug="hankow", note="as it was")
    submit(admin_client, address(Place, "change", place.pk), note="mine")
    change = Change.objects.of(place).first()
    page = admin_client.get(address(Change, "change", change.pk))
    sent = {"seen": page.context["seen"]}
    assert f'name="seen" value="{change.pk}"' in page.content.decode()
    submit(admin_client, address(Place, "change", place.pk), note="theirs")
    url = address(Change, "restore", change.pk, "before")
    page = admin_client.post(url, sent, follow=True)
    text = page.content.decode()
    assert "Nothing was changed. Somebody changed this after you opened the page: “武漢 · Wuhan”." in text
    assert Place.objects.get().note == "theirs"
    # This page shows the change.
    admin_client.post(url, {"seen": page.context["seen"], "_message": "mis\0taken" + "." * 2_000})
    assert Place.objects.get().note == "as it was"
    message = Change.objects.of(place).first().change_set.message
    assert (message[:8], len(message)) == ("mistaken", 1_000)


def test_reverting_to_a_version_that_breaks_a_rule_is_refused(admin_client):
    place = make_place(slug="hankow")
    place.delete()
    make_place(slug="hankow")
    change = Change.objects.filter(after__isnull=True).get()
    page = admin_client.post(address(Change, "restore", change.pk, "before"), follow=True).content.decode()
    assert "Nothing was changed. This slug is taken." in page


@pytest.mark.parametrize("others", [["add_place"], ["publish_records"]])
def test_reverting_needs_permission_to_publish_and_to_save_the_record(client_with, others):
    place = make_place(slug="hankow")
    place.delete()
    change = Change.objects.filter(after__isnull=True).get()
    url = address(Change, "restore", change.pk, "before")
    client = client_with("view_change", "view_place", "change_place", *others)
    assert "Revert" not in client.get(address(Change, "change", change.pk)).content.decode()
    assert client.post(url).status_code == 403
    assert client.get(url).status_code == 405
    assert not Place.objects.exists()


def test_reverting_needs_permission_to_view_changes(client_with):
    place = make_place()
    change = Change.objects.get()
    client = client_with("view_place", "change_place", "add_place")
    assert client.post(address(Change, "restore", change.pk, "after")).status_code == 403
    assert client.get(address(Change, "changelist")).status_code == 403
    history = client.get(address(Place, "history", place.pk)).content.decode()
    assert "Made." in history
    assert address(Change, "change", change.pk) not in history


def test_reverting_to_a_missing_version_answers_404(admin_client):
    make_place()
    change = Change.objects.get()
    assert admin_client.post(address(Change, "restore", change.pk, "before")).status_code == 404
    assert admin_client.post(address(Change, "restore", change.pk, "pk")).status_code == 404
    assert admin_client.post(address(Change, "restore", 10**6, "after")).status_code == 404


def test_changes_cannot_be_added_edited_or_deleted(admin_client):
    make_place()
    change = Change.objects.get()
    assert admin_client.get(address(Change, "add")).status_code == 403
    assert admin_client.post(address(Change, "delete", change.pk), {"post": "yes"}).status_code == 403
    assert admin_client.post(address(Change, "change", change.pk), {"message": "x"}).status_code == 403


def test_the_list_takes_as_many_queries_for_many_changes_as_for_few(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(address(Change, "changelist"))
        return len(captured)

    make_place()
    queries()
    few = queries()
    for _number in range(20):
        make_place()
    assert queries() == few
