"""Numbers beside the values of a list count published claims, after every way of changing their status."""

from itertools import product

import pytest
from django.db import connection, transaction

from battles.history.undo import undo
from battles.importing.importer import Importer
from battles.models import Change, FigureClaim
from battles.models.bulk_sql import update_rows
from battles.resources import RESOURCES
from battles.values.choices import Status
from tests import factories
from tests.counts import counted, kept
from tests.views.test_facets import numbers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def values_of(status, campaign):
    return {"status": status, "campaign": campaign, "status_reason": "twice" if status == Status.WITHDRAWN else ""}


def save(claims, values):
    for claim in claims:
        for name, value in values.items():
            setattr(claim, name, value)
        claim.save()


def update(claims, values):
    FigureClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(**values)


def bulk_update(claims, values):
    for claim in claims:
        for name, value in values.items():
            setattr(claim, name, value)
    FigureClaim.objects.bulk_update(claims, list(values))


def as_imports_do(claims, values):
    for claim in claims:
        for name, value in values.items():
            setattr(claim, name, value)
    update_rows(FigureClaim, claims)


@pytest.fixture
def campaigns():
    return [factories.make_campaign(slug=slug) for slug in ("changde", "wuhan")]


def check(client, campaigns):
    page = client.get("/claims/").content.decode()
    published = FigureClaim.objects.filter(status=Status.PUBLISHED)
    expected = {campaign.slug: published.filter(campaign=campaign).count() for campaign in campaigns}
    assert numbers(page, "campaign") == {slug: number for slug, number in expected.items() if number}
    assert numbers(page, "kind") == ({"casualties": published.count()} if published.exists() else {})
    if connection.vendor == "postgresql":
        assert kept() == counted()
        assert sum(number for key, number in kept().items() if key[0] == "kind" and not key[2]) == published.count()


@pytest.mark.parametrize("write", [save, update, bulk_update, as_imports_do])
def test_numbers_are_right_after_each_change_of_status_and_campaign(client, campaigns, write):
    for before, after, moved in product(Status, Status, (False, True)):
        claims = [factories.make_claim(**values_of(before, campaigns[0])) for _number in range(2)]
        write(claims, values_of(after, campaigns[moved]))
        check(client, campaigns)
        FigureClaim.objects.all().delete()
    check(client, campaigns)


def test_numbers_are_right_after_several_changes_in_one_transaction(client, campaigns):
    claim = factories.make_claim(**values_of(Status.DRAFT, campaigns[0]))
    with transaction.atomic():
        save([claim], values_of(Status.PUBLISHED, campaigns[0]))
        update([claim], values_of(Status.DRAFT, campaigns[1]))
        save([claim], values_of(Status.PUBLISHED, campaigns[1]))
        inner = transaction.savepoint()
        update([claim], values_of(Status.WITHDRAWN, campaigns[0]))
        transaction.savepoint_rollback(inner)
    check(client, campaigns)
    assert FigureClaim.objects.get().status == Status.PUBLISHED


def test_numbers_are_right_after_an_import_and_its_undo(client, campaigns):
    source = factories.make_source(slug="dawson")
    drafts = [factories.make_claim(source=source, **values_of(Status.DRAFT, campaigns[0])) for _number in range(2)]
    shown = factories.make_claim(source=source, **values_of(Status.PUBLISHED, campaigns[0]))
    same = {
        "source": "dawson", "kind": "casualties", "category": "killed", "counted": "persons", "low": "7", "high": "7",
        "qualifier": "exact",
    }  # fmt: skip
    rows = [
        *({"ref": claim.ref, "campaign": "wuhan", "status": "published"} for claim in drafts),
        {"ref": shown.ref, "campaign": "changde", "status": "draft"},
        *({"ref": f"new-{status}", "campaign": "wuhan", "status": status} for status in ("draft", "published")),
    ]
    file = [(line, list((row | same).values())) for line, row in enumerate(rows, 2)]
    headings = list(rows[0] | same)
    result = Importer(RESOURCES["claims"](with_status=True), headings).run(file)
    assert (result.new, result.changed, result.error_count) == (2, 3, 0)
    check(client, campaigns)
    assert numbers(client.get("/claims/").content.decode(), "campaign") == {"wuhan": 3}
    undo(Change.objects.get(identity="new-draft").change_set)
    check(client, campaigns)
    assert numbers(client.get("/claims/").content.decode(), "campaign") == {"changde": 1}
