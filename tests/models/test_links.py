"""Linked records are read with only the columns that a link shows."""

import pytest

from battles.models import Belligerent, Campaign, Engagement, Source
from battles.models.records import records_for_links
from battles.values.display_names import forms_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_links_of_all_models_are_read_in_one_query(django_assert_num_queries):
    made = [
        factories.make_campaign(name="武漢會戰", name_en="Battle of Wuhan"),
        factories.make_campaign(name="常德會戰"),
        factories.make_engagement(name="萬家嶺戰役"),
        factories.make_source(title="支那事變", title_en="The China Incident", language="ja"),
    ]
    wanted = {Campaign: {made[0].pk, made[1].pk}, Engagement: {made[2].pk}, Source: {made[3].pk}, Belligerent: set()}
    with django_assert_num_queries(1):
        found = records_for_links(wanted)
        shown = [
            (forms_of(found[type(record)][record.pk]), found[type(record)][record.pk].get_absolute_url())
            for record in made
        ]
    assert shown == [(forms_of(record), record.get_absolute_url()) for record in made]
    assert {model: set(records) for model, records in found.items()} == wanted


def test_other_columns_of_a_linked_record_can_still_be_read():
    source = factories.make_source(reliability="B", note="From the second edition.")
    found = records_for_links({Source: {source.pk}})[Source][source.pk]
    assert (found.reliability, found.note) == ("B", "From the second edition.")


@pytest.mark.parametrize("keys", [{}, {Campaign: set()}, {Campaign: {987_654}}])
def test_keys_without_records_give_no_records(keys):
    assert not any(records_for_links(keys).values())
