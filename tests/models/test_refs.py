"""Refs of statements: made from the content, the same for the same content, and lasting."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from battles.models import Appointment, Belligerent, Campaign, Countable, FigureClaim, Participation, Source, Unit
from battles.models.registry import kinds
from tests.factories import make_belligerent, make_campaign, make_claim, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def content():
    return {
        "campaign": make_campaign(slug="battle-of-wuhan"),
        "source": make_source(slug="zhwiki-wuhan"),
        "belligerent": make_belligerent(slug="republic-of-china"),
        "locator": "¶16",
        "kind": "casualties",
        "category": "killed_and_wounded",
        "counted": Countable.objects.get(slug="persons"),
        "low": 254628,
        "high": 254628,
    }


def test_a_ref_begins_with_the_subject_of_the_claim(content):
    claim = make_claim(**content)
    assert claim.ref.startswith("zhwiki-wuhan-battle-of-wuhan-republic-of-china-casualties-killed-and-wounded-persons-")
    assert len(claim.ref) <= 120


def test_the_same_content_in_other_types_has_the_same_ref(content):
    one = FigureClaim(**content).make_ref()
    other = FigureClaim(**content | {"low": Decimal("254628.000"), "high": "254628"}).make_ref()
    assert one == other


@pytest.mark.parametrize(
    "change", [{"low": 254629, "high": 254629}, {"locator": "¶17"}, {"wording": "254,628人"}, {"disputed": True}]
)
def test_other_content_has_another_ref(content, change):
    assert FigureClaim(**content).make_ref() != FigureClaim(**content | change).make_ref()


@pytest.mark.parametrize(
    ("values", "digest"),
    [({}, "831b02d117"), ({"category": "killed", "low": None, "high": None, "qualifier": "unknown"}, "4184aa1d55")],
)
def test_a_ref_is_what_it_was_before_columns_were_added(content, values, digest):
    assert FigureClaim(**content | values).make_ref().endswith(f"-{digest}")


# Statements of the documents under the refs that they were published with.
PUBLISHED = {
    "zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-persons-f590afd2f5": FigureClaim(
        source=Source(slug="zhwiki-wuhan"),
        locator="¶14",
        wording="1,100,000人",
        campaign=Campaign(slug="battle-of-wuhan"),
        belligerent=Belligerent(slug="republic-of-china"),
        kind="strength",
        category="total",
        counted=Countable(slug="persons"),
        low=1100000,
        high=1100000,
    ),
    "zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-aircraft-060c2c1b82": FigureClaim(
        source=Source(slug="zhwiki-wuhan"),
        locator="¶14",
        wording="~200架戰機",
        campaign=Campaign(slug="battle-of-wuhan"),
        belligerent=Belligerent(slug="republic-of-china"),
        kind="strength",
        category="total",
        counted=Countable(slug="aircraft"),
        low=200,
        high=200,
        qualifier="about",
    ),
    "zhwiki-wuhan-battle-of-wuhan-roc-national-revolutionary-army-participant-e462b3887e": Participation(
        source=Source(slug="zhwiki-wuhan"),
        locator="¶5",
        wording="作戰的國民革命軍",
        campaign=Campaign(slug="battle-of-wuhan"),
        unit=Unit(slug="roc-national-revolutionary-army"),
    ),
    "zhwiki-wuhan-battle-of-wuhan-republic-of-china-participant-d3df270868": Participation(
        source=Source(slug="zhwiki-wuhan"),
        locator="¶9",
        wording="ROC",
        campaign=Campaign(slug="battle-of-wuhan"),
        belligerent=Belligerent(slug="republic-of-china"),
    ),
}


@pytest.mark.parametrize("ref", PUBLISHED)
def test_a_published_statement_would_get_its_ref_again(ref):
    assert PUBLISHED[ref].make_ref() == ref


@pytest.mark.parametrize("model", [model for model in kinds().values() if getattr(model, "later_columns", ())])
def test_columns_that_came_later_change_a_ref_once_they_have_a_value(model):
    columns = {field.name: "" for field in model.content_fields()}
    before = model.ref_of({name: cell for name, cell in columns.items() if name not in model.later_columns})
    assert model.later_columns <= columns.keys()
    assert model.ref_of(columns) == before
    for name in model.later_columns:
        assert model.ref_of(columns | {name: "1200"}) != before


def test_a_note_or_a_standing_does_not_change_the_ref(content):
    change = {"note": "checked", "standing": "preferred", "standing_reason": "the official count"}
    assert FigureClaim(**content).make_ref() == FigureClaim(**content | change).make_ref()


def test_bulk_create_makes_refs(content):
    FigureClaim.objects.bulk_create([FigureClaim(**content), FigureClaim(**content | {"low": 1, "high": 1})])
    assert FigureClaim.objects.exclude(ref="").count() == 2


def test_a_given_ref_is_kept(content):
    assert make_claim(**content, ref="my-own").ref == "my-own"


def test_a_repeated_statement_is_refused_with_its_ref(content):
    said = make_claim(**content)
    again = FigureClaim(**content)
    with pytest.raises(ValidationError, match=said.ref):
        again.full_clean()
    assert again.ref == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_ref_stays_when_the_content_changes(content):
    claim = make_claim(**content)
    ref = claim.ref
    claim.low = claim.high = 1
    claim.full_clean()
    claim.save()
    claim.refresh_from_db()
    assert claim.ref == ref


def test_a_ref_cannot_be_changed(content):
    claim = make_claim(**content)
    claim.ref = "another"
    with pytest.raises(ValidationError) as refused:
        claim.full_clean()
    assert "ref" in refused.value.message_dict


def test_two_sources_that_say_the_same_are_two_statements(content):
    one = make_claim(**content)
    other = make_claim(**content | {"source": make_source()})
    assert one.ref != other.ref
    assert FigureClaim.objects.count() == 2


def test_missing_links_are_reported_and_the_ref_is_not():
    with pytest.raises(ValidationError) as refused:
        Appointment(office="總司令").full_clean()
    assert set(refused.value.message_dict) == {"source", "commander"}


def rename(record, slug):
    record.slug = slug
    record.save()


def test_a_repetition_is_noticed_after_a_rename(content):
    said = make_claim(**content)
    rename(content["campaign"], "wuhan")
    rename(content["source"], "zhwiki")
    again = FigureClaim(**content)
    with pytest.raises(ValidationError, match=said.ref):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureClaim.objects.bulk_create([FigureClaim(**content)])
    assert FigureClaim(**content | {"low": 1, "high": 1}).make_ref().startswith("zhwiki-wuhan-republic-of-china-")


def test_refs_of_many_statements_take_as_many_queries_as_that_of_one(content, django_assert_num_queries):
    rename(content["campaign"], "wuhan")
    rows = [FigureClaim(**content | {"low": number, "high": number}) for number in range(1, 21)]
    with django_assert_num_queries(2):
        FigureClaim.refs_for(rows[:1])
    with django_assert_num_queries(2):
        FigureClaim.refs_for(rows)


def test_a_ref_takes_one_query_if_no_slug_has_changed(content, django_assert_num_queries):
    with django_assert_num_queries(1):
        FigureClaim(**content).make_ref()
