"""Records and changes in words: what the admin shows in place of a slug or a ref."""

import pytest
from django.utils import translation

from battles.history.descriptions import describe, with_descriptions
from battles.history.differences import names_of
from battles.models import Change, Engagement, FigureClaim, Place
from tests import factories
from tests.admin import MAKERS, MODELS, label

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def a_claim():
    return factories.make_claim(
        campaign=None,
        engagement=factories.make_engagement(name="馬當之戰", name_en="Battle of Madang"),
        belligerent=factories.make_belligerent(name="中華民國", name_en="Republic of China"),
        source=factories.make_source(title="A History", authors="Smith, John", issued="1995-03"),
        **{"low": 3200, "high": 3200, "category": "killed", "locator": "p. 214"},
    )


def test_a_claim_is_described_by_its_figure_side_event_and_citation():
    assert a_claim().description == (
        "3,200 persons killed, Republic of China, Battle of Madang; A History (Smith, John 1995), p. 214"
    )


def test_a_description_has_the_names_of_the_readers_language():
    with translation.override("zh-hans"):
        assert "马当之战" in a_claim().description


@pytest.mark.parametrize(
    ("values", "citation"),
    [
        ({"authors": "Smith, John|Jones, Ann", "issued": "1995"}, "A History (Smith, John et al. 1995)"),
        ({"authors": "愛瀾", "issued": "2012-10~"}, "A History (愛瀾 2012)"),
        ({"authors": "", "issued": "2012"}, "A History (2012)"),
        ({"authors": "Smith, John", "issued": ""}, "A History (Smith, John)"),
        ({"authors": "Smith, John", "short_title": "Smith"}, "Smith"),
        ({"authors": "", "title": "A" * 60}, "A" * 39 + "…"),
    ],
)
def test_a_source_is_cited_by_its_short_title_or_its_title_with_author_and_year(values, citation):
    assert factories.make_source(**{"title": "A History"} | values).short_name == citation


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_no_record_is_described_by_its_slug_or_ref(model):
    record = MAKERS[model]()
    assert getattr(record, record.identifier) not in record.description


@pytest.mark.parametrize("model", [model for model in MODELS if not model._meta.proxy], ids=label)
def test_changes_are_described_as_their_records_were_in_the_same_number_of_queries(
    model, django_assert_max_num_queries
):
    records = [MAKERS[model]() for _ in range(5)]
    described = {(model, record.pk): record.description for record in records}
    assert describe(records) == described
    changes = list(Change.objects.filter(model=model._meta.model_name))
    with django_assert_max_num_queries(2):
        with_descriptions(changes)
    assert {(model, change.record_id): change.description for change in changes} == described


def test_a_deleted_record_is_named_as_it_last_was():
    place = factories.make_place(name="漢口", name_en="")
    key = place.pk
    Place.objects.filter(pk=key).update(name="武漢")
    place.delete()
    assert names_of(Place, {key}) == {key: "武漢 (deleted)"}


def test_a_change_names_linked_records_that_were_deleted_and_those_without_a_history():
    claim = a_claim()
    change = Change.objects.of(claim).get()
    claim.delete()
    Engagement.objects.all().delete()
    assert "Battle of Madang (deleted)" in with_descriptions([change])[0].description
    Change.objects.filter(model="engagement").delete()
    assert f"№ {change.after['engagement_id']}" in with_descriptions([change])[0].description
    assert not FigureClaim.objects.exists()


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "ref_columns")], ids=label)
def test_a_statement_that_is_not_complete_is_described_too(model):
    assert "?" in model().description


@pytest.mark.parametrize("bounds", [(None, None), (None, 5), (5, 3)])
def test_a_figure_whose_bounds_do_not_fit_is_described_by_a_question_mark(bounds):
    claim = a_claim()
    claim.low, claim.high = bounds
    assert claim.description.startswith("? persons killed")
