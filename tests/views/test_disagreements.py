"""Claims about the same thing are side by side, and pages say whether they differ."""

import html
import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client, path):
    return html.unescape(client.get(path).content.decode())


def words_of(fragment):
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(fragment)).split())


@pytest.fixture
def chinese_losses():
    """254,628 twice: killed in one source, killed and wounded in the other."""
    campaign = factories.make_campaign(slug="battle-of-wuhan")
    about = {
        "campaign": campaign,
        "belligerent": factories.make_belligerent(),
        "low": 254628,
        "high": 254628,
        "attributed_to": "軍事委員會",
    }
    novel = factories.make_source(title="晉察冀", kind="novel", language="zh-Hant")
    article = factories.make_source(title="武漢會戰", kind="encyclopedia_article", language="zh-Hant")
    return (
        factories.make_claim(source=novel, category="killed", locator="¶5", wording="爲254628人", **about),
        factories.make_claim(
            source=article, category="killed_and_wounded", locator="¶16", wording="254,628人陣亡與受傷", **about
        ),
    )


def assert_has_both(page, claims):
    """Each claim's number is followed by its own wording, source and place."""
    words = words_of(page)
    for claim in claims:
        assert re.search(
            rf"254,628.{{0,80}}{re.escape(claim.wording)} .{{0,20}}{claim.source.title} .{{0,5}}{claim.locator}", words
        ), words


@pytest.mark.both_engines
def test_a_campaign_shows_one_number_with_its_two_meanings_and_both_sources(client, chinese_losses):
    page = text_of(client, "/campaigns/battle-of-wuhan/")
    figures = page.partition('<section id="figures">')[2].partition("</section>")[0]
    assert_has_both(figures, chinese_losses)
    words = words_of(figures)
    assert re.search(r"Killed, persons .{0,40}254,628 爲254628人", words)
    assert re.search(r"Killed and wounded, persons .{0,40}254,628 254,628人陣亡與受傷", words)
    assert "sources differ on the meaning 254,628 is counted as killed, elsewhere killed and wounded." in words


@pytest.mark.parametrize(
    ("path", "section", "heading"),
    [
        ("/", '<section class="case">', "sources differ on the meaning"),
        ("/disagreements/", '<section id="meanings">', "One number, two meanings 1"),
        ("/disagreements/?about=meanings", '<section id="meanings">', "One number, two meanings 1"),
    ],
)
def test_one_number_with_two_meanings_is_a_disagreement(client, chinese_losses, path, section, heading):
    case = text_of(client, path).partition(section)[2].partition("</section>")[0]
    assert heading in words_of(case)
    assert "killed, persons" in words_of(case)
    assert "killed and wounded, persons" in words_of(case)
    for claim in chinese_losses:
        assert claim.get_absolute_url() in case
        assert claim.source.get_absolute_url() in case


def test_a_claim_has_the_others_beside_it(client, chinese_losses):
    killed, killed_and_wounded = chinese_losses
    factories.make_claim(campaign=killed.campaign, belligerent=killed.belligerent, kind="strength", category="total")
    page = text_of(client, killed.get_absolute_url())
    others = page.partition('<section id="others">')[2]
    assert killed_and_wounded.get_absolute_url() in others
    assert "Killed and wounded, persons" in words_of(others)
    assert others.count('scope="row"') == 1


def test_claims_about_the_same_thing_come_before_those_of_other_categories(client, chinese_losses):
    killed, killed_and_wounded = chinese_losses
    same = factories.make_claim(campaign=killed.campaign, belligerent=killed.belligerent, low=1, high=1)
    others = text_of(client, killed.get_absolute_url()).partition('<section id="others">')[2]
    assert others.index(same.get_absolute_url()) < others.index(killed_and_wounded.get_absolute_url())


def make_pair(**values):
    """Two claims about the same thing, the second with the values given."""
    campaign, belligerent = factories.make_campaign(slug="of-two"), factories.make_belligerent()
    first = factories.make_claim(campaign=campaign, belligerent=belligerent)
    return first, factories.make_claim(**{"campaign": campaign, "belligerent": belligerent} | values)


DIFFERENT = [
    {"low": 101, "high": 101},
    {"low": 50, "high": 100, "qualifier": "range"},
    {"low": 100, "high": None, "qualifier": "over"},
    {"low": None, "high": 100, "qualifier": "at_most"},
]
NOT_COMPARABLE = [
    {},
    {"qualifier": "about"},
    {"low": 101, "high": 101, "category": "wounded"},
    {"low": 101, "high": 101, "counted": "officers"},
    {"low": 101, "high": 101, "kind": "civilian_casualties"},
    {"low": 101, "high": 101, "scope": "north of the Yangtze"},
    {"low": 101, "high": 101, "as_of": "1938-10"},
    {"low": 101, "high": 101, "belligerent": None},
    {"low": None, "high": None, "qualifier": "unquantified"},
]


