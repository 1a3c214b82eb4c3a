"""The admin calls records by their descriptions: after saving and deleting, in the log, and where a form is wrong."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles import models
from tests.admin import address, submit
from tests.factories import make_campaign, make_claim, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def undo_of_last_set():
    url = f"{address(models.Change, 'changelist')}set/{models.ChangeSet.objects.first().pk}/"
    return f'<a class="undo" href="{url}">Undo</a>'


def test_a_saved_record_is_named_with_links_to_it_and_to_the_undo(admin_client):
    claim = make_claim()
    url = address(models.FigureClaim, "change", claim.pk)
    (sentence,) = said(submit(admin_client, url, note="read again"))
    assert f'The figure claim “<a href="{url}">{claim.description}</a>” was changed successfully.' in sentence
    assert undo_of_last_set() in sentence


def test_a_form_that_changes_nothing_offers_no_undo(admin_client):
    claim = make_claim()
    (sentence,) = said(submit(admin_client, address(models.FigureClaim, "change", claim.pk)))
    assert "Undo" not in sentence


def test_a_deleted_record_is_named_with_a_link_to_the_undo(admin_client):
    claim = make_claim()
    words = claim.description
    (sentence,) = said(admin_client.post(address(models.FigureClaim, "delete", claim.pk), {"post": "yes"}))
    assert f"The figure claim “{words}” was deleted successfully." in sentence
    assert undo_of_last_set() in sentence


def test_who_may_not_undo_is_not_offered_it(client, django_user_model):
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    names = ["view_place", "change_place", "publish_records", "view_change"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    (sentence,) = said(submit(client, address(models.Place, "change", make_place().pk), note="read again"))
    assert "Undo" not in sentence


def test_a_change_of_many_records_offers_the_undo(admin_client):
    places = [make_place(status="draft") for _ in range(2)]
    url = address(models.Place, "changelist")
    chosen = {"action": "publish_selected", "_selected_action": [place.pk for place in places]}
    versions = admin_client.post(url, chosen).context["versions"]
    answer = admin_client.post(url, {"action": "publish_selected", "_selected_action": "0", "versions": versions})
    (sentence,) = said(answer)
    assert "2 records are now published." in sentence
    assert undo_of_last_set() in sentence


def test_the_log_and_the_index_name_statements_in_words(admin_client, admin_user):
    claim = make_claim()
    submit(admin_client, address(models.FigureClaim, "change", claim.pk), note="read again")
    entry = LogEntry.objects.get()
    assert entry.object_repr == claim.description
    # As an earlier version of the site wrote it.
    LogEntry.objects.update(object_repr=claim.ref)
    page = admin_client.get("/admin/").content.decode()
    assert claim.description in page
    assert claim.ref not in page


@pytest.mark.parametrize("values", [{"low": ""}, {"source": ""}, {"low": "many"}, {"qualifier": ""}, {"campaign": ""}])
def test_a_wrong_form_of_a_saved_statement_is_shown_again(admin_client, values):
    claim = make_claim()
    assert submit(admin_client, address(models.FigureClaim, "change", claim.pk), **values).status_code == 200


def test_a_deletion_lists_what_links_to_it_in_words_and_in_the_same_number_of_queries(admin_client):
    campaign = make_campaign(name="甲")
    campaign.places.add(make_place())
    claims = [make_claim(campaign=campaign)]
    url = address(models.Campaign, "delete", campaign.pk)
    admin_client.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(url).content.decode()
        for claim in claims:
            assert claim.description in page
            assert claim.ref not in page
        return len(queries)

    one = count()
    claims += [make_claim(campaign=campaign) for _ in range(9)]
    assert count() == one
