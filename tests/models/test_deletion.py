"""A record that another links to cannot be deleted."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from tests.factories import MAKERS, make_campaign, make_place

pytestmark = pytest.mark.both_engines

LINKS = [
    pytest.param(maker, field, id=f"{model._meta.model_name}.{field.name}")
    for model, maker in MAKERS.items()
    for field in model._meta.concrete_fields
    if field.many_to_one
]


@pytest.mark.django_db
@pytest.mark.parametrize(("maker", "field"), LINKS)
def test_a_linked_record_cannot_be_deleted(maker, field):
    linked = MAKERS[field.related_model]()
    maker(**{field.name: linked})
    with pytest.raises(models.ProtectedError):
        linked.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_in_sql(linked)


def delete_in_sql(row):
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])
    connection.check_constraints()


@pytest.mark.django_db
def test_a_record_without_links_to_it_can_be_deleted():
    place = make_place()
    place.delete()
    campaign = make_campaign()
    campaign.delete()
    assert not type(campaign).objects.exists()
    assert not type(place).objects.exists()