@pytest.mark.both_engines
@pytest.mark.parametrize("values", DIFFERENT)
def test_claims_about_the_same_thing_with_other_bounds_differ(client, values):
    first, second = make_pair(**values)
    assert "≠ sources differ" in words_of(text_of(client, "/campaigns/of-two/"))
    page = text_of(client, "/disagreements/?about=figures")
    assert first.get_absolute_url() in page
    assert second.get_absolute_url() in page


@pytest.mark.parametrize("values", NOT_COMPARABLE)
def test_claims_with_the_same_bounds_or_about_other_things_do_not_differ(client, values):
    make_pair(**values)
    assert "sources differ" not in words_of(text_of(client, "/campaigns/of-two/"))
    assert "None so far." in text_of(client, "/disagreements/?about=figures")


def test_a_figure_of_one_unit_is_not_compared_with_that_of_the_side(client):
    make_pair(low=101, high=101, unit=factories.make_unit())
    assert "None so far." in text_of(client, "/disagreements/?about=figures")


def test_one_source_with_two_categories_is_no_disagreement_on_the_meaning(client):
    source = factories.make_source()
    first, _second = make_pair(category="wounded", source=source)
    type(first).objects.filter(pk=first.pk).update(source=source)
    assert "sources differ on the meaning" not in text_of(client, "/campaigns/of-two/")
    assert "None so far." in text_of(client, "/disagreements/?about=meanings")


def test_dates_and_outcomes_that_differ_are_shown(client):
    campaign = factories.make_campaign(slug="of-dates")
    for date in ("1938-10-25", "1938-10-27"):
        factories.make_dateclaim(campaign=campaign, boundary="end", date=date)
    factories.make_dateclaim(campaign=campaign, boundary="start", date="1938-06-11")
    for outcome in ("victory", "pyrrhic_victory"):
        factories.make_outcomeclaim(campaign=campaign, outcome=outcome)
    for path, said in (("/campaigns/of-dates/", "≠ sources differ"), ("/disagreements/", "2 2 25 October 1938")):
        words = words_of(text_of(client, path))
        assert re.search(rf"nded {said}", words), words
        assert "27 October 1938" in words
        assert "Pyrrhic victory" in words
    assert "11 June 1938" not in text_of(client, "/disagreements/?about=dates")


def test_disagreements_have_pages(client):
    for number in range(25):
        engagement = factories.make_engagement(slug=f"fight-{number}")
        for low in (1, 2):
            factories.make_claim(engagement=engagement, low=low, high=low)
    first, second = (text_of(client, f"/disagreements/?about=figures&page={page}") for page in (1, 2))
    assert "Page 1 of 2" in first
    assert "/disagreements/?about=figures&page=2" in first
    cases = re.findall(r'scope="rowgroup" class="event"><a href="(/engagements/fight-[0-9]+/)"', first + second)
    assert len(cases) == len(set(cases)) == 25


def test_remarks_on_a_figure_are_shown_with_it(client):
    side, enemy = factories.make_belligerent(name="中華民國"), factories.make_belligerent(name="大日本帝國")
    campaign = factories.make_campaign(slug="of-words")
    claim = factories.make_claim(
        campaign=campaign,
        belligerent=side,
        claimant=enemy,
        low=100,
        high=None,
        qualifier="over",
        wording="超過100人",
        source=factories.make_source(title="武漢会戦", language="ja"),
        quoted_source=factories.make_source(title="日中戰爭史"),
        quoted_locator="p. 328",
        attributed_to="日本統計",
        scope="north of the Yangtze",
        as_of="1938-10",
        disputed=True,
        standing="deprecated",
        standing_reason="a slip of the pen",
        note="a doubtful reading",
    )
    page = text_of(client, "/campaigns/of-words/")
    words = words_of(page)
    for text in (
        "> 100",
        "武漢会戦 , " + claim.locator,
        "citing 日中戰爭史 , p. 328",
        "日本統計 claim of another side: 大日本帝國",
        "north of the Yangtze · as of October 1938",
        "contested according to the source",
        "deprecated: a slip of the pen",
        "a doubtful reading",
    ):
        assert text in words
    assert '<q lang="ja">超過100人</q>' in page


@pytest.mark.both_engines
def test_claims_are_grouped_by_date_though_two_dates_begin_on_one_day(client):
    campaign = factories.make_campaign(slug="of-dates")
    for low, as_of in ((4, "1938-10"), (3, "1938-10-01"), (2, "1938-10"), (1, "1938-10-01")):
        factories.make_claim(campaign=campaign, low=low, high=low, as_of=as_of)
    assert text_of(client, "/campaigns/of-dates/").count('<tr class="group">') == 2
