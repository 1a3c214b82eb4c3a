"""A record at the end of a long chain of larger ones is saved in one query more, and no chain becomes a circle."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.models import Campaign, Engagement, Place, Source
from tests.factories import make_campaign, make_engagement, make_place, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LENGTH = 40
every_chain = pytest.mark.parametrize(
    ("model", "make", "link"),
    [
        (Campaign, make_campaign, "part_of"),
        (Engagement, make_engagement, "part_of"),
        (Place, make_place, "part_of"),
        (Source, make_source, "derived_from"),
    ],
)


def chain(make, link, length):
    """The first and the last of so many records, each linked to the one before."""
    first = last = make()
    for _number in range(length - 1):
        last = make(**{link: last})
    return first, last


def queries_to_save(record):
    record = type(record).objects.get(pk=record.pk)
    with CaptureQueriesContext(connection) as queries:
        record.full_clean()
        record.save()
    return len(queries)


@every_chain
def test_a_record_is_saved_in_as_many_queries_in_a_long_chain_as_in_a_short_one(model, make, link):
    _first, short = chain(make, link, 2)
    _first, long = chain(make, link, LENGTH)
    assert queries_to_save(long) == queries_to_save(short)


@every_chain
def test_a_long_chain_that_leads_back_to_the_record_is_refused(model, make, link):
    first, last = chain(make, link, LENGTH)
    setattr(first, link, last)
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert list(refused.value.message_dict) == [link]


@every_chain
def test_a_circle_further_up_is_followed_once(model, make, link):
    first, last = chain(make, link, 3)
    model.objects.filter(pk=first.pk).update(**{link: last})
    below = make(**{link: last})
    below.full_clean()
