"""Every admin page of every kind of record opens, and its heading says what the page shows."""

import re

import pytest
from django.contrib import admin
from django.utils.text import capfirst

from battles import models
from battles.admin import campaigns
from tests.admin import MAKERS, MODELS, address, errors, every_model, label, submit, typical_models
from tests.factories import make_belligerent, make_campaign, make_claim, make_place, make_subordination, make_unit
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db


def heading(response):
    (only,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode())
    return only


def test_every_model_is_registered_and_has_a_factory():
    registered = {model for model in admin.site._registry if model._meta.app_label == "battles"}
    assert registered == {*MODELS, models.ImportRecord, models.Change, models.Proposal, models.FormerSlug}
    assert set(MAKERS) == set(MODELS)


def test_the_index_lists_every_model_under_the_sites_name(admin_client):
    page = admin_client.get("/admin/")
    assert heading(page) == "Records"
    for model in MODELS:
        assert f'href="{address(model, "changelist")}"' in page.content.decode()
    assert "What the sources say" in page.content.decode()
    assert '<a href="/">View site</a>' in page.content.decode()


@every_model
def test_every_page_of_a_record_opens(admin_client, model):
    """The list, its search and its order; the forms, the history and the page for deleting."""
    come_with_the_site = set(model.objects.values_list("pk", flat=True))
    found, other = MAKERS[model](note="Zhangjiakou"), MAKERS[model](note="Luoyang")
    if model is models.Name:
        found.campaign.__class__.objects.filter(pk=found.campaign_id).update(name="Zhangjiakou")
    page = admin_client.get(address(model, "changelist"))
    assert heading(page) == capfirst(model._meta.verbose_name_plural)
    assert f"{address(model, 'change', found.pk)}" in page.content.decode()
    assert 'id="searchbar"' in page.content.decode()

    columns = range(1, len(page.context["cl"].list_display))
    for order in (".".join(map(str, columns)), ".".join(f"-{column}" for column in columns)):
        page = admin_client.get(address(model, "changelist", o=order))
        rows = {row.pk for row in page.context["cl"].result_list}
        assert rows - come_with_the_site == {found.pk, other.pk}

    page = admin_client.get(address(model, "changelist", q="zhāngjiākǒu"))
    assert [row.pk for row in page.context["cl"].result_list] == [found.pk]
    assert f"{address(model, 'change', other.pk)}" not in page.content.decode()

    page = admin_client.get(address(model, "add"))
    assert heading(page) == f"Add {model._meta.verbose_name}"
    assert page.context["adminform"].form.instance.pk is None

    found.refresh_from_db()
    page = admin_client.get(address(model, "change", found.pk))
    assert heading(page) == f"Change {model._meta.verbose_name}"
    assert f"<h2>{found.description}</h2>" in page.content.decode()
    page = admin_client.get(address(model, "history", found.pk))
    assert heading(page) == "History"
    assert f"<h2>{found.description}</h2>" in page.content.decode()
    page = admin_client.get(address(model, "delete", found.pk))
    assert heading(page) == "Delete"
    assert found.description in page.content.decode()


@typical_models
def test_each_column_that_sorts_sorts_both_ways(admin_client, model):
    rows = {MAKERS[model]().pk, MAKERS[model]().pk}
    columns = len(admin_client.get(address(model, "changelist")).context["cl"].list_display) - 1
    for order in (f"{sign}{column}" for column in range(1, columns + 1) for sign in ("", "-")):
        page = admin_client.get(address(model, "changelist", o=order))
        assert {row.pk for row in page.context["cl"].result_list} == rows


def test_lists_sort_by_day_with_undated_records_last_in_both_directions(admin_client):
    for start in ("", "1938-10", "-0480-09", "1937-07-07"):
        make_campaign(start=start)
    listed = admin_client.get(address(models.Campaign, "changelist")).context["cl"].list_display
    # Before the columns stands the box that selects a row.
    column = listed.index(campaigns.start)
    up = admin_client.get(address(models.Campaign, "changelist", o=column)).context["cl"].result_list
    down = admin_client.get(address(models.Campaign, "changelist", o=-column)).context["cl"].result_list
    assert [row.start for row in up] == ["-0480-09", "1937-07-07", "1938-10", ""]
    assert [row.start for row in down] == ["1938-10", "1937-07-07", "-0480-09", ""]


def test_the_form_of_a_campaign_counts_and_links_to_its_claims(admin_client):
    campaign = make_campaign()
    claims = {make_claim(campaign=campaign).pk for _ in range(3)}
    make_claim()
    page = admin_client.get(address(models.Campaign, "change", campaign.pk))
    link = address(models.FigureClaim, "changelist", campaign__id__exact=campaign.pk)
    assert f'<a href="{link}">3 figure claims</a>' in without_indentation(page.content.decode())
    assert {row.pk for row in admin_client.get(link).context["cl"].result_list} == claims
    form = admin_client.get(address(models.FigureClaim, "add", campaign=campaign.pk)).context["adminform"].form
    assert form["campaign"].value() == str(campaign.pk)
    assert f'href="{address(models.FigureClaim, "add", campaign=campaign.pk)}"' in page.content.decode()


