"""The page of a day: sure events apart from possible ones, and links to other days."""

import html
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def sections(client, day):
    """The names of the events that the page has as sure and as possible."""
    response = client.get(f"/days/{day}/")
    assert response.status_code == 200, response.content.decode()
    sure, possible = response.content.decode().partition('<section id="sure">')[2].split('<section id="possible">')
    return set(re.findall(r">([^<>]+)</bdi>", sure)), set(re.findall(r">([^<>]+)</bdi>", possible))


def make_event(start, end, name):
    return factories.make_engagement(
        campaign=factories.make_campaign(name="C", name_en=""), name=name, start=start, end=end
    )


def test_engagements_are_sure_or_possible_by_their_dates(client):
    for name, start, end in [
        ("exact", "1938-09-06", "1938-09-06"),
        ("within", "1938-08-30", "1938-09-10"),
        ("begun", "1938-09-06", ""),
        ("ended", "", "1938-09-06"),
        ("begun-about", "1938-08-30~", "1938-09-10"),
        ("month", "1938-09", "1938-09"),
        ("year", "1938", ""),
        ("after", "1938-09-01/..", ""),
        ("until-unknown", "1938-09-01", "1938-09-03/.."),
        ("before", "../1938-09-08", ""),
        ("one-of", "[1938-09-05,1938-09-06]", ""),
        ("all-of", "{1938-09-06,1938-09-09}", "{1938-09-06,1938-09-09}"),
        ("pattern", "193X-09-06", ""),
        ("day-after", "1938-09-07", "1938-09-07"),
        ("begun-before", "1938-09-05", ""),
        ("not-in-set", "[1938-09-05,1938-09-07]", ""),
        ("not-in-pattern", "193X-09-07", ""),
        ("later", "1938-09-07/..", ""),
        ("undated", "", ""),
    ]:
        make_event(start, end, name)
    sure, possible = sections(client, "1938-09-06")
    assert sure == {"exact", "within", "begun", "ended", "all-of", "C"}
    assert possible == {
        *("begun-about", "month", "year", "after", "until-unknown", "before", "one-of", "pattern", "C"),
    }


def test_claims_are_sure_or_possible_and_show_their_sources(client):
    source = factories.make_source(title="Book")
    for name, boundary, date in [
        ("on", "on", "1938-09-06"),
        ("lasted", "on", "1938-09-01/1938-09-10"),
        ("began-within", "start", "1938-09-01/1938-09-10"),
        ("ended-about", "end", "1938-09-06~"),
        ("ended-after", "end", "1938-09-05/.."),
        ("elsewhere", "on", "1938-09-07"),
    ]:
        event = make_event("", "", name)
        factories.make_dateclaim(engagement=event, boundary=boundary, date=date, source=source, wording=f"w {name}")
    sure, possible = sections(client, "1938-09-06")
    assert sure == {"on", "lasted", "Book"}
    assert possible == {"began-within", "ended-about", "ended-after", "Book"}
    page = client.get("/days/1938-09-06/").content.decode()
    assert "w on" in page
    assert source.get_absolute_url() in page


def test_a_campaign_is_under_way_on_its_days(client):
    factories.make_campaign(name="Campaign", name_en="", start="1938-06-11", end="1938-10-25")
    assert sections(client, "1938-09-06") == ({"Campaign"}, set())
    assert sections(client, "1938-10-26") == (set(), set())


def neighbours(client, day):
    page = client.get(f"/days/{day}/").content.decode()
    return tuple(
        (re.search(rf'rel="{rel}" href="/days/([^"]+)/"', page) or [None, None])[1] for rel in ("prev", "next")
    )


def test_the_links_lead_to_the_nearest_days_with_a_date(client):
    make_event("1938-09-01", "1938-09-03", "a")
    make_event("1938-09-09", "", "b")
    factories.make_dateclaim(engagement=make_event("", "", "c"), date="-0043-03-15")
    assert neighbours(client, "1938-09-06") == ("1938-09-03", "1938-09-09")
    assert neighbours(client, "1938-09-03") == ("1938-09-01", "1938-09-09")
    assert neighbours(client, "1938-09-01") == ("-0043-03-15", "1938-09-03")
    assert neighbours(client, "-0043-03-15") == (None, "1938-09-01")
    for day in ("1938-09-01", "1938-09-03", "1938-09-09", "-0043-03-15"):
        assert sections(client, day)[0]


def test_days_of_years_that_python_lacks_have_pages(client):
    make_event("-0043-03-15", "-0043-03-15", "ides")
    make_event("Y170000002-01-01", "Y170000002-01-01", "far")
    assert sections(client, "-0043-03-15")[0] == {"ides", "C"}
    assert "15 March 44 BC" in client.get("/days/-0043-03-15/").content.decode()
    assert "far" in sections(client, "Y170000002-01-01")[0]
    assert neighbours(client, "0000-02-29") == ("-0043-03-15", "Y170000002-01-01")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1938-13-01", "“1938-13-01” has no month 13"),
        ("1938-02-30", "“1938-02-30” has no day 30"),
        ("1938-09", "“1938-09” is no day: give year, month and day, as in 1938-09-06"),
        ("1938-09-XX", "“1938-09-XX” is no day"),
        ("-0000-01-01", "“-0000” is not a year"),
        ("yesterday", "“yesterday” is no day"),
        ("%00", "is no day"),
        ("[1938-09-06]", "is no day"),
        ("Y9999999999999-01-01", "has a year of more than 12 digits"),
        ("%E2%80%AE1938-09-06", "is no day"),
    ],
)
def test_a_wrong_day_in_the_address_gives_404_with_a_sentence(client, day, sentence):
    response = client.get(f"/days/{day}/")
    assert response.status_code == 404
    assert sentence in html.unescape(response.content.decode())


@given(day=st.one_of(st.text(max_size=15), st.from_regex(r"\A(Y-?[0-9]{5,12}|-?[0-9]{4})-[0-9]{2}-[0-9]{2}\Z")))
def test_no_text_breaks_the_page_of_a_day(client, day):
    assert client.get("/days/", {"day": day.encode("utf-8", "surrogatepass")}).status_code in (200, 302, 400)
    # Like a browser, the client resolves a path that consists of dots.
    if "/" not in day and day.strip("."):
        assert client.get(f"/days/{quote(day, errors='surrogatepass')}/").status_code in (200, 404)


def test_the_form_leads_to_its_day(client):
    page = client.get("/days/1938-09-06/").content.decode()
    assert '<form class="filters day" method="get" action="/days/">' in page
    response = client.get("/days/?day=+1938-09-06+")
    assert (response.status_code, response["Location"]) == (302, "/days/1938-09-06/")
    assert client.get("/days/?day=Y001938-09-06")["Location"] == "/days/1938-09-06/"


def test_the_choice_of_a_day_names_the_first_and_the_last(client):
    assert "/days/" in client.get("/days/").content.decode()
    make_event("1938-09-01", "1938-09-03", "a")
    factories.make_dateclaim(engagement=make_event("", "", "c"), date="1939")
    page = client.get("/days/").content.decode()
    assert 'href="/days/1938-09-01/"' in page
    assert 'href="/days/1939-12-31/"' in page


def test_a_day_with_too_many_rows_says_how_many_are_shown(client, monkeypatch):
    monkeypatch.setattr("battles.views.days.MAX_ROWS", 2)
    for number in range(3):
        make_event("1938-09-06", "", f"e{number}")
    assert "The first 2 of 3 are shown." in client.get("/days/1938-09-06/").content.decode()
