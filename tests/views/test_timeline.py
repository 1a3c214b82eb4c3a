"""The timeline of a campaign: events in order, nested, by front; uncertain dates are marked."""

import html
import itertools
import re

import pytest

from battles import models
from battles.charts.timeline import Axis, doubt, round_years
from battles.values.date_extents import date_extent
from battles.values.edtf import parse
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return factories.make_campaign(slug="campaign", name="Campaign", name_en="")


def make_event(name, campaign, **values):
    return factories.make_engagement(name=name, campaign=campaign, **values)


def page_of(client):
    response = client.get("/campaigns/campaign/timeline/")
    assert response.status_code == 200
    return response.content.decode()


def rows_of(client):
    """Name, level, date in words, and the bars and signs of each event in the chart, in the order of the page."""
    rows = []
    for level, row in re.findall(r'<tr class="event(?: level-(\d))?">(.*?)</tr>', page_of(client), re.DOTALL):
        cells = re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)
        name = re.search(r"<bdi[^>]*>([^<]*)", cells[0])[1]
        bars = re.findall(r'<rect\s+class="(sure|possible)"', cells[2])
        signs = re.findall(r'class="sign[^>]*>\s*([^<]+?)\s*<', cells[2])
        rows.append((name, int(level or 0), " ".join(re.sub(r"<[^>]+>", " ", cells[1]).split()), bars, signs))
    return rows


def test_engagements_come_in_order_of_time_with_their_parts_below_them(client, campaign):
    late = make_event("late", campaign, start="1938-10-01", end="1938-10-09")
    make_event("early", campaign, start="1938-06-01", end="1938-06-01")
    part = factories.make_engagement(name="part", part_of=late, start="1938-10-05", end="1938-10-05")
    factories.make_engagement(name="part of part", part_of=part, start="1938-10-05", end="1938-10-05")
    make_event("first part", campaign, part_of=late, start="1938-10-02", end="1938-10-02")
    factories.make_engagement(name="elsewhere", start="1938-10-01")
    assert [(name, level) for name, level, *_rest in rows_of(client)] == [
        ("Campaign", 0),
        ("early", 0),
        ("late", 0),
        ("first part", 1),
        ("part", 1),
        ("part of part", 2),
    ]
    assert 'class="visually-hidden">part of late' in page_of(client)


def test_engagements_are_grouped_by_front(client, campaign):
    make_event("north", campaign, start="1938-06-02", front="長江以北")
    make_event("south", campaign, start="1938-06-01", front="長江以南")
    make_event("north again", campaign, start="1938-06-03", front="長江以北")
    groups = re.findall(r'<tr class="group">.*?</tr>|<bdi[^>]*>[^<]*', page_of(client), re.DOTALL)
    texts = [re.sub(r"<[^>]+>", "", group).strip() for group in groups]
    assert texts[texts.index("長江以南") :] == ["長江以南", "south", "長江以北", "north", "north again"]


@pytest.mark.parametrize(
    ("start", "end", "words", "bars", "signs"),
    [
        ("1938-09-06", "1938-09-06", "6 September 1938", ["possible", "sure"], []),
        ("1938-09-06~", "1938-09-06~", "about 6 September 1938", ["possible"], ["~"]),
        ("1938-09-06?", "1938-09-06?", "perhaps 6 September 1938", ["possible"], ["?"]),
        ("1938-09-06%", "1938-09-06%", "perhaps about 6 September 1938", ["possible"], ["~?"]),
        ("1938-08", "1938-10", "August 1938 – October 1938", ["possible", "sure"], []),
        ("1938-09", "1938-09", "September 1938", ["possible"], []),
        ("1938-09-XX", "1938-09-XX", "1938-09-XX", ["possible"], []),
        ("193X-09-06", "193X-09-06", "193X-09-06", ["possible"] * 10, []),
        ("1938-09-06/..", "", "from 6 September 1938", ["possible"], ["→"]),
        ("../1938-09-06", "", "until 6 September 1938", ["possible"], ["←", "…"]),
        ("[1938-09-01,1938-09-06]", "", "1 September 1938 or 6 September 1938", ["possible"] * 2, ["…"]),
        (
            *("{1938-09-01,1938-09-06}", "{1938-09-01,1938-09-06}"),
            *("1 September 1938 and 6 September 1938", ["possible"] * 2 + ["sure"] * 2, []),
        ),
        ("1938-09-06", "", "6 September 1938", ["possible", "sure"], ["…"]),
        ("", "1938-09-06", "until 6 September 1938", ["possible", "sure"], ["…"]),
        ("-0043-03-15", "-0043-03-15", "15 March 44 BC", ["possible", "sure"], []),
        ("Y170000002", "Y170000002", "170000002", ["possible"], []),
    ],
)
def test_bars_show_sure_and_possible_days_and_signs_of_doubt(client, campaign, start, end, words, bars, signs):
    make_event("event", campaign, start=start, end=end)
    make_event("other", campaign, start="1938-12-01", end="1938-12-02")
    (row,) = [row for row in rows_of(client) if row[0] == "event"]
    assert row[2:] == (words, bars, signs)


