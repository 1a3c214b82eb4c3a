"""Of two transactions, one that renames or merges a record, and one that takes its slug or cites it, one is refused."""

import pytest
from django.db import IntegrityError, connection

from battles import models
from battles.history.merging import merge
from battles.models.database_errors import explain
from battles.models.recording import recording
from battles.models.renaming import FormerSlugTakenError
from tests import factories
from tests.models.test_links_at_once import one_within_the_other

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]


@pytest.fixture
def place():
    return factories.make_place(slug="hankow", name="漢口", name_en="")


def rename(place):
    place.slug = "hankou"
    place.save()


def merged(stays, goes):
    with recording() as changes:
        merge(stays, goes, {}, changes)


def test_a_slug_is_not_taken_while_its_record_is_renamed(place):
    refused = one_within_the_other(lambda: rename(place), lambda: factories.make_place(slug="hankow"))
    assert isinstance(refused, FormerSlugTakenError)
    assert "former slug of the place “漢口” (hankou)" in explain(refused)
    assert [row.slug for row in models.Place.objects.all()] == ["hankou"]


def test_a_record_is_not_cited_while_it_is_merged_into_another(place):
    stays = factories.make_place(slug="stays")
    refused = one_within_the_other(lambda: merged(stays, place), lambda: factories.make_name(place=place))
    assert isinstance(refused, IntegrityError)
    assert [row.slug for row in models.Place.objects.all()] == ["stays"]
    assert not models.Name.objects.exists()


def test_a_record_is_not_merged_away_under_a_citation_that_is_committed_later(place):
    stays = factories.make_place(slug="stays")
    # The database checks links when it commits, so the citation is the one that fails.
    with pytest.raises(IntegrityError, match="is not present in table"):
        one_within_the_other(lambda: factories.make_name(place=place), lambda: merged(stays, place))
    assert [row.slug for row in models.Place.objects.all()] == ["stays"]
    assert not models.Name.objects.exists()
