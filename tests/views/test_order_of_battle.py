"""The order of battle: units under every superior that a source gives them, and commanders in their posts."""

import html
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from battles.models import Subordination
from tests import factories
from tests.factories import make_appointment, make_engagement, make_participation, make_subordination
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db
PATH = "/campaigns/battle-of-wuhan/order-of-battle/"


@pytest.fixture
def campaign():
    return factories.make_campaign(slug="battle-of-wuhan")


@pytest.fixture
def japan():
    return factories.make_belligerent(slug="japan", name="大日本帝國", name_en="Empire of Japan")


@pytest.fixture
def make_units(japan):
    def make(*slugs, **values):
        return [factories.make_unit(**{"slug": slug, "name": slug, "belligerent": japan} | values) for slug in slugs]

    return make


def page_of(client, date=""):
    response = client.get(PATH, {"date": date} if date else {})
    assert response.status_code == 200, response.content.decode()
    return html.unescape(without_indentation(response.content.decode()))


def words_of(fragment):
    return " ".join(re.sub(r"<[^>]+>", " ", fragment).split())


def section(page, heading):
    """The page from this heading to the next."""
    return page.partition(f">{heading}")[2].partition("<h")[0]


def paths_of(page):
    """The path of each unit from the top unit, read from the nested lists."""
    chains = page.partition('<ul class="chains">')[2]
    above, paths, names = [], [], None
    depth = 1
    for tag, slug in re.findall(r'<(/?[uo]l|/?li)\b|<b><a href="/units/([^/]+)/"', chains):
        if tag == "ul":
            depth += 1
            above.append(names)
        elif tag == "/ul":
            depth -= 1
            if not depth:
                break
            names = above.pop()
        elif slug:
            parents = [each for each in above if each]
            names = slug
            paths.append("/".join([*parents, slug]))
    assert not depth
    return paths


@pytest.mark.both_engines
def test_a_unit_stands_under_its_superior_with_the_source_beside_it(client, campaign, make_units):
    army, division = make_units("army", "division")
    said = make_subordination(
        unit=division, superior=army, campaign=campaign, wording="第11軍所屬", locator="¶30", note="a doubtful reading"
    )
    page = page_of(client)
    assert paths_of(page) == ["army", "army/division"]
    assert page.count("<h1") == 1
    line = words_of(page.partition('id="unit-division"')[2].partition("</li>")[0])
    assert re.search(rf"第11軍所屬 {said.source.title} , ¶30 a doubtful reading", line)
    assert "no source states its superior" in words_of(page.partition('id="unit-army"')[2].partition("<ul>")[0])


def test_units_stand_by_echelon_and_number(client, campaign, make_units):
    (top,) = make_units("top", echelon="army")
    for unit in [*make_units("11th", "9th", "101st"), *make_units("99th", echelon="corps")]:
        make_subordination(unit=unit, superior=top, campaign=campaign)
    assert paths_of(page_of(client)) == ["top", "top/99th", "top/9th", "top/11th", "top/101st"]


def test_two_sources_with_different_superiors_are_both_shown_and_marked(client, campaign, make_units):
    first, second, division = make_units("1st-army", "2nd-army", "division")
    one = make_subordination(unit=division, superior=first, campaign=campaign)
    other = make_subordination(unit=division, superior=second, campaign=campaign)
    page = page_of(client)
    assert paths_of(page) == ["1st-army", "1st-army/division", "2nd-army", "2nd-army/division"]
    assert words_of(page).count("≠ sources differ on its superior") == 2
    line = page.partition('id="unit-division"')[2].partition("</li>")[0]
    assert re.search(rf"also placed under 2nd-army .*{other.locator}", words_of(line))
    assert one.source.get_absolute_url() in line
    assert other.source.get_absolute_url() in line


def test_one_source_with_two_superiors_does_not_differ_from_itself(client, campaign, make_units):
    first, second, division = make_units("1st-army", "2nd-army", "division")
    source = factories.make_source()
    make_subordination(unit=division, superior=first, campaign=campaign, source=source, end="1938-08")
    make_subordination(unit=division, superior=second, campaign=campaign, source=source, start="1938-09")
    words = words_of(page_of(client))
    assert "sources differ" not in words
    assert "also placed under 2nd-army" in words


def test_two_sources_that_agree_stand_at_one_place(client, campaign, make_units):
    army, division = make_units("army", "division")
    said = [make_subordination(unit=division, superior=army, campaign=campaign) for _number in range(2)]
    page = page_of(client)
    assert paths_of(page) == ["army", "army/division"]
    assert "sources differ" not in page
    for each in said:
        assert each.source.get_absolute_url() in page


