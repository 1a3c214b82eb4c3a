"""Inlines: statements on the form of their subject, and simultaneous saves."""

import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models.signals import pre_delete, pre_save
from django.utils.html import escape

from battles import models
from tests.admin import address, already_recorded, errors, opened, submit
from tests.factories import make_campaign, make_claim, make_commander, make_name, make_source, make_unit
from tests.review import busy_once

pytestmark = pytest.mark.django_db


def name_rows(*rows, start=0):
    """New rows of the inline of names, from the given number on."""
    sent = {"names-TOTAL_FORMS": start + len(rows)}
    for number, row in enumerate(rows, start=start):
        values = {"text": "武漢會戰", "language": "zh-Hant", "locator": "¶1"} | row
        sent |= {f"names-{number}-{name}": getattr(value, "pk", value) for name, value in values.items()}
    return sent


def test_form_of_a_new_entity_has_no_inlines(admin_client):
    page = admin_client.get(address(models.Campaign, "add"))
    assert page.context["inline_admin_formsets"] == []
    answer = submit(admin_client, address(models.Campaign, "add"), slug="wuhan", name="武漢會戰", _continue="1")
    page = admin_client.get(answer.url)
    assert [inline.formset.prefix for inline in page.context["inline_admin_formsets"]] == ["names", "identifiers"]


def test_names_are_added_on_the_form_of_their_entity(admin_client):
    campaign, source = make_campaign(), make_source()
    url = address(models.Campaign, "change", campaign.pk)
    submit(admin_client, url, **name_rows({"source": source}, {"source": source, "text": "Wuhan", "language": "en"}))
    assert sorted(campaign.names.values_list("text", flat=True)) == ["Wuhan", "武漢會戰"]
    assert all(ref for ref in campaign.names.values_list("ref", flat=True))


@pytest.mark.both_engines
def test_new_row_that_repeats_another_new_row_is_refused(admin_client):
    campaign, source = make_campaign(), make_source()
    page = submit(
        admin_client,
        address(models.Campaign, "change", campaign.pk),
        **name_rows({"source": source}, {"source": source}, {"source": source, "locator": "¶2"}),
    )
    rows = page.context["inline_admin_formsets"][0].formset.forms
    sentence = "This row repeats another: the same source says the same at the same place."
    assert [row.non_field_errors() for row in rows] == [[], [sentence], []]
    assert sentence in page.content.decode()
    assert not models.Name.objects.exists()


@pytest.mark.both_engines
def test_new_row_that_repeats_a_saved_row_is_refused(admin_client):
    campaign, source = make_campaign(), make_source()
    url = address(models.Campaign, "change", campaign.pk)
    submit(admin_client, url, **name_rows({"source": source}))
    page = submit(admin_client, url, **name_rows({"source": source}, start=1))
    assert errors(page) == {"__all__": [already_recorded(models.Name.objects.get())]}


def test_invalid_row_has_an_error_beside_its_field(admin_client):
    page = submit(
        admin_client,
        address(models.Campaign, "change", make_campaign().pk),
        **name_rows({"source": "", "language": "中文", "text": "\0"}),
    )
    assert errors(page) == {
        "names-0-text": ["Null characters are not allowed."],
        "names-0-language": ["Write a language tag such as zh-Hant, zh-Hans, ja, en or ru."],
        "names-0-source": ["This field is required."],
    }


def test_error_of_a_hidden_column_is_shown_above_its_row(admin_client):
    name = make_name(quoted_source=make_source())
    page = submit(
        admin_client,
        address(models.Campaign, "change", name.campaign_id),
        **{"names-0-source": name.quoted_source_id},
    )
    assert errors(page) == {"__all__": ["A source does not quote itself: leave this empty."]}
    assert "A source does not quote itself" in page.content.decode()


