"""Lists come back as their person left them."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from battles.models import Campaign, KeptList
from tests.admin import address, submit
from tests.factories import make_campaign, make_claim, make_place, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LIST = "/admin/battles/figureclaim/"
QUERY = "kind__exact=strength&o=-1"


def columns(client, url=LIST):
    return [getattr(each, "__name__", each) for each in client.get(url, follow=True).context["cl"].list_display]


def test_the_last_filter_and_order_come_back(admin_client):
    assert admin_client.get(f"{LIST}?{QUERY}").status_code == 200
    assert admin_client.get(LIST).url == f"{LIST}?{QUERY}"
    assert admin_client.get("/admin/battles/casualtyclaim/").status_code == 200


def test_the_page_number_does_not_come_back(admin_client):
    admin_client.get(f"{LIST}?{QUERY}&p=1")
    assert admin_client.get(LIST).url == f"{LIST}?{QUERY}"


def test_a_link_with_its_own_query_wins_and_is_kept(admin_client):
    admin_client.get(f"{LIST}?{QUERY}")
    claim = make_claim(kind="casualties")
    listed = admin_client.get(f"{LIST}?kind__exact=casualties").context["cl"].result_list
    assert [row.pk for row in listed] == [claim.pk]
    assert admin_client.get(LIST).url == f"{LIST}?kind__exact=casualties"


def test_show_all_forgets_it(admin_client):
    make_claim()
    page = admin_client.get(f"{LIST}?kind__exact=strength")
    link = page.context["cl"].show_all_link
    assert f'href="{link}"' in page.content.decode()
    assert admin_client.get(LIST + link).url == LIST
    assert admin_client.get(LIST).status_code == 200
    assert KeptList.objects.get().query == ""


def test_the_choice_that_takes_the_last_filter_away_forgets_it(admin_client):
    page = admin_client.get(f"{LIST}?kind__exact=strength")
    changes = page.context["cl"]
    kinds = next(spec for spec in changes.filter_specs if spec.title == "kind")
    everything = next(iter(kinds.choices(changes)))["query_string"]
    assert admin_client.get(LIST + everything, follow=True).context["cl"].params == {}
    assert admin_client.get(LIST).status_code == 200


def test_an_empty_search_forgets_the_search(admin_client):
    admin_client.get(f"{LIST}?q=Wuhan")
    admin_client.get(f"{LIST}?q=")
    assert admin_client.get(LIST).status_code == 200


@pytest.mark.parametrize("stale", ["gone__exact=1", "o=99.-98", "kind__exact=nonsense", "source__id__exact=987654"])
def test_a_stale_value_is_no_error(admin_client, admin_user, stale):
    make_claim()
    KeptList.objects.create(user=admin_user, name="battles.figureclaim", query=stale)
    assert admin_client.get(LIST, follow=True).status_code == 200
    assert admin_client.get(LIST, follow=True).status_code == 200


def test_a_query_that_became_invalid_is_forgotten(admin_client, admin_user):
    KeptList.objects.create(user=admin_user, name="battles.figureclaim", query="gone__exact=1")
    admin_client.get(LIST, follow=True)
    assert KeptList.objects.get().query == ""


def test_each_person_has_own_lists(admin_client, client):
    admin_client.get(f"{LIST}?{QUERY}")
    client.force_login(User.objects.create_superuser("other"))
    assert client.get(LIST).status_code == 200


def test_a_popup_neither_uses_nor_changes_it(admin_client):
    admin_client.get(f"{LIST}?{QUERY}")
    assert admin_client.get(f"{LIST}?_popup=1").status_code == 200
    assert KeptList.objects.get().query == QUERY


def test_a_query_that_is_too_long_is_not_kept(admin_client):
    admin_client.get(LIST, {"q": "漢" * 400})
    assert admin_client.get(LIST).status_code == 200


def test_the_list_is_shown_though_the_database_is_too_busy_to_keep_it(admin_client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(KeptList.objects, "update_or_create", refuse)
    assert admin_client.get(f"{LIST}?{QUERY}").status_code == 200


def test_hidden_columns_stay_hidden_and_the_first_stays_shown(admin_client):
    everything = columns(admin_client)
    admin_client.post(f"{LIST}columns/", {"column": ["event", "source_title"]})
    assert columns(admin_client) == ["action_checkbox", "figure", "event", "source_title"]
    admin_client.post(f"{LIST}columns/", {"all": "1"})
    assert columns(admin_client) == everything


def test_a_change_of_columns_forgets_the_order_and_keeps_the_filter(admin_client):
    admin_client.get(f"{LIST}?{QUERY}")
    admin_client.post(f"{LIST}columns/", {"column": ["event"]})
    assert admin_client.get(LIST).url == f"{LIST}?kind__exact=strength"


def test_names_of_columns_that_do_not_exist_are_ignored(admin_client, admin_user):
    KeptList.objects.create(user=admin_user, name="battles.figureclaim", hidden=["gone", "figure", "event"])
    shown = columns(admin_client)
    assert "figure" in shown
    assert "event" not in shown
    assert admin_client.post(f"{LIST}columns/", {"column": ["nonsense", "event"]}).status_code == 302


def test_columns_are_changed_by_who_may_see_the_list_only(admin_client, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.post(f"{LIST}columns/").status_code == 403
    assert admin_client.get(f"{LIST}columns/").status_code == 405


def test_the_columns_that_lead_to_a_record_cannot_be_hidden(admin_client):
    make_place()
    admin_client.post("/admin/battles/change/columns/", {})
    assert columns(admin_client, "/admin/battles/change/")[-2:] == ["made_at", "description"]


def test_a_list_that_comes_back_costs_the_same_for_1_row_and_for_20(admin_client):
    source = make_source()

    def count():
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(f"{LIST}?{QUERY}")
        return len(queries)

    make_claim(kind="strength", category="total", source=source)
    count()
    one = count()
    for number in range(19):
        make_claim(kind="strength", category="total", source=source, locator=f"p. {number}")
    assert count() == one


def test_a_person_has_one_kept_list_of_each_kind(admin_user):
    kept = {"user": admin_user, "name": "battles.place"}
    KeptList.objects.create(**kept)
    with pytest.raises(ValidationError, match="A person has one kept list of each kind"):
        KeptList(**kept).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptList.objects.create(**kept)


def test_kept_lists_go_with_their_person(admin_user):
    KeptList.objects.create(user=admin_user, name="battles.place")
    admin_user.delete()
    assert not KeptList.objects.exists()


def test_after_saving_the_list_is_as_it_was(admin_client):
    campaign = make_campaign()
    url = address(Campaign, "changelist")
    admin_client.get(f"{url}?q=Wuhan")
    saved = submit(admin_client, address(Campaign, "change", campaign.pk), note="read again")
    assert admin_client.get(saved.url, follow=True).redirect_chain == [(f"{url}?q=Wuhan", 302)]