def test_a_circle_of_superiors_is_marked_and_does_not_loop(client, campaign, make_units):
    first, second, third, below = make_units("1st", "2nd", "3rd", "a-unit-below")
    for unit, superior in ((first, second), (second, third), (third, first), (below, third)):
        make_subordination(unit=unit, superior=superior, campaign=campaign)
    page = page_of(client)
    assert paths_of(page) == ["1st", "1st/3rd", "1st/3rd/2nd", "1st/3rd/2nd/1st", "1st/3rd/a-unit-below"]
    assert words_of(page).count("↻ a circle") == 1
    assert "placed under 2nd" in words_of(page.partition('id="unit-1st"')[2].partition("<ul>")[0])
    assert "no source states its superior" not in page


def test_subordinates_of_a_unit_at_two_places_are_listed_once(client, campaign, make_units):
    """Twenty such forks in a row would otherwise make a million lines."""
    rows = [make_units(*(f"{level:02}-{side}" for side in "ab")) for level in range(20)]
    for upper, lower in pairwise(rows):
        for superior in upper:
            for unit in lower:
                make_subordination(unit=unit, superior=superior, campaign=campaign)
    paths = paths_of(page_of(client))
    assert len(paths) == 2 + 19 * 4
    assert sum(path.endswith("19-b") for path in paths) == 2
    assert "Its commanders and units are listed where it stands first." in page_of(client)


@pytest.mark.both_engines(quick=False)
@pytest.mark.parametrize("is_circular", [False, True], ids=["without circles", "with circles"])
def test_each_statement_is_drawn_twice_at_most(client, campaign, make_units, is_circular):
    """Once where its unit stands under the superior, and once where the unit is drawn in full."""
    units = make_units(*(f"unit-{number}" for number in range(8)))
    for number, unit in enumerate(units):
        for superior in units[:number] + (units[number + 1 :] if is_circular else []):
            make_subordination(unit=unit, superior=superior, campaign=campaign, wording="under it")
    page = page_of(client)
    statements = Subordination.objects.count()
    assert page.count("under it") <= 2 * statements
    assert page.count("<b>") == statements + 1
    assert page.count('<li id="unit-') == len(units)


def test_a_chain_of_three_hundred_units_is_shown(client, campaign, make_units):
    units = make_units(*(f"level-{number}" for number in range(300)))
    Subordination.objects.bulk_create(
        Subordination(
            ref=f"s-{number}", source=source, unit=lower, superior=upper, campaign=campaign, status="published"
        )
        for source in [factories.make_source()]
        for number, (upper, lower) in enumerate(pairwise(units))
    )
    page = page_of(client)
    paths = paths_of(page)
    assert len(paths) == 300
    assert paths[-1].count("/") == 299
    levels = [words_of(page.partition(f'id="unit-level-{level}"')[2].partition("<ul")[0]) for level in (8, 9)]
    assert ["under level" in level for level in levels] == [False, True]


def test_acting_commanders_are_shown_as_such_after_commanders(client, campaign, make_units):
    army, division = make_units("army", "division")
    make_subordination(unit=division, superior=army, campaign=campaign)
    for name, role in (("甲", "chief_of_staff"), ("乙", "acting_commander"), ("丙", "commander")):
        commander = factories.make_commander(name=name, name_en="")
        make_appointment(commander=commander, unit=division, campaign=campaign, role=role, office="師團長", rank="中將")
    page = page_of(client)
    posts = page.partition('id="unit-division"')[2].partition('<ul class="posts">')[2].partition("</ul>")[0]
    assert re.findall(r"Commander 丙|Acting commander 乙|Chief of staff 甲", words_of(posts)) == [
        "Commander 丙",
        "Acting commander 乙",
        "Chief of staff 甲",
    ]
    assert "師團長 , rank: 中將" in words_of(posts)


def test_statements_of_one_post_stand_together(client, campaign, make_units):
    army, division = make_units("army", "division")
    make_subordination(unit=division, superior=army, campaign=campaign)
    okamura, acting = (factories.make_commander(name=name, name_en="") for name in ("岡村寧次", "吉本貞一"))
    said = [make_appointment(commander=okamura, unit=army, campaign=campaign, wording=f"其{n}") for n in "一二"]
    make_appointment(commander=acting, unit=army, campaign=campaign)
    make_appointment(commander=okamura, unit=division, campaign=campaign)
    page = page_of(client)
    posts = page.partition('id="unit-army"')[2].partition('<ul class="posts">')[2].partition("</ul>")[0]
    assert words_of(posts).count("岡村寧次") == words_of(posts).count("吉本貞一") == 1
    for each in said:
        assert each.wording in posts
        assert each.source.get_absolute_url() in posts
    assert words_of(page).count("岡村寧次") == 2