def test_row_of_another_entity_is_not_changed(admin_client):
    foreign = make_name(text="武漢會戰")
    own = make_name()
    page = submit(
        admin_client,
        address(models.Campaign, "change", own.campaign_id),
        **{"names-0-id": foreign.pk, "names-0-text": "another"},
    )
    assert "One of the rows does not belong to this form." in page.content.decode()
    foreign.refresh_from_db()
    assert foreign.text == "武漢會戰"


@pytest.mark.parametrize(
    ("box", "number"),
    [(box, number) for box in ("TOTAL_FORMS", "INITIAL_FORMS") for number in ("x", "-1", "0", "50", "")],
)
def test_forged_row_counts_change_nothing(admin_client, box, number):
    name = make_name(text="武漢會戰")
    url = address(models.Campaign, "change", name.campaign_id)
    submit(admin_client, url, **{f"names-{box}": number, "names-0-locator": "¶99"})
    for kept in models.Name.objects.all():
        kept.full_clean()
        assert (kept.text, kept.campaign_id) == ("武漢會戰", name.campaign_id)
    assert models.Name.objects.filter(pk=name.pk).exists()


@pytest.mark.both_engines
def test_row_that_was_deleted_since_is_reported(admin_client):
    campaign = make_campaign()
    gone, kept = make_name(campaign=campaign, text="漢口"), make_name(campaign=campaign, text="武昌")
    url = address(models.Campaign, "change", campaign.pk)
    sent = opened(admin_client, url)
    (mine,) = [box for box, value in sent.items() if value == "武昌" and box.endswith("text")]
    gone.delete()
    page = admin_client.post(url, sent | {mine: "武昌城", "note": "mine"}).content.decode()
    assert "Somebody deleted one of these rows after you opened the form. Open the form again." in page
    assert 'value="武昌城"' in page
    assert "mine</textarea>" in page
    kept.refresh_from_db()
    assert kept.text == "武昌"


def test_row_count_alone_adds_no_rows(admin_client):
    url = address(models.Campaign, "change", make_name().campaign_id)
    page = submit(admin_client, url, **{"names-TOTAL_FORMS": 1_000_000})
    formset = page.context["inline_admin_formsets"][0].formset
    assert len(formset.forms) == 101
    assert formset.non_form_errors() == ["Please submit at most 101 forms."]


def test_editor_chooses_the_status_of_a_new_row(admin_client):
    campaign, source = make_campaign(), make_source()
    url = address(models.Campaign, "change", campaign.pk)
    rows = name_rows({"source": source, "status": "published"}, {"source": source, "locator": "¶2"})
    submit(admin_client, url, **rows)
    assert list(campaign.names.order_by("locator").values_list("status", flat=True)) == ["published", "draft"]
    page = admin_client.get(url).content.decode()
    assert [f'name="names-{number}-status"' in page for number in range(3)] == [True, True, False]


def test_row_is_deleted_by_its_checkbox(admin_client):
    name = make_name()
    submit(admin_client, address(models.Campaign, "change", name.campaign_id), **{"names-0-DELETE": "on"})
    assert not models.Name.objects.exists()


def test_appointments_are_added_from_commander_and_unit(admin_client):
    commander, unit, source = make_commander(), make_unit(), make_source()
    rows = (
        (commander, {"unit": unit.pk, "locator": "¶3"}, 0),
        (unit, {"commander": commander.pk, "locator": "¶4"}, 1),
    )
    for record, own, number in rows:
        row = {"office": "司令官", "role": "commander", "source": source.pk} | own
        sent = {f"appointments-{number}-{name}": value for name, value in row.items()}
        submit(
            admin_client,
            address(type(record), "change", record.pk),
            **sent | {"appointments-TOTAL_FORMS": number + 1},
        )
    assert set(models.Appointment.objects.values_list("commander", "unit", "locator")) == {
        (commander.pk, unit.pk, "¶3"),
        (commander.pk, unit.pk, "¶4"),
    }


