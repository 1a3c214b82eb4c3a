"""The pages that merge two records: chosen in a list or from a record, compared side by side, and confirmed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from battles import models
from battles.history.undo import undo
from battles.models.records import RecordWithPage
from tests.admin import MAKERS, address
from tests.factories import (
    make_campaign,
    make_claim,
    make_commander,
    make_former_slug,
    make_name,
    make_place,
    make_source,
    make_user,
)
from tests.history.test_undo import everything
from tests.review import make_contributor, make_editor
from tests.review.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_commander(slug="one", name="岡村寧次", rank="中將"), make_commander(slug="other", name="冈村宁次")


def page_of(client, one, other, **values):
    return client.get(address(type(one), "merge", one.pk, **{"with": other.slug} | values))


def confirm(client, page, stays, **values):
    """Send the page as it stands, but for these values."""
    sent = {"versions": page.context["versions"], "with": page.context["with_slug"], "stays": stays.pk}
    sent |= {choice.name: choice.chosen for choice in page.context["choices"]} | values
    return client.post(page.wsgi_request.path, sent)


def slugs(model):
    return set(model.objects.values_list("slug", flat=True))


def test_two_records_chosen_in_the_list_are_shown_side_by_side(admin_client, pair):
    url = address(models.Commander, "changelist")
    sent = {"action": "merge_selected", "_selected_action": [record.pk for record in pair]}
    page = admin_client.post(url, sent, follow=True)
    assert page.redirect_chain[0][0] == address(models.Commander, "merge", pair[0].pk, **{"with": "other"})
    assert [record.slug for record in page.context["pair"]] == ["one", "other"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_action_needs_exactly_two(admin_client, number):
    rows = [make_place() for _number in range(number)]
    sent = {"action": "merge_selected", "_selected_action": [row.pk for row in rows]}
    page = admin_client.post(address(models.Place, "changelist"), sent, follow=True)
    assert "Choose exactly two records to merge them." in page.content.decode()


def test_a_record_leads_to_the_page_that_offers_its_twins(admin_client, pair):
    one, _other = pair
    another = make_commander(name="薛岳", name_en="Xue Yue", slug="xue-yue")
    url = address(models.Commander, "merge", one.pk)
    assert f'href="{url}"' in admin_client.get(address(models.Commander, "change", one.pk)).content.decode()
    page = admin_client.get(url)
    assert escape(address(models.Commander, "merge", one.pk, **{"with": "other"})) in page.content.decode()
    assert another.slug not in page.content.decode()


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("nowhere", "There is no commander “nowhere”."), ("one", "This is the same record. Choose another.")],
)
def test_a_wrong_slug_is_refused_with_a_sentence(admin_client, pair, slug, sentence):
    page = admin_client.get(address(models.Commander, "merge", pair[0].pk, **{"with": slug}))
    assert sentence in page.content.decode()


def test_a_former_slug_finds_the_other_record(admin_client):
    one, other = make_place(slug="one"), make_place(slug="other")
    make_former_slug(slug="old", place=other)
    page = admin_client.get(address(models.Place, "merge", one.pk, **{"with": "old"}))
    assert page.context["pair"] == [one, other]


def test_the_page_shows_the_fields_that_differ_and_what_links_to_each(admin_client, pair):
    one, other = pair
    make_name(commander=other), make_name(commander=other)
    page = page_of(admin_client, *pair)
    choices = {choice.label: choice for choice in page.context["choices"]}
    assert set(choices) == {"Name", "Rank"}
    assert [text for _key, text in choices["Rank"].values] == ["中將", ""]
    assert choices["Rank"].chosen == str(one.pk)
    assert page.context["moved"] == [("names", "", [0, 2])]


def test_an_empty_value_is_not_offered_first(admin_client):
    one, other = make_commander(), make_commander(rank="中將")
    (choice,) = page_of(admin_client, one, other).context["choices"]
    assert choice.chosen == str(other.pk)


@pytest.mark.both_engines
@pytest.mark.parametrize("kept", [0, 1])
def test_the_confirmed_page_merges_in_one_set_of_changes(admin_client, admin_user, pair, kept):
    stays, goes = pair[kept], pair[1 - kept]
    make_name(commander=goes)
    before = everything()
    page = page_of(admin_client, *pair)
    answer = confirm(admin_client, page, stays, value_rank=pair[0].pk, value_name=goes.pk)
    assert answer.status_code == 302
    assert answer["Location"] == address(models.Commander, "change", stays.pk)
    name = goes.name
    stays.refresh_from_db()
    assert (stays.name, stays.rank, stays.names.count()) == (name, "中將", 1)
    assert slugs(models.Commander) == {stays.slug}
    assert [row.slug for row in stays.former_slugs.all()] == [goes.slug]
    change_set = models.ChangeSet.objects.first()
    assert change_set.made_by == admin_user
    assert f"({goes.slug}) was merged into" in change_set.message
    undo(change_set)
    assert everything() == before


def test_the_reason_of_the_editor_is_kept(admin_client, pair):
    confirm(admin_client, page_of(admin_client, *pair), pair[0], _message="entered twice")
    assert models.ChangeSet.objects.first().message == "entered twice"


def test_a_page_is_refused_if_one_of_the_two_was_saved_since(admin_client, pair):
    page = page_of(admin_client, *pair)
    pair[1].rank = "大將"
    pair[1].save()
    answer = confirm(admin_client, page, pair[0])
    assert "Somebody changed this after you opened the page" in answer.content.decode()
    assert slugs(models.Commander) == {"one", "other"}
    # The page now shows the later version.
    assert confirm(admin_client, answer, pair[0]).status_code == 302


def test_the_second_of_two_who_merge_the_same_is_told(admin_client, pair):
    page = page_of(admin_client, *pair)
    confirm(admin_client, page, pair[0])
    answer = confirm(admin_client, page, pair[0])
    assert "This is the same record. Choose another." in answer.content.decode()
    other = admin_client.get(address(models.Commander, "merge", pair[1].pk, **{"with": "one"}), follow=True)
    assert "Perhaps it was deleted?" in other.content.decode()


@pytest.mark.parametrize("versions", ["", "nonsense", "1:1"])
def test_a_page_without_versions_merges_nothing(admin_client, pair, versions):
    answer = confirm(admin_client, page_of(admin_client, *pair), pair[0], versions=versions)
    assert answer.status_code == 200
    assert slugs(models.Commander) == {"one", "other"}


@pytest.mark.parametrize("stays", ["", "x", "0", "99999999999999999999"])
def test_the_record_that_stays_has_to_be_one_of_the_two(admin_client, pair, stays):
    page = page_of(admin_client, *pair)
    sent = {"versions": page.context["versions"], "with": "other", "stays": stays}
    answer = admin_client.post(page.wsgi_request.path, sent)
    assert "Choose the record that stays." in answer.content.decode()
    assert slugs(models.Commander) == {"one", "other"}


def test_what_prevents_it_is_named_and_nothing_is_lost(admin_client):
    one, other = make_source(slug="one"), make_source(slug="other")
    claim = make_claim(source=one, quoted_source=other)
    page = page_of(admin_client, one, other)
    assert address(models.FigureClaim, "change", claim.pk) in page.content.decode()
    answer = confirm(admin_client, page, one)
    assert "would be about themselves" in answer.content.decode()
    assert slugs(models.Source) == {"one", "other"}
    claim.refresh_from_db()
    assert claim.quoted_source == other


def test_statements_that_will_say_the_same_are_named(admin_client):
    one, other, source = make_campaign(), make_campaign(), make_source()
    same = [make_claim(campaign=record, source=source, locator="p. 1") for record in (one, other)]
    page = page_of(admin_client, one, other).content.decode()
    assert all(claim.ref in page for claim in same)
    assert "Both statements stay." in page


def test_a_page_says_that_the_record_will_be_published(admin_client):
    one, other = make_place(status="draft"), make_place()
    sentence = "One of the two is published, so the record that stays will be published."
    assert sentence in page_of(admin_client, one, other).content.decode()
    assert sentence not in page_of(admin_client, make_place(), other).content.decode()


@pytest.mark.parametrize("permission", ["change_place", "delete_place", "publish_records"])
def test_who_lacks_one_permission_cannot_merge(client, permission):
    one, other = make_place(slug="one"), make_place(slug="other")
    needed = {"view_place", "change_place", "delete_place", "publish_records"}
    client.force_login(make_user(*needed))
    page = page_of(client, one, other)
    client.force_login(make_user(*(needed - {permission})))
    assert page_of(client, one, other).status_code == 403
    assert confirm(client, page, one).status_code == 403
    assert "Merge with" not in client.get(address(models.Place, "change", one.pk)).content.decode()
    client.post(
        address(models.Place, "changelist"), {"action": "merge_selected", "_selected_action": [one.pk, other.pk]}
    )
    assert slugs(models.Place) == {"one", "other"}


def test_a_contributor_cannot_merge_own_drafts_and_an_editor_can():
    one, other = make_place(slug="one"), make_place(slug="other")
    contributor, editor = logged_in(make_contributor()), logged_in(make_editor())
    assert page_of(contributor, one, other).status_code == 403
    assert confirm(editor, page_of(editor, one, other), one).status_code == 302


@pytest.mark.parametrize(
    "model", [model for model in MAKERS if issubclass(model, RecordWithPage)], ids=lambda model: model.__name__
)
def test_every_kind_of_entity_and_source_can_be_merged(admin_client, model):
    one, other = MAKERS[model](), MAKERS[model](note="of the other")
    page = page_of(admin_client, one, other)
    assert page.status_code == 200
    assert confirm(admin_client, page, other).status_code == 302
    assert list(model.objects.filter(pk__in=[one.pk, other.pk])) == [other]


def test_the_queries_of_the_page_do_not_grow_with_the_statements(admin_client):
    def queries(statements):
        one, other, source = make_campaign(), make_campaign(), make_source()
        for number in range(statements):
            for record in (one, other):
                make_claim(campaign=record, source=source, locator=f"p. {number}")
        page_of(admin_client, one, other)
        with CaptureQueriesContext(connection) as captured:
            page_of(admin_client, one, other)
        return len(captured)

    assert queries(1) == queries(20)