def test_the_form_of_a_unit_leads_to_the_units_under_it_and_shows_those_above(admin_client):
    unit = make_unit()
    above, below = make_subordination(unit=unit), make_subordination(superior=unit)
    page = admin_client.get(address(models.Unit, "change", unit.pk))
    link = address(models.Subordination, "changelist", superior__id__exact=unit.pk)
    assert f'<a href="{link}">1 subordination (superior)</a>' in without_indentation(page.content.decode())
    assert [row.pk for row in admin_client.get(link).context["cl"].result_list] == [below.pk]
    assert above.description in page.content.decode()
    assert above.ref not in page.content.decode()


def test_a_form_opened_from_a_filtered_list_starts_with_the_values_of_the_filter(admin_client):
    campaign = make_campaign()
    make_claim(campaign=campaign)
    listed = admin_client.get(
        address(models.FigureClaim, "changelist", campaign__id__exact=campaign.pk, kind__exact="strength")
    )
    (add,) = re.findall(r'href="([^"]*)" class="addlink">\s*Add figure claim', listed.content.decode())
    form = admin_client.get(add.replace("&amp;", "&")).context["adminform"].form
    assert (form["campaign"].value(), form["kind"].value()) == (str(campaign.pk), "strength")


def test_a_filter_offers_only_the_records_that_most_rows_link_to(admin_client):
    rare = make_belligerent(slug="rare", name="Rare")
    for number in range(25):
        often = make_belligerent(slug=f"often-{number}", name=f"Often {number}.")
        make_unit(belligerent=often)
        make_unit(belligerent=often)
    make_unit(belligerent=rare)
    offered = admin_client.get(address(models.Unit, "changelist")).context["cl"].filter_specs[1].lookup_choices
    assert len(offered) == 25
    assert rare.pk not in dict(offered)


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "get_absolute_url")], ids=label)
def test_view_on_site_leads_to_the_public_page(admin_client, model):
    row = MAKERS[model]()
    page = admin_client.get(address(model, "change", row.pk))
    (link,) = re.findall(r'href="([^"]*)" class="viewsitelink"', page.content.decode())
    assert link == row.get_absolute_url()
    model.objects.filter(pk=row.pk).update(status="draft")
    assert "viewsitelink" not in admin_client.get(address(model, "change", row.pk)).content.decode()


def test_the_history_shows_each_change_and_its_editor(admin_client):
    place = make_place(name="武漢")
    submit(admin_client, address(models.Place, "change", place.pk), name="漢口")
    page = admin_client.get(address(models.Place, "history", place.pk)).content.decode()
    latest, first = re.findall(r'<th scope="row">.*?</tr>', page, re.DOTALL)
    assert "<del>武漢</del>" in latest
    assert "<ins>漢口</ins>" in latest
    assert "<td>admin</td>" in latest
    assert "<td>by command</td>" in first


def test_the_history_names_a_linked_record_that_was_deleted(admin_client):
    inner, outer = make_place(name="漢口"), make_place(name="武漢", slug="wuhan")
    inner.part_of = outer
    inner.save()
    inner.part_of = None
    inner.save()
    outer.delete()
    page = admin_client.get(address(models.Place, "history", inner.pk)).content.decode()
    assert "<del>武漢 · Wuhan (deleted)</del>" in page
    assert "<em>emptied</em>" in page


@typical_models
def test_edits_and_deletions_are_recorded_with_their_editor(admin_client, model):
    row = MAKERS[model](note="as it was")
    assert "as it was" in admin_client.get(address(model, "history", row.pk)).content.decode()
    sent = submit(admin_client, address(model, "change", row.pk), note="read again")
    assert sent.status_code == 302, errors(sent)
    change = models.Change.objects.of(row).first()
    assert (change.before["note"], change.after["note"]) == ("as it was", "read again")
    assert change.change_set.made_by.username == "admin"
    admin_client.post(address(model, "delete", row.pk), {"post": "yes"})
    change = models.Change.objects.of(row).first()
    assert (change.before["note"], change.after) == ("read again", None)


every_statement = pytest.mark.parametrize(
    "model", [model for model in MODELS if hasattr(model, "ref_columns")], ids=label
)


@every_statement
def test_every_form_of_a_statement_begins_with_the_citation_and_ends_with_a_folded_part(admin_client, model):
    form = admin_client.get(address(model, "add")).context["adminform"]
    assert [box.name for box in form.form.visible_fields()][:3] == ["source", "locator", "wording"]
    assert [list(part)[-1].fields[-1] for part in form if part.is_collapsible] == ["ref"]
    filled = admin_client.get(address(model, "add"), {"quoted_locator": "p. 328"}).context["adminform"]
    assert not any(part.is_collapsible for part in filled)


@every_statement
def test_a_part_of_a_form_is_folded_only_while_it_is_empty(admin_client, model):
    statement = MAKERS[model]()
    for note in ("", "doubtful"):
        model.objects.filter(pk=statement.pk).update(note=note)
        form = admin_client.get(address(model, "change", statement.pk)).context["adminform"]
        assert any(part.is_collapsible for part in form) == (not note)