@pytest.fixture
def at_the_same_moment():
    """Runs a function between the validation of a form and its saving."""
    connected = []

    def connect(signal, sender, happening):
        def receiver(instance, **kwargs):
            signal.disconnect(receiver, sender=sender)
            happening(instance)

        signal.connect(receiver, sender=sender, weak=False)
        connected.append((signal, receiver, sender))

    yield connect
    for signal, receiver, sender in connected:
        signal.disconnect(receiver, sender=sender)


@pytest.mark.both_engines
def test_second_of_two_equal_simultaneous_statements_is_refused(admin_client, at_the_same_moment):
    values = {
        "source": make_source(), "campaign": make_campaign(), "kind": "casualties", "category": "killed",
        "counted": "persons", "qualifier": "exact", "low": 1, "high": 1,
    }  # fmt: skip

    def save_the_same(claim):
        make_claim(ref=claim.make_ref())

    at_the_same_moment(pre_save, models.FigureClaim, save_the_same)
    page = submit(admin_client, address(models.FigureClaim, "add"), **values)
    (sentence,) = errors(page)["__all__"]
    assert sentence.startswith("Somebody else saved the same at the same moment")
    assert sentence in page.content.decode()
    assert not models.FigureClaim.objects.exists()
    assert submit(admin_client, address(models.FigureClaim, "add"), **values).status_code == 302


@pytest.mark.both_engines
def test_refusal_of_the_database_has_the_message_of_its_constraint(admin_client, at_the_same_moment):
    claim = make_claim()

    def spoil(instance):
        instance.low = 50

    at_the_same_moment(pre_save, models.FigureClaim, spoil)
    page = submit(admin_client, address(models.FigureClaim, "change", claim.pk), note="changed")
    assert errors(page) == {"__all__": ["Exact and about have the same number in both bounds."]}
    claim.refresh_from_db()
    assert claim.note == ""


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("signal", "sender"), [(pre_save, LogEntry), (pre_delete, models.Source)])
def test_source_cited_between_the_check_and_its_deletion_is_not_deleted(
    admin_client, at_the_same_moment, signal, sender
):
    """The link is found while Django collects the rows to delete, or by the database at the end."""
    source = make_source()
    at_the_same_moment(signal, sender, lambda instance: make_claim(source=source))
    page = admin_client.post(address(models.Source, "delete", source.pk), {"post": "yes"}, follow=True)
    assert "Another record links to it since you opened the page." in page.content.decode()
    assert models.Source.objects.filter(pk=source.pk).exists()


@pytest.mark.both_engines
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one editor write at a time")
@pytest.mark.django_db(transaction=True)
def test_source_cited_during_its_deletion_is_not_deleted(admin_client, at_the_same_moment):
    source, claim = make_source(), make_claim()

    def cite(instance):
        def in_another_session():
            models.FigureClaim.objects.filter(pk=claim.pk).update(source_id=source.pk)
            connection.close()

        editor = threading.Thread(target=in_another_session)
        editor.start()
        editor.join()

    at_the_same_moment(pre_delete, models.Source, cite)
    page = admin_client.post(address(models.Source, "delete", source.pk), {"post": "yes"}, follow=True)
    assert "Another record links to it since you opened the page." in page.content.decode()
    assert "<h1>Cannot delete source</h1>" in page.content.decode()
    assert escape(models.FigureClaim.objects.with_links().get().description) in page.content.decode()
    assert models.FigureClaim.objects.get().source == source


def test_busy_database_shows_the_form_and_its_rows_again(admin_client):
    campaign = make_campaign()
    source = make_source()
    with busy_once('UPDATE "battles_campaign"'):
        page = submit(
            admin_client,
            address(models.Campaign, "change", campaign.pk),
            name="另一會戰",
            **name_rows({"source": source}),
        )
    assert "The database is busy, perhaps with a long import." in page.content.decode()
    assert 'value="另一會戰"' in page.content.decode()
    assert not models.Name.objects.exists()
