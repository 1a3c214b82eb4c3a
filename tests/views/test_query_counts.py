"""Pages use as many queries for five rows of everything as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from battles import models
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

EXACT = {
    "/": 22,
    "/campaigns/": 3,
    "/engagements/": 3,
    "/units/": 3,
    "/commanders/": 3,
    "/places/": 3,
    "/belligerents/": 2,
    "/sources/": 3,
    "/claims/": 3,
    "/casualty-claims/": 3,
    "/strength-claims/": 3,
    "/claims/?belligerent=the-one": 4,
    "/claims/?q=a&kind=casualties&figure_from=1&sort=figure": 4,
    "/search/?q=a": 14,
    "/disagreements/": 10,
    "/disagreements/?about=dates": 3,
    "/disagreements/?about=figures&campaign=the-one&kind=casualties&sort=-sources": 7,
    "/campaigns/the-one/": 14,
    "/campaigns/the-one/order-of-battle/": 4,
    "/campaigns/the-one/order-of-battle/?date=1938-09-06": 4,
    "/campaigns/the-one/timeline/": 5,
    "/days/": 2,
    "/days/1938-01-01/": 6,
    "/engagements/the-one/": 10,
    "/units/the-one/": 9,
    "/commanders/the-one/": 6,
    "/places/the-one/": 7,
    "/belligerents/the-one/": 9,
    "/sources/the-one/": 9,
    "/claims/the-one/": 3,
}
# On PostgreSQL a list first asks for the counts that the database keeps, and for the number of rows of a search.
ON_POSTGRESQL = {
    "/claims/": 4,
    "/casualty-claims/": 5,
    "/strength-claims/": 5,
    "/claims/?belligerent=the-one": 7,
    "/claims/?q=a&kind=casualties&figure_from=1&sort=figure": 7,
}
# Names shared by all rows, so that all are found and none is told from another.
ONE = {"slug": "the-one"}


@pytest.fixture
def subjects():
    """One record of each kind; all statements are about these."""
    belligerent = factories.make_belligerent(**ONE)
    campaign = factories.make_campaign(**ONE)
    return {
        "belligerent": belligerent,
        "campaign": campaign,
        "engagement": factories.make_engagement(campaign=campaign, **ONE),
        "unit": factories.make_unit(belligerent=belligerent, **ONE),
        "commander": factories.make_commander(belligerent=belligerent, **ONE),
        "place": factories.make_place(**ONE),
        "source": factories.make_source(**ONE),
        "quoted": factories.make_source(slug="quoted"),
    }


def add_statements(subjects, number):
    """Add a row of every kind, with all of its links set."""
    belligerent, campaign, engagement, unit, commander, place, source, quoted = subjects.values()
    cited = {"source": source, "quoted_source": quoted, "wording": f"a {number}"}
    citing = {"source": factories.make_source(derived_from=source, title="a"), "quoted_source": source}
    outcome = "victory" if number % 2 else "stalemate"
    categories = {source: "killed", citing["source"]: "wounded"}
    part = factories.make_engagement(campaign=campaign, part_of=engagement, victor=belligerent, start="1938", name="a")
    part.places.add(place)
    engagement.places.add(factories.make_place(part_of=place, name="a"))
    campaign.places.add(factories.make_place(name="a"))
    factories.make_campaign(part_of=campaign, name="a").places.add(place)
    other_unit = factories.make_unit(belligerent=belligerent, name="a")
    other_commander = factories.make_commander(belligerent=belligerent, name="a")
    factories.make_belligerent(name="a")
    for link in ("campaign", "engagement", "unit", "commander", "place", "belligerent"):
        factories.make_name(**{link: subjects[link]}, text=f"a {number}", **cited)
    for event in ({"campaign": campaign}, {"engagement": engagement}, {"engagement": part}):
        for citation in (cited, citing):
            side = {"belligerent": belligerent, "unit": unit, "claimant": belligerent, "low": number, "high": number}
            factories.make_claim(**event, **side, **citation)
            factories.make_claim(**event, **side, kind="strength", category="engaged", **citation)
            factories.make_claim(
                **event, **side, counted="officers", category=categories[citation["source"]], **citation
            )
            factories.make_dateclaim(**event, **citation, date=f"19{number:02}")
            factories.make_outcomeclaim(
                **event, **citation, victor=belligerent, outcome=outcome, attributed_to=f"{number}"
            )
        for participant in ({"belligerent": belligerent}, {"unit": unit}, {"commander": commander}):
            factories.make_participation(**event, **participant, **cited)
    for name, record in {"campaign": campaign, "unit": unit, "commander": commander}.items():
        factories.make_identifier(**{name: record})
    factories.make_appointment(commander=commander, unit=unit, campaign=campaign, **cited)
    factories.make_appointment(commander=other_commander, unit=unit, campaign=campaign, **cited)
    factories.make_subordination(unit=unit, superior=other_unit, campaign=campaign, **cited)
    factories.make_subordination(unit=other_unit, superior=unit, campaign=campaign, **cited)


def count_queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_rows(client, subjects):
    factories.make_claim(ref="the-one", campaign=subjects["campaign"], low=3, high=3)
    # A disagreement needs two of each.
    add_statements(subjects, 1)
    add_statements(subjects, 2)
    few = {path: count_queries(client, path) for path in EXACT}
    for number in range(3, 6):
        add_statements(subjects, number)
    many = {path: count_queries(client, path) for path in EXACT}
    assert many == few
    exact = EXACT | (ON_POSTGRESQL if connection.vendor == "postgresql" else {})
    assert {path: number for path, number in few.items() if number != exact[path]} == {}


def test_a_shortened_excerpt_costs_no_further_query(client):
    """More rows than a page shows cost no query for their number, and the number is exact."""
    belligerent = factories.make_belligerent()
    factories.make_unit(belligerent=belligerent)
    path = belligerent.get_absolute_url()
    few = count_queries(client, path)
    models.Unit.objects.bulk_create(
        models.Unit(slug=f"many-{number:03}", name="軍", echelon="corps", belligerent=belligerent, status="published")
        for number in range(200)
    )
    assert count_queries(client, path) == few
    page = client.get(path).content.decode()
    assert "The first 100 of 201 are shown." in page
    assert f'href="{reverse("battles:unit_list")}?belligerent={belligerent.slug}"' in page
