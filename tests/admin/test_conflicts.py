"""Two editors at one record: nothing is saved over what its editor has not seen."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from battles import models
from tests.admin import MAKERS, MODELS, address, errors, label, submission
from tests.factories import make_campaign, make_claim, make_name, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
NOTICE = "Somebody else saved this record after you opened it. See what differs, and save again to save yours."


def opened(client, url):
    """What the browser of an editor who has opened the form would send back."""
    return submission(client.get(url))


def boxes(page):
    """The fields of the page's conflicts, each with the two values."""
    return {
        conflict.box.html_name: (conflict.mine, conflict.theirs)
        for form in page.context["conflicts"]
        for conflict in form.conflicts
    }


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_the_second_of_two_is_shown_what_the_first_saved(admin_client, model):
    row = MAKERS[model](note="as it was")
    url = address(model, "change", row.pk)
    first, second = opened(admin_client, url), opened(admin_client, url)
    assert admin_client.post(url, first | {"note": "the first"}).status_code == 302
    page = admin_client.post(url, second | {"note": "the second"})
    assert errors(page) == {"__all__": [NOTICE]}
    assert boxes(page) == {"note": ("the second", "the first")}
    assert "As somebody else saved it" in page.content.decode()
    row.refresh_from_db()
    assert row.note == "the first"


def test_whoever_has_seen_it_may_save_over_it(admin_client):
    place = make_place(note="as it was")
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    page = admin_client.post(url, late)
    assert admin_client.post(url, submission(page)).status_code == 302
    place.refresh_from_db()
    assert place.note == "mine"


def test_single_fields_are_taken_over(admin_client):
    place, province = make_place(name="漢口", note="as it was"), make_place(name="湖北")
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"name": "武昌", "note": "mine"}
    models.Place.objects.filter(pk=place.pk).update(name="武漢", note="theirs", part_of=province)
    page = admin_client.post(url, late)
    assert boxes(page) == {"name": ("武昌", "武漢"), "note": ("mine", "theirs"), "part_of": ("", str(province))}
    sent = submission(page) | {"_take_theirs": ["name", "part_of"]}
    assert admin_client.post(url, sent).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.note, place.part_of) == ("武漢", "mine", province)


def test_lists_of_links_count_and_are_taken_over(admin_client):
    campaign, place = make_campaign(), make_place()
    url = address(models.Campaign, "change", campaign.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    campaign.places.add(place)
    page = admin_client.post(url, late)
    assert boxes(page)["places"] == ("", str(place))
    assert admin_client.post(url, submission(page) | {"_take_theirs": "places"}).status_code == 302
    assert list(campaign.places.all()) == [place]
    campaign.refresh_from_db()
    assert campaign.note == "mine"


def test_a_third_save_in_between_is_noticed_too(admin_client):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Place.objects.update(note="theirs")
    page = admin_client.post(url, late)
    models.Place.objects.update(note="a third's")
    assert boxes(admin_client.post(url, submission(page))) == {"note": ("mine", "a third's")}


def test_a_row_of_an_inline_is_not_saved_over_unseen(admin_client):
    name = make_name(text="武漢會戰")
    url = address(models.Campaign, "change", name.campaign_id)
    late = opened(admin_client, url) | {"names-0-text": "mine"}
    models.Name.objects.update(text="theirs")
    page = admin_client.post(url, late)
    assert boxes(page) == {"names-0-text": ("mine", "theirs")}
    name.refresh_from_db()
    assert name.text == "theirs"


def test_rows_of_an_inline_that_nobody_touched_are_left_as_somebody_saved_them(admin_client):
    name = make_name(text="武漢會戰")
    url = address(models.Campaign, "change", name.campaign_id)
    late = opened(admin_client, url) | {"note": "mine"}
    models.Name.objects.update(wording="theirs")
    page = admin_client.post(url, late)
    # The text that the form brings back is that of before, which now looks like a change: it is asked about.
    assert boxes(page) == {"names-0-wording": ("", "theirs")}


def test_a_form_sent_twice_is_no_conflict_with_itself(admin_client):
    claim = make_claim()
    url = address(models.FigureClaim, "change", claim.pk)
    sent = opened(admin_client, url) | {"note": "mine"}
    assert admin_client.post(url, sent).status_code == 302
    assert admin_client.post(url, sent).status_code == 302


def test_who_may_only_look_is_asked_nothing(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    page = client.get(address(models.FigureClaim, "change", make_claim().pk)).content.decode()
    assert 'name="seen"' not in page


def test_a_row_that_is_gone_is_told(admin_client, admin_user):
    place = make_place()
    url = address(models.Place, "change", place.pk)
    late = opened(admin_client, url)
    place.delete()
    other = Client()
    other.force_login(admin_user)
    assert "Perhaps it was deleted?" in other.post(url, late, follow=True).content.decode()
