"""The page of a set of changes undoes it, or names the records that prevent the undo."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from battles.models import Belligerent, Campaign, Change, ChangeSet, Name, Place
from tests.admin import address, opened, submit
from tests.admin.uploading import csv_of, step, upload
from tests.factories import make_campaign, make_claim, make_name, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def address_of(change_set):
    return reverse("admin:battles_changeset_undo", args=[change_set.pk])


def last_change_set():
    return ChangeSet.objects.first()


def send_undo(client, change_set, **values):
    return client.post(address_of(change_set), values, follow=True).content.decode()


def test_all_changes_of_a_form_are_undone_together(admin_client, admin_user):
    name = make_name(text="武漢")
    url = address(Campaign, "change", name.campaign_id)
    sent = opened(admin_client, url) | {"name": "武漢保衛戰", "names-0-text": "大武漢"}
    assert admin_client.post(url, sent).status_code == 302
    change_set = last_change_set()
    page = admin_client.get(address_of(change_set)).content.decode()
    assert "New records are deleted (0), changed records get their earlier values (2), and deleted records" in page
    assert Campaign.objects.get().name == "武漢保衛戰"
    page = send_undo(admin_client, change_set, message="by mistake")
    assert "The set of changes was undone." in page
    assert "by mistake" in page
    assert (Campaign.objects.get().name, Name.objects.get().text) == ("武漢會戰", "武漢")
    undone = ChangeSet.objects.get(undoes=change_set)
    assert (undone.way, undone.made_by, undone.message) == ("undo", admin_user, "by mistake")


def test_an_import_an_undo_and_a_revert_are_undone_too(admin_client):
    record = upload(admin_client, Belligerent, csv_of({"slug": "japan", "name": "日本"}))[1]
    admin_client.post(step(record, "confirm"))
    imported = last_change_set()
    send_undo(admin_client, imported)
    assert not Belligerent.objects.exists()
    send_undo(admin_client, imported.undone_by)
    assert Belligerent.objects.get().name == "日本"
    submit(admin_client, address(Belligerent, "change", Belligerent.objects.get().pk), name="日本帝國")
    change = last_change_set().changes.get()
    admin_client.post(address(Change, "restore", change.pk, "before"))
    assert Belligerent.objects.get().name == "日本"
    send_undo(admin_client, last_change_set())
    assert Belligerent.objects.get().name == "日本帝國"


def test_records_deleted_together_are_added_again_together(admin_client):
    keys = [make_place(slug=f"place-{number}").pk for number in range(3)]
    sent = {"action": "delete_selected", "_selected_action": keys}
    confirmation = admin_client.post(address(Place, "changelist"), sent)
    admin_client.post(
        address(Place, "changelist"), sent | {"post": "yes", "versions": confirmation.context["versions"]}
    )
    assert not Place.objects.exists()
    send_undo(admin_client, last_change_set())
    assert sorted(Place.objects.values_list("pk", flat=True)) == keys


def test_a_refused_undo_names_the_records_and_changes_nothing(admin_client):
    campaign = make_campaign()
    change_set = last_change_set()
    claim = make_claim(campaign=campaign)
    page = send_undo(admin_client, change_set)
    assert "Nothing was undone, for 1 reason:" in page
    assert claim.description in page
    assert Campaign.objects.get() == campaign
    assert not ChangeSet.objects.filter(way="undo").exists()


def test_an_undone_set_of_changes_is_not_undone_again(admin_client):
    make_place()
    change_set = last_change_set()
    for _time in range(2):
        page = send_undo(admin_client, change_set)
    assert "Undone on" in page
    assert "Undo this set of changes" not in page
    assert ChangeSet.objects.filter(way="undo").count() == 1


def test_the_list_of_changes_links_to_the_set_of_each(admin_client):
    make_place()
    for page in (address(Change, "changelist"), address(Change, "change", Change.objects.get().pk)):
        assert f'href="{address_of(last_change_set())}"' in admin_client.get(page).content.decode()


@pytest.mark.parametrize(
    ("permissions", "viewed", "undone"),
    [
        (["view_change"], 200, 403),
        (["view_change", "add_place", "change_place", "delete_place"], 200, 403),
        (["undo_changeset"], 403, 403),
        (["view_change", "undo_changeset"], 200, 302),
    ],
)
def test_undoing_needs_permission_to_undo_and_to_view_changes(client, django_user_model, permissions, viewed, undone):
    make_place()
    change_set = last_change_set()
    user = django_user_model.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    page = client.get(address_of(change_set))
    assert page.status_code == viewed
    assert ("Undo this set of changes" in page.content.decode()) == (undone == 302)
    assert client.post(address_of(change_set)).status_code == undone
    assert Place.objects.exists() == (undone != 302)


def test_a_missing_set_of_changes_answers_404(admin_client):
    for number in (10**6, 10**30):
        url = reverse("admin:battles_changeset_undo", args=[number])
        assert admin_client.get(url).status_code == admin_client.post(url).status_code == 404
