"""The admin says what a new slug means before it is saved, and lists the former ones."""

import pytest
from django.contrib.auth.models import Permission

from battles import models
from tests.admin import address, errors, submission, submit
from tests.factories import make_campaign, make_former_slug, make_name, make_place, make_source, make_user

pytestmark = pytest.mark.django_db


def confirmations(page):
    return [question.key for question in page.context["questions"]]


@pytest.mark.parametrize("maker", [make_campaign, make_source])
def test_a_new_slug_is_saved_after_a_page_that_says_what_it_means(admin_client, maker):
    record = maker(slug="old")
    url = address(type(record), "change", record.pk)
    page = submit(admin_client, url, slug="new")
    assert errors(page) == {"__all__": ["This is not saved yet. Read “Before it is saved”, then save again."]}
    text = page.content.decode()
    assert "The slug changes from “old” to “new”. The old address will lead to the new one" in text
    assert 'value="Save anyway"' in text
    record.refresh_from_db()
    assert record.slug == "old"
    sent = submission(page) | {"_confirmed": confirmations(page), "_save": "Save anyway"}
    assert admin_client.post(url, sent).status_code == 302
    record.refresh_from_db()
    assert record.slug == "new"
    assert list(record.former_slugs.values_list("slug", flat=True)) == ["old"]


def test_another_slug_is_another_question(admin_client):
    record = make_place(slug="old")
    url = address(models.Place, "change", record.pk)
    page = submit(admin_client, url, slug="new")
    sent = submission(page) | {"_confirmed": confirmations(page), "slug": "newer"}
    assert (
        admin_client.post(url, sent)
        .context["questions"][0]
        .sentence.startswith("The slug changes from “old” to “newer”.")
    )


def test_other_changes_are_saved_at_once(admin_client):
    record = make_place(slug="hankow")
    assert submit(admin_client, address(models.Place, "change", record.pk), note="checked").status_code == 302


def test_a_form_with_an_error_asks_nothing_yet(admin_client):
    record = make_place(slug="old")
    page = submit(admin_client, address(models.Place, "change", record.pk), slug="new", name="")
    assert page.context["questions"] == []


def test_the_form_refuses_the_former_slug_of_another_record_with_its_name(admin_client):
    taken = make_former_slug(slug="hankow", place=make_place(slug="hankou", name="漢口", name_en=""))
    page = submit(admin_client, address(models.Place, "add"), slug="hankow", name="漢口")
    (sentence,) = errors(page)["slug"]
    assert sentence.startswith("“hankow” is a former slug of the place “漢口” (hankou)")
    assert models.FormerSlug.objects.get() == taken


def test_a_contributors_new_slug_of_a_published_record_is_proposed_and_kept_once_accepted(client):
    record = make_place(slug="old")
    contributor = make_user("view_place", "change_place")
    client.force_login(contributor)
    url = address(models.Place, "change", record.pk)
    page = submit(client, url, slug="new")
    client.post(url, submission(page) | {"_confirmed": confirmations(page)})
    assert not models.FormerSlug.objects.exists()
    (change,) = models.ProposedChange.objects.all()
    assert (change.model, change.after["slug"]) == ("place", "new")


def test_a_record_is_deleted_with_its_former_slugs(admin_client):
    row = make_former_slug()
    page = admin_client.get(address(models.Place, "delete", row.place_id))
    assert "Are you sure" in page.content.decode()
    admin_client.post(address(models.Place, "delete", row.place_id), {"post": "yes"})
    assert not models.Place.objects.exists()
    assert not models.FormerSlug.objects.exists()


def test_former_slugs_are_listed_with_their_records(admin_client, django_assert_num_queries):
    rows = [make_former_slug() for _number in range(3)]
    page = admin_client.get(address(models.FormerSlug, "changelist"))
    for row in rows:
        assert address(models.Place, "change", row.place_id) in page.content.decode()
    assert "Add former slug" not in page.content.decode()
    found = admin_client.get(address(models.FormerSlug, "changelist"), {"q": rows[0].slug})
    assert list(found.context["cl"].result_list) == rows[:1]
    page = admin_client.get(address(models.FormerSlug, "change", rows[0].pk))
    assert rows[0].slug in page.content.decode()
    assert 'name="_save"' not in page.content.decode()


def test_a_record_links_to_its_former_slugs(admin_client):
    row = make_former_slug()
    page = admin_client.get(address(models.Place, "change", row.place_id))
    url = f"{address(models.FormerSlug, 'changelist')}?place__id__exact={row.place_id}"
    assert url in page.content.decode()
    assert list(admin_client.get(url).context["cl"].result_list) == [row]


def test_former_slugs_of_records_that_a_user_may_not_view_are_not_listed(client):
    make_former_slug()
    user = make_user("view_formerslug", "view_campaign")
    client.force_login(user)
    assert not client.get(address(models.FormerSlug, "changelist")).context["cl"].result_list
    user.user_permissions.add(Permission.objects.get(codename="view_place"))
    assert client.get(address(models.FormerSlug, "changelist")).context["cl"].result_list


def test_the_history_shows_that_a_slug_was_kept(admin_client):
    record = make_campaign(slug="old")
    make_name(campaign=record)
    record.slug = "new"
    record.save()
    change = models.Change.objects.get(model="formerslug")
    page = admin_client.get(address(models.Change, "change", change.pk))
    assert page.status_code == 200
    assert "Revert" not in page.content.decode()
    assert admin_client.get(f"/admin/battles/change/set/{change.change_set_id}/").status_code == 200
    assert admin_client.get(address(models.Change, "changelist")).status_code == 200
