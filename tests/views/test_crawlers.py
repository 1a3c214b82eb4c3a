"""Crawlers are kept from filtered, paged and sorted addresses, of which there is no end, and from the admin."""

import re

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
HIDDEN = "noindex, nofollow"


@pytest.fixture
def paths(monkeypatch):
    """Pages of every kind with records, more than fit on one page."""
    monkeypatch.setattr("battles.views.lists.DEFAULT_PER_PAGE", 2, raising=False)
    campaign, side = factories.make_campaign(slug="one"), factories.make_belligerent(slug="one")
    source = factories.make_source(slug="one")
    for number in range(60):
        factories.make_claim(campaign=campaign, belligerent=side, source=source, low=number, high=number)
    factories.make_claim(campaign=campaign, unit=factories.make_unit(slug="one", belligerent=side))
    return [
        *("/", "/campaigns/", "/claims/", "/sources/", "/units/", "/disagreements/", "/search/?q=one"),
        *("/claims/?campaign=one&page=2", "/claims/?sort=figure", "/disagreements/?about=figures"),
        *(f"/{kind}/one/" for kind in ("campaigns", "belligerents", "sources", "units")),
        *("/campaigns/one/timeline/", "/campaigns/one/order-of-battle/", "/days/1938-10-25/"),
    ]


def test_every_link_with_parameters_is_marked_for_crawlers(client, paths):
    found = 0
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        for link in re.findall(r"<a\s[^>]*>", response.content.decode()):
            if re.search(r'href="[^"]*\?', link):
                found += 1
                assert re.search(r'rel="[^"]*\bnofollow\b', link), (path, link)
    assert found > 50


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/claims/", None),
        ("/claims/?page=1", HIDDEN),
        ("/claims/?sort=figure", HIDDEN),
        ("/claims/?format=csv", HIDDEN),
        ("/claims/?nonsense=1", HIDDEN),
        ("/search/?q=one", HIDDEN),
        ("/days/1938-10-25/", None),
    ],
)
def test_pages_with_parameters_are_not_for_the_index(client, path, expected):
    assert client.get(path).get("X-Robots-Tag") == expected


def test_robots_are_kept_from_the_admin_and_from_the_search(client):
    response = client.get(reverse("robots"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /language/",
        "Disallow: /search/",
    ]