def test_engagements_without_a_date_are_listed_apart(client, campaign):
    whole = make_event("whole", campaign)
    make_event("dated part", campaign, part_of=whole, start="1938-06-01", end="1938-06-01")
    make_event("nothing known", campaign)
    page = page_of(client)
    assert [row[:3] for row in rows_of(client)] == [
        ("Campaign", 0, "no date of its own"),
        ("whole", 0, "no date of its own"),
        ("dated part", 1, "1 June 1938"),
    ]
    undated = page.partition('<section id="undated">')[2].partition("</section>")[0]
    assert re.findall(r"<bdi[^>]*>([^<]*)", undated) == ["whole", "nothing known"]


def claims_of(client):
    rows = re.findall(r'<tr class="claim.*?</tr>', page_of(client), re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_claims_about_dates_are_shown_below_an_event_if_they_differ(client, campaign):
    event = make_event("event", campaign, start="1938-09-06", end="1938-09-09")
    for boundary, date in [("end", "1938-09-09"), ("start", "1938-09-06"), ("end", "1938-09-10~")]:
        source = factories.make_source(title=f"Book {date}")
        factories.make_dateclaim(engagement=event, boundary=boundary, date=date, source=source, locator="p. 1")
    assert claims_of(client) == [
        "≠ dates differ ended: Book 1938-09-09 , p. 1 9 September 1938",
        "ended: Book 1938-09-10~ , p. 1 about 10 September 1938 ~",
    ]


def test_date_claims_are_shown_for_an_event_without_dates(client, campaign):
    event = make_event("event", campaign)
    factories.make_dateclaim(engagement=event, date="1938-09-06", locator="p. 1")
    assert claims_of(client) == ["happened on: 武漢會戰 , p. 1 6 September 1938"]
    assert [row[0] for row in rows_of(client)] == ["Campaign", "event"]


def test_campaigns_within_a_war_are_on_its_timeline(client, campaign):
    part = factories.make_campaign(name="part", name_en="", part_of=campaign, start="1938-06-11", end="1938-10-25")
    factories.make_engagement(name="of the part", campaign=part, start="1938-07-01")
    assert [row[0] for row in rows_of(client)] == ["Campaign", "part"]


def test_every_date_leads_to_its_day(client, campaign):
    make_event("event", campaign, start="1938-09", end="1938-10-02")
    links = set(re.findall(r'href="(/days/[^"]+)"', page_of(client)))
    assert {"/days/1938-09-01/", "/days/1938-10-02/"} <= links
    assert all(client.get(link).status_code == 200 for link in links)


def test_a_campaign_of_one_year_leaves_room_for_its_days(client, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(start="1943", end="1943-12")
    make_event("event", campaign, start="1943-12-07", end="1943-12-09")
    width = float(re.search(r'class="sure"\s+x="[^"]*"\s+y="30%"\s+width="([0-9.]+)%"', page_of(client))[1])
    assert width > 50
    assert rows_of(client)[0] == ("Campaign", 0, "1943 – December 1943", ["possible"], ["←", "→"])


def test_a_campaign_without_dates_says_so(client, campaign):
    assert "Nothing in this campaign has a date yet." in page_of(client)
    assert "<svg" not in page_of(client)


def test_a_campaign_links_to_its_timeline_and_back(client, campaign):
    assert 'href="/campaigns/campaign/timeline/"' in client.get("/campaigns/campaign/").content.decode()
    assert 'href="/campaigns/campaign/"' in page_of(client)


def test_the_timeline_of_an_unknown_campaign_gives_404_with_a_sentence(client):
    response = client.get("/campaigns/nobody/timeline/")
    assert response.status_code == 404
    assert "There is no campaign “nobody”." in response.content.decode()


def test_a_very_long_timeline_links_to_the_list(client, campaign, monkeypatch):
    monkeypatch.setattr("battles.views.timeline.ENGAGEMENT_ROWS", 2)
    for day in (1, 2, 3):
        make_event(f"e{day}", campaign, start=f"1938-06-0{day}")
    assert [row[0] for row in rows_of(client)] == ["Campaign", "e1", "e2"]
    assert "The first 2 of 3 engagements and other events are shown" in page_of(client)
    for _part in range(3):
        factories.make_campaign(name="Part", part_of=campaign, start="1938-06")
    assert [row[0] for row in rows_of(client)] == ["Campaign", "Part", "Part", "e1", "e2"]
    assert '<a href="/campaigns/?part_of=campaign" rel="nofollow">' in page_of(client)


def test_engagements_nested_in_any_depth_are_shown(client, campaign):
    """Only the innermost of 600 has a date, by which all are sorted."""
    deep = [
        models.Engagement(pk=key, slug=f"e-{key}", name=f"E {key}", kind="battle", status="published")
        for key in range(1, 601)
    ]
    deep[0].campaign = campaign
    for whole, part in itertools.pairwise(deep):
        part.part_of = whole
    deep[-1].start = "1938-09-01"
    models.Engagement.objects.bulk_create(deep)
    _campaign, *rows = rows_of(client)
    assert [name for name, *_others in rows] == [engagement.name for engagement in deep]
    assert [level for _name, level, *_others in rows[:6]] == [0, 1, 2, 3, 4, 4]


def test_query_of_a_long_timeline_names_only_the_engagements_shown(
    client, campaign, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("battles.views.timeline.ENGAGEMENT_ROWS", 2)
    for number in range(9):
        make_event(f"E {number}", campaign, start=f"1938-09-0{number + 1}")
    with django_assert_max_num_queries(20) as queries:
        assert [name for name, *_others in rows_of(client)] == ["Campaign", "E 0", "E 1"]
    named = [len(found.split(",")) for query in queries for found in re.findall(r"IN \(([\d, ]+)\)", query["sql"])]
    assert max(named) == 2


def test_nothing_on_the_page_has_a_style_of_its_own(client, campaign):
    make_event("event", campaign, start="1938-09~", end="1938-10-02/..")
    assert "style=" not in page_of(client)
    assert "<script" not in page_of(client)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1938-09-06", "1938-09-06", ["6 Sep", "7 Sep"]),
        ("1938-06-01", "1938-11-30", ["Jun 1938", "Jul 1938", "Aug 1938", "Sep 1938", "Oct 1938", "Nov 1938"]),
        ("1861", "1865", ["1861", "1862", "1863", "1864", "1865"]),
        ("-0010", "0012", ["11 BC", "6 BC", "1 BC", "5", "10"]),
        ("-9999", "9999", ["10001 BC", "5001 BC", "1 BC", "5000"]),
    ],
)
def test_ticks_are_at_round_days(first, last, labels):
    axis = Axis(parse(first).earliest, parse(last).latest)
    assert [tick.label for tick in axis.ticks()] == labels


@pytest.mark.parametrize("length", [0, 1, 5, 20, 60, 112, 113, 200, 400, 1500, 1600, 4000, 10**5, 10**9, 3 * 10**14])
def test_an_axis_of_any_length_has_few_ticks(length):
    ticks = Axis(707_000, 707_000 + length).ticks()
    assert 1 <= len(ticks) <= 9


def test_a_bar_has_its_share_of_the_axis():
    axis = Axis(100, 199)
    bar = axis.bar(parse("0001-04-10"), is_sure=True)
    assert (axis.first, axis.last) == (95, 208)
    assert (bar.x, bar.width) == (f"{100 * 5 / 114:.2f}%", f"{100 / 114:.2f}%")


def test_an_axis_has_room_for_all_days_that_are_known():
    axis = Axis.around([date_extent("1938-09-06/.."), date_extent("../1938-10-06"), date_extent("1938-09-20")])
    assert axis.first < parse("1938-09-06").earliest < parse("1938-10-06").earliest < axis.last
    assert Axis.around([]) is None


def test_signs_of_doubt_are_for_approximate_and_uncertain_dates():
    assert [doubt("1938"), doubt("1938~", "1939"), doubt("1938", "1939?"), doubt("1938~", "1939?")] == [
        *("", "~", "?", "~?"),
    ]


@pytest.mark.parametrize(("least", "years"), [(0.3, 1), (1.1, 2), (3, 5), (6, 10), (21, 50), (60, 100)])
def test_years_are_counted_in_round_numbers(least, years):
    assert round_years(least) == years
