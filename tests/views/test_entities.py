"""Pages of entities: names in their script, working values, and the statements about them."""

import pytest

from battles.values.date_words import date_in_words
from tests import factories
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db


def text_of(client, record):
    return without_indentation(client.get(record.get_absolute_url()).content.decode())


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1938", "1938"),
        ("1938-07", "July 1938"),
        ("1938-07-06", "6 July 1938"),
        ("1938-07~", "about July 1938"),
        ("1938-07-26?", "perhaps 26 July 1938"),
        ("1938-07%", "perhaps about July 1938"),
        ("1938-23", "autumn 1938"),
        ("1938-08/1938-10", "August 1938 – October 1938"),
        ("../1938-10", "until October 1938"),
        ("1938-10/..", "from October 1938"),
        ("[1938-07-11..1938-07-20]", "between 11 July 1938 and 20 July 1938"),
        ("[1938-07-11,1938-07-20]", "11 July 1938 or 20 July 1938"),
        ("{1938,1939}", "1938 and 1939"),
        ("[..1938]", "by 1938"),
        ("-0256", "257 BC"),
        ("0000-03", "March 1 BC"),
        ("Y17000", "17000"),
        ("1938-XX-01", "1938-XX-01"),
    ],
)
def test_dates_are_put_in_words(date, words):
    assert date_in_words(date) == words


def test_names_stand_in_their_own_script_with_the_english_beside(client):
    unit = factories.make_unit(name="第106師團", name_en="106th Division")
    heading = text_of(client, unit).partition("<h1>")[2].partition("</h1>")[0]
    assert heading == ('<bdi lang="zh-Hant">第106師團</bdi> <bdi lang="en" class="english">106th Division</bdi>')


def test_a_name_in_latin_letters_is_not_marked_as_chinese(client):
    heading = text_of(client, factories.make_commander(name="Hatta", name_en="")).partition("<h1>")[2]
    assert heading.startswith('<bdi lang="en">Hatta</bdi></h1>')


def test_each_form_of_a_name_is_shown_with_its_language_source_and_place(client):
    campaign = factories.make_campaign()
    name = factories.make_name(campaign=campaign, text="武汉会战", language="zh-Hans", locator="¶21")
    names = text_of(client, campaign).partition('<section id="names">')[2]
    assert 'lang="zh-Hans" class="name" data-label="Name">武汉会战<' in names
    assert name.source.get_absolute_url() in names
    assert "¶21" in names


def test_a_commander_has_posts_with_their_times_and_battles(client):
    commander = factories.make_commander()
    unit, engagement = factories.make_unit(name="第11軍"), factories.make_engagement()
    factories.make_appointment(commander=commander, unit=unit, office="軍司令官", start="1938-07", end="1940-03")
    factories.make_participation(engagement=engagement, commander=commander, role="commander")
    page = text_of(client, commander)
    assert "軍司令官" in page
    assert ">July 1938</span> – " in page
    assert ">March 1940</span>" in page
    assert unit.get_absolute_url() in page
    assert engagement.get_absolute_url() in page


def test_a_unit_stands_in_its_order_of_battle(client):
    superior, unit, subordinate = (factories.make_unit() for _number in range(3))
    factories.make_subordination(unit=unit, superior=superior)
    factories.make_subordination(unit=subordinate, superior=unit)
    page = text_of(client, unit)
    above = page.partition('<section id="superiors">')[2].partition("</section>")[0]
    below = page.partition('<section id="subordinates">')[2].partition("</section>")[0]
    assert superior.get_absolute_url() in above
    assert subordinate.get_absolute_url() not in above
    assert subordinate.get_absolute_url() in below


def test_the_engagements_of_a_campaign_stand_by_front_in_order_of_date(client):
    campaign = factories.make_campaign()
    made = [
        factories.make_engagement(campaign=campaign, front=front, start=start, slug=f"{front}-{start}".strip("-"))
        for front, start in (("b", "1938-07"), ("a", "1938-09"), ("b", "1938-06"), ("a", ""), ("a", "1938-08"))
    ]
    section = text_of(client, campaign).partition('<section id="engagements">')[2]
    order = sorted(made, key=lambda engagement: section.index(engagement.get_absolute_url()))
    assert [engagement.slug for engagement in order] == ["a-1938-08", "a-1938-09", "a", "b-1938-06", "b-1938-07"]