def test_units_of_another_side_show_their_belligerent(client, campaign, make_units):
    commission, army = make_units("commission", "army")
    communists = factories.make_belligerent(name="中共", name_en="Communist forces")
    (eighth,) = make_units("8th-route-army", belligerent=communists)
    for unit in (army, eighth):
        make_subordination(unit=unit, superior=commission, campaign=campaign)
    page = page_of(client)
    assert paths_of(page) == ["commission", "commission/8th-route-army", "commission/army"]
    assert "8th-route-army division · 中共 Communist forces" in words_of(page)
    assert page.count(communists.get_absolute_url()) == 1
    assert words_of(page).count("大日本帝國") == 1


def test_units_without_a_stated_superior_are_listed_apart(client, campaign, make_units):
    army, division, alone, led = make_units("army", "division", "alone", "led")
    make_subordination(unit=division, superior=army, campaign=campaign)
    engagement = make_engagement(campaign=campaign, name="萬家嶺戰役")
    said = make_participation(engagement=engagement, unit=alone, role="attacker", wording="第106師團", note="garbled")
    make_participation(campaign=campaign, unit=division)
    make_appointment(unit=led, campaign=campaign)
    page = page_of(client)
    listed = section(page, "Units whose superior no source states")
    assert re.findall(r'<b><a href="/units/([^/]+)/"', listed) == ["alone", "led"]
    assert re.search(rf"Attacker: 萬家嶺戰役 第106師團 {said.source.title} , {said.locator} garbled", words_of(listed))
    assert "岡村寧次" in listed


def test_only_the_first_participations_are_shown_and_the_others_are_counted(client, campaign, make_units):
    (unit,) = make_units("busy")
    for _number in range(5):
        make_participation(engagement=make_engagement(campaign=campaign), unit=unit)
    page = page_of(client)
    assert page.count("Participant:") == 3
    assert f'<a href="{unit.get_absolute_url()}#participations">2 more participations</a>' in page


def test_commanders_without_a_unit_or_a_post_stand_with_their_side(client, campaign, japan):
    minister, planner, nobody = (
        factories.make_commander(name=name, name_en="", belligerent=side)
        for name, side in (("甲", japan), ("乙", japan), ("丙", None))
    )
    make_appointment(commander=minister, office="陸軍大臣", campaign=campaign)
    make_participation(campaign=campaign, commander=minister)
    make_participation(campaign=campaign, commander=planner, role="planner")
    make_participation(campaign=campaign, commander=nobody)
    page = page_of(client)
    assert "陸軍大臣" in section(page, "Offices that the sources name no unit for")
    without = section(page, "Commanders whose post no source states")
    assert "乙" in without
    assert "甲" not in without
    assert "丙" in page.partition("Belligerent not stated")[2]


@pytest.mark.both_engines
def test_statements_without_a_campaign_count_if_their_unit_is_in_it(client, campaign, make_units):
    army, division, stranger = make_units("army", "division", "stranger")
    make_participation(campaign=campaign, unit=division)
    make_subordination(unit=division, superior=army)
    make_subordination(unit=stranger, superior=army)
    make_subordination(unit=stranger, superior=division, campaign=factories.make_campaign())
    page = page_of(client)
    assert paths_of(page) == ["army", "army/division"]
    assert words_of(page).count("no campaign named") == 1


@pytest.mark.both_engines
def test_statements_on_a_day_are_sure_possible_undated_or_of_other_days(client, campaign, make_units):
    army, *divisions = make_units("army", "1st", "2nd", "3rd", "4th")
    periods = [("1938-07", "1938-10"), ("1938-07", ""), ("", ""), ("1938-10", "1938-12")]
    for unit, (start, end) in zip(divisions, periods, strict=True):
        make_subordination(unit=unit, superior=army, campaign=campaign, start=start, end=end)
    make_appointment(unit=army, campaign=campaign, office="前任", end="1938-08")
    page = page_of(client, "1938-09-06")
    assert paths_of(page) == ["army", "army/1st", "army/2nd", "army/3rd"]
    for slug, mark in (("1st", "● on this day"), ("2nd", "◐ perhaps on this day"), ("3rd", "○ undated")):
        assert mark in words_of(page.partition(f'id="unit-{slug}"')[2].partition("</li>")[0])
    others = words_of(page.partition('id="other-days"')[2])
    assert re.search(r"4th under army × not on this day · October 1938 – December 1938", others)
    assert "前任" in others
    assert "前任" not in page.partition('id="other-days"')[0]
    assert "4th" in page_of(client).partition('<ul class="chains">')[2]


