"""Events without fighting: lists of battles leave them out, unless they are asked for."""

import csv
import html
import io
import re

import pytest
from django.core.management import call_command

from battles.models import Engagement
from tests import factories
from tests.admin import address
from tests.views.documents import without_indentation
from tests.views.test_facets import numbers
from tests.views.test_lists import links, shown, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LINE = "without fighting, such as a law or a conference,"


@pytest.fixture
def campaign():
    return factories.make_campaign(slug="battle-of-wuhan")


@pytest.fixture
def engagements(campaign):
    """Two battles and an event."""
    kinds = {"first": "battle", "second": "siege", "law": "event"}
    return [
        factories.make_engagement(slug=slug, name=slug, kind=kind, campaign=campaign, start=f"1938-0{number}")
        for number, (slug, kind) in enumerate(kinds.items(), 1)
    ]


def slugs_in(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [row["slug"] for row in csv.DictReader(io.StringIO(text))]


def line_of(page):
    found = re.search(r'<p class="left-out">(.*?)</p>', page, re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", found[1]).split())) if found else ""


def between(page, start, end):
    return page.partition(start)[2].partition(end)[0]


def test_the_list_leaves_events_out_and_says_how_many(client, engagements):
    first, second, _law = engagements
    assert shown(client, "/engagements/", engagements) == [first, second]
    page = text_of(client, "/engagements/")
    assert "2 records" in page
    assert line_of(page) == f"1 event {LINE} is left out. Show all"
    factories.make_engagement(kind="event")
    assert line_of(text_of(client, "/engagements/")) == f"2 events {LINE} are left out. Show all"


def test_a_list_without_events_says_nothing_of_them(client):
    factories.make_engagement()
    assert line_of(text_of(client, "/engagements/")) == ""


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["any"], [0, 1, 2]),
        (["event"], [2]),
        (["event", "siege"], [1, 2]),
        (["battle"], [0]),
        (["any", "siege"], [0, 1, 2]),
    ],
)
def test_a_chosen_kind_is_shown_and_nothing_is_left_out(client, engagements, kinds, expected):
    assert shown(client, "/engagements/", engagements, kind=kinds) == [engagements[index] for index in expected]
    assert line_of(text_of(client, "/engagements/", kind=kinds)) == ""


def test_the_link_shows_all_and_the_links_of_the_list_keep_it(client, engagements):
    for number in range(3):
        factories.make_engagement(kind="event", slug=f"conference-{number}")
    page = text_of(client, "/engagements/", per_page=20)
    (show_all,) = links(between(page, '<p class="left-out">', "</p>"))
    assert show_all == "/engagements/?per_page=20&kind=any"
    page = text_of(client, "/engagements/", kind="any", per_page=2)
    assert numbers(page, "kind")["any"] == 6
    assert 'name="kind" value="any" checked' in page
    assert "Kind: <b><bdi>any</bdi></b>" in page
    for start, end in (('<nav class="pages"', "</nav>"), ("<thead>", "</thead>"), ('<p class="downloads">', "</p>")):
        own = links(between(page, start, end))
        assert own
        assert all("kind=any" in link for link in own)


def test_the_numbers_beside_filters_are_those_of_the_list(client, engagements, campaign):
    factories.make_engagement(kind="event", front="north", campaign=campaign)
    factories.make_engagement(kind="battle", front="north")
    page = text_of(client, "/engagements/")
    assert numbers(page, "campaign")["battle-of-wuhan"] == 2
    assert numbers(page, "front") == {"north": 1}
    # A facet is counted without its own limit.
    assert numbers(page, "kind") == {"battle": 2, "siege": 1, "event": 2}
    page = text_of(client, "/engagements/", front="north")
    assert line_of(page).startswith("1 event ")
    assert numbers(text_of(client, "/engagements/", kind="any"), "front") == {"north": 2}


@pytest.mark.parametrize("query", ["", "?kind=any", "?kind=event", "?campaign=battle-of-wuhan"])
def test_files_hold_what_the_page_shows(client, engagements, query):
    page = text_of(client, f"/engagements/{query}")
    on_page = [row.slug for row in engagements if f'href="/engagements/{row.slug}/"' in page]
    separator = "&" if query else "?"
    assert slugs_in(client.get(f"/engagements/{query}{separator}format=csv")) == on_page
    found = client.get(f"/engagements/{query}{separator}format=json").getvalue().decode()
    assert re.findall(r'"slug": "([a-z]+)"', found) == on_page


def test_a_wrong_kind_is_refused_and_any_is_named(client):
    response = client.get("/engagements/?kind=party")
    assert response.status_code == 400
    assert "“party” is not valid for kind; choose one of: any, battle," in html.unescape(response.content.decode())


def test_pages_count_battles_as_the_list_does(client, engagements):
    count = '<a href="/engagements/?campaign=battle-of-wuhan" rel="nofollow">2</a>'
    assert count in text_of(client, "/campaigns/")
    home = without_indentation(client.get("/").content.decode())
    assert '<a href="/engagements/">Engagements</a></dt><dd>2</dd>' in home
    assert '<a href="/engagements/?kind=event" rel="nofollow">Events without fighting</a></dt><dd>1</dd>' in home


def test_a_campaign_keeps_its_events_under_a_heading_that_names_them(client, campaign, engagements):
    page = client.get("/campaigns/battle-of-wuhan/").content.decode()
    assert 'href="/engagements/law/"' in page
    assert 'Engagements and other events <span class="count">3</span>' in page
    assert 'href="/engagements/law/"' in client.get("/campaigns/battle-of-wuhan/timeline/").content.decode()


def test_the_search_finds_events_and_its_list_has_them(client):
    for number in range(12):
        factories.make_engagement(name=f"會議 {number}", kind="event")
    page = client.get("/search/?q=會議").content.decode()
    (link,) = [link for link in links(page) if link.startswith("/engagements/?q=")]
    assert "12 records" in text_of(client, link)


def test_the_admin_and_the_export_hold_all(admin_client, engagements, tmp_path):
    page = admin_client.get(address(Engagement, "changelist")).content.decode()
    assert "3 engagements" in page
    path = tmp_path / "engagements.csv"
    call_command("exportcsv", "engagements", output=path)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    assert [row["slug"] for row in rows] == ["first", "law", "second"]