def test_an_engagement_names_what_it_is_part_of_and_its_own_parts(client):
    campaign, place = factories.make_campaign(), factories.make_place()
    whole = factories.make_engagement(campaign=campaign, front="長江以南")
    part = factories.make_engagement(part_of=whole)
    whole.places.add(place)
    page = text_of(client, whole)
    for record in (campaign, part, place):
        assert record.get_absolute_url() in page
    assert '<dd lang="zh-Hant">長江以南</dd>' in page
    assert whole.get_absolute_url() in text_of(client, part)
    assert whole.get_absolute_url() in text_of(client, place)


def test_a_campaign_shows_the_figures_of_its_engagements_apart_from_its_own(client):
    campaign = factories.make_campaign()
    own = factories.make_claim(campaign=campaign)
    of_engagement = factories.make_claim(engagement=factories.make_engagement(campaign=campaign))
    page = text_of(client, campaign)
    figures = page.partition('<section id="figures">')[2].partition("</section>")[0]
    engagement_figures = page.partition('<section id="engagement-figures">')[2].partition("</section>")[0]
    assert own.get_absolute_url() in figures
    assert of_engagement.get_absolute_url() not in figures
    assert of_engagement.get_absolute_url() in engagement_figures


def test_no_link_promises_a_list_that_there_is_not(client):
    campaign = factories.make_campaign()
    engagement = factories.make_engagement(campaign=campaign)
    for number in range(31):
        factories.make_claim(engagement=engagement, low=number, high=number)
    page = text_of(client, campaign)
    assert "The first 30 of 31 are shown." in page
    assert "in a list" not in page


def test_a_source_shows_what_it_is_part_of(client):
    source = factories.make_source(
        editors="鄧正兵|B. Editor", translators="C. Translator", container="江漢大學學報", volume="33", issue="5",
        pages="96–101", edition="第二版", doi="10.1000/a<b", short_title="Deng 2014",
    )  # fmt: skip
    page = text_of(client, source)
    for text in ("鄧正兵", "B. Editor", "C. Translator", "江漢大學學報", "33", "5", "96–101", "第二版", "Deng 2014"):
        assert f">{text}<" in page
    assert '<a href="https://doi.org/10.1000/a%3Cb" rel="noreferrer">10.1000/a&lt;b</a>' in page


def test_a_source_has_what_it_says_and_what_others_quote_from_it(client):
    source = factories.make_source(authors="愛瀾|B. Author", issued="2012-10", isbn="9789866309359")
    derived = factories.make_source(derived_from=source)
    said = factories.make_claim(source=source)
    quoted = factories.make_claim(quoted_source=source)
    page = text_of(client, source)
    for text in ("愛瀾", "B. Author", "October 2012", "9789866309359"):
        assert text in page
    assert derived.get_absolute_url() in page
    figures = page.partition('<section id="figures">')[2].partition("</section>")[0]
    quotations = page.partition('<section id="quoted">')[2].partition("</section>")[0]
    assert said.get_absolute_url() in figures
    assert quoted.get_absolute_url() in quotations
    assert f'<a href="/claims/?source={source.slug}" rel="nofollow">1</a>' in page
    assert f'<a href="/claims/?quoted_source={source.slug}">1</a>' in page


def test_a_belligerent_has_figures_about_it_and_figures_that_come_from_it(client):
    side, enemy = factories.make_belligerent(), factories.make_belligerent()
    about = factories.make_claim(belligerent=side, claimant=enemy)
    page, enemy_page = text_of(client, side), text_of(client, enemy)
    assert about.get_absolute_url() in page.partition('<section id="figures">')[2]
    assert about.get_absolute_url() in enemy_page.partition('<section id="claimed">')[2]
    assert '<section id="figures">' not in enemy_page