def test_a_superior_on_other_days_is_named(client, campaign, make_units):
    army, division, alone = make_units("army", "division", "alone")
    make_subordination(unit=alone, superior=army, campaign=campaign, end="1938-08")
    make_participation(campaign=campaign, unit=alone)
    make_subordination(unit=division, superior=army, campaign=campaign)
    make_subordination(unit=army, superior=alone, campaign=campaign, start="1939")
    words = words_of(page_of(client, "1938-09-06"))
    assert "Units without a superior on this day" in words
    assert "on other days under army × not on this day · until August 1938" in words
    assert "superior stated for other days only" in words
    assert "no source states" not in words


def test_sources_do_not_differ_if_their_days_differ(client, campaign, make_units):
    first, second, division = make_units("1st-army", "2nd-army", "division")
    make_subordination(unit=division, superior=first, campaign=campaign, start="1938-06", end="1938-08")
    make_subordination(unit=division, superior=second, campaign=campaign, start="1938-09-01", end="1938-10")
    assert "sources differ" in page_of(client)
    page = page_of(client, "1938-09-06")
    assert "sources differ" not in page
    assert paths_of(page) == ["2nd-army", "2nd-army/division"]


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("1938-09", "“1938-09” is no day: give year, month and day, as in 1938-09-06"),
        ("1938-02-30", "“1938-02-30” has no day 30"),
        ("yesterday", "“yesterday” is no day"),
        ("九月", "“九月” is no day"),
        ("1938-09-06~", "“1938-09-06~” is no day"),
        ("1" * 300, f"“{'1' * 40}…” is no day"),
        ("Y" + "1" * 300 + "-09-06", "…” is no day"),
        ("<b>", "“<b>” is no day"),
    ],
)
def test_a_wrong_day_is_answered_in_a_sentence(client, campaign, date, sentence):
    response = client.get(PATH, {"date": date})
    assert response.status_code == 400
    assert sentence in html.unescape(response.content.decode())
    assert "<b>”" not in response.content.decode()


@pytest.mark.both_engines
@given(
    date=st.one_of(
        st.text(max_size=12), st.from_regex(r"\[?-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%/.]{0,2}\]?", fullmatch=True)
    )
)
def test_no_day_breaks_the_page(client, campaign, date):
    assert client.get(PATH, {"date": date}).status_code in (200, 400)


def test_an_empty_day_counts_as_no_day(client, campaign, make_units):
    army, division = make_units("army", "division")
    make_subordination(unit=division, superior=army, campaign=campaign, start="1950")
    # The form for the language holds the address of the page.
    assert client.get(PATH + "?date=").content.replace(b"?date=", b"") == client.get(PATH).content


def test_a_campaign_without_statements_says_so_and_an_unknown_one_gives_404(client, campaign):
    assert "No source says anything yet of units or commanders in this campaign." in page_of(client)
    response = client.get("/campaigns/nothing/order-of-battle/")
    assert response.status_code == 404
    assert "There is no campaign “nothing”." in response.content.decode()


def test_the_campaigns_page_links_to_its_order_of_battle(client, campaign):
    assert f'href="{PATH}"' in client.get(campaign.get_absolute_url()).content.decode()


def test_a_page_that_leaves_statements_out_says_how_many(client, campaign, make_units, monkeypatch):
    army, *divisions = make_units("army", "1st", "2nd", "3rd")
    for division in divisions:
        make_subordination(unit=division, superior=army, campaign=campaign)
    monkeypatch.setattr("battles.views.order_of_battle.STATEMENTS", 2)
    page = page_of(client)
    assert "Only the first 2 of 3 subordinations are taken into account." in page
    assert len(paths_of(page)) == 3


def test_the_number_of_queries_does_not_grow_with_units_or_levels(client, campaign, make_units):
    units = make_units(*(f"unit-of-{number}" for number in range(24)))

    def count(first, last):
        for upper, lower in pairwise(units[first:last]):
            make_subordination(unit=lower, superior=upper, campaign=campaign, quoted_source=factories.make_source())
            make_appointment(unit=lower, campaign=campaign)
            make_participation(engagement=make_engagement(campaign=campaign))
        with CaptureQueriesContext(connection) as queries:
            page_of(client, "1938-09-06")
        return len(queries)

    assert count(0, 2) == count(2, 24) == 4
