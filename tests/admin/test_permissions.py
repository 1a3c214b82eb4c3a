"""An account sees and does what its permissions allow, and nothing without one."""

import pytest
from django.contrib.auth.models import Permission
from django.utils.text import capfirst

from battles import models
from tests.admin import MAKERS, address, opened, typical_models
from tests.factories import make_campaign, make_claim, make_name, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_with(client, django_user_model):
    """A browser whose user may do these things, such as view_ or add_, with every record."""

    def log_in(*actions):
        user = django_user_model.objects.create_user("editor", is_staff=True)
        for action in actions:
            user.user_permissions.add(*Permission.objects.filter(codename__startswith=action))
        client.force_login(user)
        return client

    return log_in


@typical_models
def test_without_an_account_every_page_asks_for_one(client, model):
    row = MAKERS[model]()
    for url in (
        address(model, "changelist"),
        address(model, "add"),
        *(address(model, page, row.pk) for page in ("change", "history", "delete")),
    ):
        assert client.get(url).url == f"/admin/login/?next={url}"


@typical_models
def test_a_reader_opens_every_page_and_changes_nothing(client_with, model):
    reader, row = client_with("view_"), MAKERS[model](note="as it was")
    page = reader.get(address(model, "changelist")).content.decode()
    assert f"<h1>{capfirst(model._meta.verbose_name_plural)}</h1>" in page
    assert "addlink" not in page.partition('id="content"')[2]
    page = reader.get(address(model, "change", row.pk)).content.decode()
    assert f"<h1>View {model._meta.verbose_name}</h1>" in page
    assert "as it was" in page
    assert 'name="_save"' not in page
    assert 'class="addlink"' not in page.partition('id="content"')[2]
    assert f"<h2>{row.description}</h2>" in reader.get(address(model, "history", row.pk)).content.decode()
    for url in (address(model, "change", row.pk), address(model, "delete", row.pk), address(model, "add")):
        assert reader.post(url, {"note": "changed", "post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.note == "as it was"
    assert model.objects.count() == 1


@typical_models
def test_an_account_without_permissions_sees_nothing(client_with, model):
    stranger, row = client_with(), MAKERS[model]()
    for url in (address(model, "changelist"), address(model, "change", row.pk), address(model, "add")):
        assert stranger.get(url).status_code == 403


def test_permission_to_add_does_not_allow_a_change(client_with):
    adder, claim = client_with("add_", "view_"), make_claim()
    url = address(models.OutcomeClaim, "add")
    sent = {"source": make_source().pk, "campaign": make_campaign().pk, "outcome": "victory"}
    assert adder.post(url, sent).status_code == 302
    assert models.OutcomeClaim.objects.get().campaign_id == sent["campaign"]
    change = address(models.FigureClaim, "change", claim.pk)
    assert adder.post(change, {"locator": "changed"}).status_code == 403
    assert adder.get(address(models.FigureClaim, "delete", claim.pk)).status_code == 403


def test_permission_to_change_entities_does_not_change_their_names(client_with):
    name = make_name(text="武漢會戰")
    editor = client_with("view_", "change_campaign", "publish_records")
    url = address(models.Campaign, "change", name.campaign_id)
    sent = opened(editor, url) | {"name": "武漢保衛戰", "names-0-text": "changed", "names-0-id": name.pk}
    assert editor.post(url, sent).status_code == 302
    name.refresh_from_db()
    assert (name.text, name.campaign.name) == ("武漢會戰", "武漢保衛戰")


def test_sources_are_not_searched_from_another_form_without_permission_to_view_them(client_with):
    editor = client_with("add_figureclaim", "change_figureclaim")
    make_source(title="secret")
    query = "app_label=battles&model_name=figureclaim&field_name=source&term=secret"
    assert editor.get(f"/admin/autocomplete/?{query}").status_code == 403


def test_a_form_links_only_to_lists_that_its_reader_may_see(client_with):
    claim = make_claim()
    page = client_with("view_campaign", "view_dateclaim").get(address(models.Campaign, "change", claim.campaign_id))
    assert [link["name"] for link in page.context["links_here"]] == ["campaigns", "date claims"]
    assert "figure claim" not in page.content.decode()
