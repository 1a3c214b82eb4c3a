"""Conflicts: a form that was opened before somebody else saved shows both versions and saves nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from battles import models
from battles.models.recording import recording
from tests.admin import MAKERS, address, errors, opened, submission, typical_models
from tests.factories import make_campaign, make_claim, make_name, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
NOTICE = "Somebody else saved this record after you opened it. Compare the two versions, then save again."


def conflicts_of(page):
    """The fields of the page's conflicts, each with the value in the form and the saved value."""
    return {
        conflict.field.html_name: (conflict.yours, conflict.saved)
        for form in page.context["conflicts"]
        for conflict in form.conflicts
    }


@typical_models
def test_second_of_two_editors_sees_both_versions(admin_client, model):
    row = MAKERS[model](note="as it was")
    url = address(model, "change", row.pk)
    first, second = opened(admin_client, url), opened(admin_client, url)
    assert admin_client.post(url, first | {"note": "the first"}).status_code == 302
    page = admin_client.post(url, second | {"note": "the second"})
    assert errors(page) == {"__all__": [NOTICE]}
    assert conflicts_of(page) == {"note": ("the second", "the first")}
    assert "Saved value" in page.content.decode()
    row.refresh_from_db()
    assert row.note == "the first"


def test_editor_who_saw_both_versions_can_save(admin_client):
    place = make_place(note="as it was")
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    page = admin_client.post(url, late)
    assert admin_client.post(url, submission(page)).status_code == 302
    place.refresh_from_db()
    assert place.note == "mine"


def test_saved_values_are_used_for_the_ticked_fields(admin_client):
    place, province = make_place(name="漢口", note="as it was"), make_place(name="湖北")
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"name": "武昌", "note": "mine"}
    models.Place.objects.filter(pk=place.pk).update(name="武漢", note="theirs", part_of=province)
    page = admin_client.post(url, late)
    assert conflicts_of(page) == {"name": ("武昌", "武漢"), "note": ("mine", "theirs"), "part_of": ("", str(province))}
    sent = submission(page) | {"_use_saved": ["name", "part_of"]}
    assert admin_client.post(url, sent).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.note, place.part_of) == ("武漢", "mine", province)


def test_saved_value_of_a_list_of_links_can_be_used(admin_client):
    campaign, place = make_campaign(), make_place()
    url = address(models.Campaign, "change", campaign.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    with recording() as changes:
        changes.will_change(models.Campaign, [campaign.pk])
        campaign.places.add(place)
    page = admin_client.post(url, late)
    assert conflicts_of(page)["places"] == ("", str(place))
    assert admin_client.post(url, submission(page) | {"_use_saved": "places"}).status_code == 302
    assert list(campaign.places.all()) == [place]
    campaign.refresh_from_db()
    assert campaign.note == "mine"


def test_another_save_during_a_conflict_is_a_conflict_again(admin_client):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    page = admin_client.post(url, late)
    models.Place.objects.update(note="a third's")
    assert conflicts_of(admin_client.post(url, submission(page))) == {"note": ("mine", "a third's")}


def test_changed_row_of_an_inline_is_a_conflict(admin_client):
    name = make_name(text="武漢會戰")
    url = address(models.Campaign, "change", name.campaign_id)
    late = opened(admin_client, url) | {"names-0-text": "mine"}
    models.Name.objects.update(text="theirs")
    page = admin_client.post(url, late)
    assert conflicts_of(page) == {"names-0-text": ("mine", "theirs")}
    name.refresh_from_db()
    assert name.text == "theirs"


def test_unchanged_row_of_an_inline_does_not_overwrite_a_newer_version(admin_client):
    name = make_name(text="武漢會戰")
    url = address(models.Campaign, "change", name.campaign_id)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Name.objects.update(wording="theirs")
    page = admin_client.post(url, late)
    # The old value in the form differs from the saved one, so it looks like a change.
    assert conflicts_of(page) == {"names-0-wording": ("", "theirs")}


def test_form_sent_twice_is_no_conflict(admin_client):
    claim = make_claim()
    url = address(models.FigureClaim, "change", claim.pk)
    sent = opened(admin_client, url) | {"note": "mine"}
    assert admin_client.post(url, sent).status_code == 302
    assert admin_client.post(url, sent).status_code == 302


def test_read_only_form_has_no_version(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    page = client.get(address(models.FigureClaim, "change", make_claim().pk)).content.decode()
    assert 'name="version"' not in page


def test_saving_a_deleted_record_is_refused(admin_client, admin_user):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url)
    place.delete()
    other = Client()
    other.force_login(admin_user)
    assert "Perhaps it was deleted?" in other.post(url, late, follow=True).content.decode()
