"""Chains of part_of and of derived_from have no circle."""

import pytest
from django.core.exceptions import ValidationError

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
