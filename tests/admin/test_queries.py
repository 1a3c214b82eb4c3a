"""A page of the admin costs the same number of queries for one row and for many."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles import models
from tests.admin import MAKERS, MODELS, address, every_model, label
from tests.factories import (
    make_appointment,
    make_belligerent,
    make_campaign,
    make_claim,
    make_commander,
    make_engagement,
    make_name,
    make_participation,
    make_place,
    make_source,
    make_subordination,
    make_unit,
)

pytestmark = pytest.mark.django_db

# The session, the user, the number of rows found and in all, and the rows; then one or two for each filter by a link.
# For sources, how far their texts are read, and their statements.
CHANGELIST_QUERIES = {
    "source": 8, "belligerent": 5, "place": 6, "campaign": 6, "engagement": 9, "unit": 7, "commander": 6,
    "name": 8, "appointment": 8, "subordination": 10, "participation": 11,
    "figureclaim": 13, "casualtyclaim": 13, "strengthclaim": 13, "dateclaim": 10, "outcomeclaim": 11, "countable": 5,
    "authority": 5, "identifier": 7,
}  # fmt: skip


def query_count(client, url):
    ContentType.objects.get_for_models(*MODELS, for_concrete_models=False)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@every_model
def test_a_list_costs_the_same_for_1_row_and_for_5(admin_client, model):
    MAKERS[model]()
    one = query_count(admin_client, address(model, "changelist"))
    for _ in range(4):
        MAKERS[model]()
    assert query_count(admin_client, address(model, "changelist")) == one
    assert one == CHANGELIST_QUERIES[label(model)]


def test_a_list_of_120_rows_on_one_page_costs_no_more(admin_client):
    for _ in range(120):
        make_claim(unit=make_unit(), quoted_source=make_source())
    page = address(models.CasualtyClaim, "changelist", all="")
    assert admin_client.get(page).content.count(b"action-select") == 120
    assert query_count(admin_client, page) == CHANGELIST_QUERIES["casualtyclaim"]


def name_of(link, maker):
    return lambda: (row := maker(), lambda: make_name(**{link: row}))


INLINES = {
    "names of a campaign": name_of("campaign", make_campaign),
    "names of an engagement": name_of("engagement", make_engagement),
    "names of a place": name_of("place", make_place),
    "names of a belligerent": name_of("belligerent", make_belligerent),
    "names of a unit": name_of("unit", make_unit),
    "names of a commander": name_of("commander", make_commander),
    "appointments of a commander": lambda: (
        row := make_commander(),
        lambda: make_appointment(commander=row, unit=make_unit()),
    ),
    "appointments in a unit": lambda: (row := make_unit(), lambda: make_appointment(unit=row)),
    "superiors of a unit": lambda: (
        row := make_unit(),
        lambda: make_subordination(unit=row, campaign=make_campaign()),
    ),
    "figures for a campaign": lambda: (row := make_campaign(), lambda: make_claim(campaign=row)),
    "participations in an engagement": lambda: (row := make_engagement(), lambda: make_participation(engagement=row)),
    "claims of a source": lambda: (row := make_source(), lambda: make_claim(source=row)),
    "places of a campaign": lambda: (row := make_campaign(), lambda: row.places.add(make_place())),
}


@pytest.mark.parametrize("case", INLINES.values(), ids=INLINES)
def test_a_form_costs_the_same_for_1_linked_row_and_for_5(admin_client, case):
    row, add = case()
    add()
    url = address(type(row), "change", row.pk)
    one = query_count(admin_client, url)
    for _ in range(4):
        add()
    assert query_count(admin_client, url) == one
    assert one <= 30


def test_a_form_for_a_reader_costs_the_same_for_1_linked_row_and_for_5(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    unit = make_unit()
    make_appointment(unit=unit)
    one = query_count(client, address(models.Unit, "change", unit.pk))
    for _ in range(4):
        make_appointment(unit=unit)
    assert query_count(client, address(models.Unit, "change", unit.pk)) == one


def test_a_statement_shows_its_links_without_asking_for_each(admin_client):
    bare = make_claim()
    full = make_claim(
        unit=make_unit(), belligerent=make_belligerent(), claimant=make_belligerent(), quoted_source=make_source()
    )
    counts = {query_count(admin_client, address(models.FigureClaim, "change", row.pk)) for row in (bare, full)}
    # The session, the user, the claim; the comments on it and the proposals to change it; what it counts, in a menu.
    assert counts == {7}
