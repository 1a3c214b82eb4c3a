"""A whole set of changes is taken back in the admin, however it was made, or the page says what stands in the way."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from battles.models import Belligerent, Campaign, Change, ChangeSet, Name, Place
from tests.admin import address, submission, submit
from tests.admin.uploading import csv_of, step, upload
from tests.factories import make_campaign, make_claim, make_name, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def page_of(change_set):
    return reverse("admin:battles_changeset_undo", args=[change_set.pk])


def last():
    return ChangeSet.objects.first()


def take_back(client, change_set, **values):
    return client.post(page_of(change_set), values, follow=True).content.decode()


def test_what_a_form_changed_in_one_go_is_taken_back_whole(admin_client, admin_user):
    name = make_name(text="武漢")
    url = address(Campaign, "change", name.campaign_id)
    sent = submission(admin_client.get(url)) | {"name": "武漢保衛戰", "names-0-text": "大武漢"}
    assert admin_client.post(url, sent).status_code == 302
    change_set = last()
    page = admin_client.get(page_of(change_set)).content.decode()
    assert "removes what was made here (0), gives what was changed its earlier values (2), and brings" in page
    assert Campaign.objects.get().name == "武漢保衛戰"
    page = take_back(admin_client, change_set, message="by mistake")
    assert "All of it was taken back." in page
    assert "by mistake" in page
    assert (Campaign.objects.get().name, Name.objects.get().text) == ("武漢會戰", "武漢")
    undone = ChangeSet.objects.get(undoes=change_set)
    assert (undone.way, undone.made_by, undone.message) == ("undo", admin_user, "by mistake")


def test_an_import_an_undo_and_a_restore_are_taken_back_too(admin_client):
    record = upload(admin_client, Belligerent, csv_of({"slug": "japan", "name": "日本"}))[1]
    admin_client.post(step(record, "confirm"))
    imported = last()
    take_back(admin_client, imported)
    assert not Belligerent.objects.exists()
    take_back(admin_client, imported.undone_by)
    assert Belligerent.objects.get().name == "日本"
    submit(admin_client, address(Belligerent, "change", Belligerent.objects.get().pk), name="日本帝國")
    change = last().changes.get()
    admin_client.post(address(Change, "restore", change.pk, "before"))
    assert Belligerent.objects.get().name == "日本"
    take_back(admin_client, last())
    assert Belligerent.objects.get().name == "日本帝國"


def test_records_deleted_together_come_back_together(admin_client):
    keys = [make_place(slug=f"place-{number}").pk for number in range(3)]
    sent = {"action": "delete_selected", "_selected_action": keys}
    confirmation = admin_client.post(address(Place, "changelist"), sent)
    admin_client.post(
        address(Place, "changelist"), sent | {"post": "yes", "versions": confirmation.context["versions"]}
    )
    assert not Place.objects.exists()
    take_back(admin_client, last())
    assert sorted(Place.objects.values_list("pk", flat=True)) == keys


def test_an_undo_that_is_refused_names_the_records_and_changes_nothing(admin_client):
    campaign = make_campaign()
    change_set = last()
    claim = make_claim(campaign=campaign)
    page = take_back(admin_client, change_set)
    assert "Nothing was taken back, for 1 reason:" in page
    assert claim.ref in page
    assert Campaign.objects.get() == campaign
    assert not ChangeSet.objects.filter(way="undo").exists()


def test_what_was_taken_back_is_not_taken_back_again(admin_client):
    make_place()
    change_set = last()
    for _time in range(2):
        page = take_back(admin_client, change_set)
    assert "Taken back on" in page
    assert "Take all of it back" not in page
    assert ChangeSet.objects.filter(way="undo").count() == 1


def test_the_list_of_changes_leads_to_the_set_of_each(admin_client):
    make_place()
    for page in (address(Change, "changelist"), address(Change, "change", Change.objects.get().pk)):
        assert f'href="{page_of(last())}"' in admin_client.get(page).content.decode()


@pytest.mark.parametrize(
    ("permissions", "seen", "taken"),
    [
        (["view_change"], 200, 403),
        (["view_change", "add_place", "change_place", "delete_place"], 200, 403),
        (["undo_changeset"], 403, 403),
        (["view_change", "undo_changeset"], 200, 302),
    ],
)
def test_to_take_back_is_for_who_may_undo_and_see_changes(client, django_user_model, permissions, seen, taken):
    make_place()
    change_set = last()
    user = django_user_model.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    page = client.get(page_of(change_set))
    assert page.status_code == seen
    assert ("Take all of it back" in page.content.decode()) == (taken == 302)
    assert client.post(page_of(change_set)).status_code == taken
    assert Place.objects.exists() == (taken != 302)


def test_a_set_that_there_is_not_is_not_found(admin_client):
    for number in (10**6, 10**30):
        url = reverse("admin:battles_changeset_undo", args=[number])
        assert admin_client.get(url).status_code == admin_client.post(url).status_code == 404
