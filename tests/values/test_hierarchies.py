"""Chains of part_of and of derived_from have no circle, and a bounded length."""

import pytest
from django.core.exceptions import ValidationError

from battles.models import Place
from battles.values.hierarchies import MAX_LEVELS, levels
from tests.factories import make_campaign, make_engagement, make_place, make_source


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maker", "field"),
    [
        (make_campaign, "part_of"),
        (make_engagement, "part_of"),
        (make_place, "part_of"),
        (make_source, "derived_from"),
    ],
)
def test_a_cycle_is_refused_at_the_field(maker, field):
    war = maker()
    campaign = maker(**{field: war})
    battle = maker(**{field: campaign})
    battle.full_clean()
    setattr(war, field, battle)
    with pytest.raises(ValidationError) as refused:
        war.full_clean()
    assert field in refused.value.message_dict


def test_levels_are_counted_from_the_top_and_not_in_or_behind_a_circle():
    parents = {"army": "front", "front": None, "division": "army", "a": "b", "b": "a", "c": "a", "lost": "gone"}
    assert levels(parents) == {
        **{"front": 1, "army": 2, "division": 3},
        **{"a": None, "b": None, "c": None},
        **{"gone": 1, "lost": 2},
    }


def test_levels_of_a_long_chain_need_no_recursion():
    assert levels({number: number - 1 or None for number in reversed(range(1, 5_001))})[5_000] == 5_000


@pytest.fixture
def chain(db):
    """Places within each other, as many as are allowed, with keys from 1 at the top."""
    return Place.objects.bulk_create(
        Place(pk=key, slug=f"p-{key}", name="p", part_of_id=key - 1 or None) for key in range(1, MAX_LEVELS + 1)
    )


@pytest.mark.both_engines
def test_nesting_too_deep_is_refused_at_the_field(chain, django_assert_num_queries):
    below = Place(slug="below", name="p", part_of=chain[-2])
    below.full_clean()
    below.part_of = chain[-1]
    with pytest.raises(ValidationError) as refused:
        below.full_clean()
    assert refused.value.message_dict == {"part_of": ["This would be nested more than 50 levels deep."]}
    with django_assert_num_queries(1):
        assert list(below.wrong_nesting())


def test_a_whole_chain_is_not_moved_too_deep(chain):
    chain[0].part_of = make_place()
    with pytest.raises(ValidationError) as refused:
        chain[0].full_clean()
    assert "part_of" in refused.value.message_dict


def test_a_record_below_a_circle_of_others_can_be_edited(chain):
    Place.objects.filter(pk=1).update(part_of=2)
    Place(slug="below", name="p", part_of=chain[3]).full_clean()


def test_a_record_that_is_too_deep_already_can_be_edited(chain):
    Place.objects.filter(pk=1).update(part_of=make_place())
    deepest = Place.objects.get(pk=MAX_LEVELS)
    deepest.note = "edited"
    deepest.full_clean()
