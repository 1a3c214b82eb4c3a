"""The records of the documents: well-formed fixtures, valid rows, and rows that must be there."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.serializers import serialize
from django.db.models import F
from django.test import TestCase

from battles.models import Appointment, Campaign, Commander, Engagement, FigureClaim, Subordination, Unit
from battles.models.records import Entity, Record
from battles.models.statements import Statement
from battles.models.terms import Term
from battles.values.figures import plain

FILES = sorted(Path(settings.FIXTURE_DIRS[0]).glob("*/*.json"))
ROWS = [row for path in FILES for row in json.loads(path.read_text(encoding="utf-8"))]
MODELS = [
    model
    for model in apps.get_app_config("battles").get_models()
    # Terms come with the tables.
    if issubclass(model, Record) and not issubclass(model, Term) and not model._meta.proxy
]


def as_written(rows):
    """Rows as the fixtures have them: columns that are empty or at their default are left out."""
    return [
        {
            "model": row["model"],
            "fields": {name: value for name, value in row["fields"].items() if value not in ("", None, [])},
        }
        for row in rows
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_fixture_reads_well_in_a_diff(path):
    text = path.read_text(encoding="utf-8")
    rows = json.loads(text)
    assert rows
    assert "\\u" not in text
    for row in rows:
        assert row.keys() == {"model", "fields"}
        assert all(value not in ("", None, []) for value in row["fields"].values())
    assert len(text.splitlines()) > len(rows) * 5


def test_there_are_records_of_every_kind():
    counts = Counter(row["model"] for row in ROWS)
    assert set(counts) == {model._meta.label_lower for model in MODELS}


class RecordsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", *FILES, verbosity=0)

    def test_every_row_is_valid(self):
        for model in MODELS:
            for row in model.objects.with_links():
                # The rest is of the database, which has taken the row.
                row.full_clean(validate_unique=False, validate_constraints=False)

    def test_every_statement_has_its_place_and_wording(self):
        for model in MODELS:
            if issubclass(model, Statement):
                incomplete = model.objects.filter(locator="") | model.objects.filter(wording="")
                assert not incomplete.exists(), list(incomplete)

    def test_every_entity_is_mentioned_by_a_statement_or_another_entity(self):
        for model in MODELS:
            if not issubclass(model, Entity):
                continue
            for row in model.objects.all():
                links = (
                    relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
                    for relation in model._meta.related_objects
                )
                assert any(links), row.slug

    def test_writing_the_rows_out_gives_the_fixtures_again(self):
        written = []
        for model in MODELS:
            text = serialize("json", model.objects.all(), use_natural_foreign_keys=True, use_natural_primary_keys=True)
            written += as_written(json.loads(text))
        assert len(written) == len(ROWS)
        given = {identifier(row): row["fields"] for row in ROWS}
        for row in written:
            for name, value in given[identifier(row)].items():
                assert same(row["fields"][name], value), (identifier(row), name)

    def test_254628_is_killed_in_one_document_and_killed_and_wounded_in_the_other(self):
        claims = FigureClaim.objects.filter(low=254628, campaign__slug="battle-of-wuhan")
        assert set(claims.values_list("category", "source__kind", "quoted_source__slug")) == {
            ("killed", "novel", None),
            ("killed_and_wounded", "encyclopedia_article", "ailan-2012"),
        }
        assert all(
            "军事委员会" in text or "軍事委員會" in text for text in claims.values_list("attributed_to", flat=True)
        )

    def test_units_with_the_same_number_are_different_units(self):
        for slugs in (("roc-2nd-corps", "ija-2nd-army"), ("roc-32nd-corps", "roc-32nd-army-group")):
            units = Unit.objects.filter(slug__in=slugs)
            assert units.count() == 2
            assert len(set(units.values_list("belligerent", "echelon"))) == 2

    def test_no_unit_is_at_the_echelon_of_its_superior(self):
        alike = Subordination.objects.filter(unit__echelon=F("superior__echelon")).exclude(unit__echelon="other")
        assert not alike.exists(), list(alike)

    def test_a_working_outcome_and_victor_are_those_of_a_claim(self):
        for model in (Campaign, Engagement):
            for event in model.objects.exclude(outcome=""):
                assert event.outcomeclaims.filter(outcome=event.outcome).exists(), event.slug
        for event in Engagement.objects.exclude(victor=None):
            assert event.outcomeclaims.filter(victor=event.victor).exists(), event.slug

    def test_survivors_unfit_and_requested_are_not_counted_as_dead(self):
        for category in ("survivors", "unfit", "requested"):
            assert FigureClaim.objects.filter(category=category).exists(), category

    def test_the_acting_commander_of_the_5th_war_area_has_his_dates(self):
        post = Appointment.objects.get(commander__slug="bai-chongxi", role="acting_commander")
        assert post.unit.slug == "roc-5th-war-area"
        assert (post.start, post.end) == ("[1938-07-11..1938-07-20]", "[1938-09-11..1938-09-20]")

    def test_only_the_novel_has_invented_people(self):
        invented = Commander.objects.filter(is_fictional=True)
        assert invented.exists()
        for commander in invented:
            sources = set(commander.appointments.values_list("source__kind", flat=True))
            sources |= set(commander.participations.values_list("source__kind", flat=True))
            assert sources == {"novel"}

    def test_the_records_have_the_size_of_the_documents(self):
        assert Campaign.objects.count() >= 12
        assert Engagement.objects.count() > 100
        assert FigureClaim.objects.count() > 100


def identifier(row):
    return row["model"], next(row["fields"][name] for name in ("ref", "slug", "reference") if name in row["fields"])


def same(stored, given):
    return stored == given or plain(Decimal(stored)) == str(given)
