"""The page of disagreements: numbers, filters, order, pages and files."""

import csv
import html
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from battles import models
from tests import factories

pytestmark = pytest.mark.django_db

# Figures of five books for one war. They lie beside the repository where it is built.
WAR = Path(settings.BASE_DIR).parent / "shared" / "data" / "acw"


def rows_of(client, path):
    """The groups on the page, as lists of the texts of their cells."""
    page = client.get(path)
    assert page.status_code == 200, page.content.decode()
    groups = re.findall(r'<tr class="group">(.*?)</tr>', page.content.decode(), re.DOTALL)
    cells = (re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", group, re.DOTALL) for group in groups)
    return [[" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells]


def file_of(client, path):
    content = client.get(path).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content))) if "format=csv" in path else json.loads(content)


def differ(*numbers, **about):
    """Claims of as many sources, one for each number."""
    if not {"campaign", "engagement"} & about.keys():
        about["engagement"] = factories.make_engagement()
    return [factories.make_claim(low=number, high=number, **about) for number in numbers]


@pytest.mark.both_engines
def test_each_disagreement_has_its_numbers_and_its_claims(client):
    claims = differ(100, 250, 100, engagement=factories.make_engagement(slug="fight", name="Fight"))
    assert rows_of(client, "/disagreements/?about=figures") == [
        ["Fight", "–", "killed, persons casualties", "3", "3", "100", "250", "2.50"]
    ]
    page = client.get("/disagreements/?about=figures").content.decode()
    for claim in claims:
        assert claim.get_absolute_url() in page
        assert claim.source.get_absolute_url() in page


def test_a_missing_bound_is_neither_lowest_nor_highest(client):
    engagement = factories.make_engagement()
    differ(0, engagement=engagement)
    factories.make_claim(engagement=engagement, low=200, high=None, qualifier="over")
    factories.make_claim(engagement=engagement, low=None, high=300, qualifier="at_most")
    ((*_about, lowest, highest, ratio),) = rows_of(client, "/disagreements/?about=figures")
    assert (lowest, highest, ratio) == ("0", "300", "–")


def test_one_source_alone_is_no_disagreement(client):
    source, engagement = factories.make_source(), factories.make_engagement()
    differ(1, 2, engagement=engagement, source=source)
    assert rows_of(client, "/disagreements/") == []
    differ(3, engagement=engagement, source=source, quoted_source=factories.make_source())
    ((*_about, claims, sources, _lowest, _highest, _ratio),) = rows_of(client, "/disagreements/?about=figures")
    assert (claims, sources) == ("3", "2")


def test_a_work_quoted_by_two_sources_is_one_source(client):
    quoted, engagement = factories.make_source(), factories.make_engagement()
    differ(1, 2, engagement=engagement, quoted_source=quoted)
    assert rows_of(client, "/disagreements/") == []
    differ(1, engagement=engagement, source=quoted)
    assert rows_of(client, "/disagreements/") == []


@pytest.fixture
def war():
    """A war with a campaign, an engagement in it and a part of that, and a campaign elsewhere: two figures on each."""
    war = factories.make_campaign(slug="war", name="War")
    campaign = factories.make_campaign(slug="campaign", name="Campaign", part_of=war)
    engagement = factories.make_engagement(name="Engagement", campaign=campaign)
    part = factories.make_engagement(name="Part", part_of=engagement)
    elsewhere = factories.make_campaign(slug="elsewhere", name="Elsewhere")
    side, enemy = factories.make_belligerent(slug="side"), factories.make_belligerent(slug="enemy")
    differ(1, 9, campaign=war, belligerent=side)
    differ(1, 8, campaign=campaign, belligerent=enemy)
    differ(1, 7, engagement=engagement, belligerent=side, kind="strength", category="total")
    differ(1, 6, engagement=part, belligerent=enemy)
    differ(1, 5, campaign=elsewhere, belligerent=side)
    for event in ({"campaign": campaign}, {"engagement": part}, {"campaign": elsewhere}):
        for number in (1, 3):
            factories.make_dateclaim(**event, date=f"1938-10-2{number}")
        for outcome in ("victory", "stalemate"):
            factories.make_outcomeclaim(**event, outcome=outcome)


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("about=figures", {"War", "Campaign", "Engagement", "Part", "Elsewhere"}),
        ("about=figures&campaign=war", {"War", "Campaign", "Engagement", "Part"}),
        ("about=figures&campaign=campaign", {"Campaign", "Engagement", "Part"}),
        ("about=figures&campaign=elsewhere", {"Elsewhere"}),
        ("about=dates&campaign=war", {"Campaign", "Part"}),
        ("about=outcomes&campaign=elsewhere", {"Elsewhere"}),
        ("about=figures&belligerent=enemy", {"Campaign", "Part"}),
        ("about=figures&kind=strength", {"Engagement"}),
        ("about=figures&belligerent=side&kind=casualties&campaign=war", {"War"}),
        ("belligerent=enemy", {"Campaign", "Part"}),
    ],
)
def test_a_filter_selects_groups(client, war, query, expected):
    models.Engagement.objects.update(name_en="")
    models.Campaign.objects.update(name_en="")
    assert {row[0] for row in rows_of(client, f"/disagreements/?{query}")} == expected
    assert len(file_of(client, f"/disagreements/?{query}&format=csv")) == len(expected)


@pytest.mark.both_engines
def test_every_column_sorts_both_ways(client, war):
    for about in ("figures", "meanings", "dates", "outcomes"):
        path = f"/disagreements/?about={about}"
        keys = re.findall(r"sort=([a-z_]+)", client.get(path).content.decode())
        assert {"event", "claims", "sources"} <= set(keys) or about == "meanings"
        for key in keys:
            ascending, descending = (rows_of(client, f"{path}&sort={sign}{key}") for sign in ("", "-"))
            assert sorted(ascending) == sorted(descending)
    for key, highest in (("highest", ["5", "6", "7", "8", "9"]), ("ratio", ["5", "6", "7", "8", "9"])):
        for sign, expected in (("", highest), ("-", highest[::-1])):
            rows = rows_of(client, f"/disagreements/?about=figures&sort={sign}{key}")
            assert [row[-2] for row in rows] == expected


def test_groups_sort_by_their_numbers_of_claims_and_of_sources(client):
    many, few = factories.make_engagement(name="many"), factories.make_engagement(name="few")
    source, other = factories.make_source(), factories.make_source()
    differ(1, 2, 3, engagement=few, source=source)
    differ(4, engagement=few, source=other)
    differ(1, 2, 3, engagement=many)
    by_claims, by_sources = (
        [row[0] for row in rows_of(client, f"/disagreements/?about=figures{sort}")] for sort in ("", "&sort=-sources")
    )
    assert (by_claims, by_sources) == (["few", "many"], ["many", "few"])


@pytest.mark.both_engines
def test_dates_have_their_first_and_last_day_and_the_days_between(client):
    engagement = factories.make_engagement(name="Fight")
    for date in ("1938-10-25", "1938-10", "-0043-03-15"):
        factories.make_dateclaim(engagement=engagement, date=date)
    ((*_about, earliest, latest, days),) = rows_of(client, "/disagreements/?about=dates")
    assert (earliest, latest) == ("15 March 44 BC", "31 October 1938")
    assert days == "723,775"


def test_the_file_has_what_the_page_shows_in_its_order(client, war):
    rows = file_of(client, "/disagreements/?about=figures&campaign=war&sort=-highest&per_page=1&format=csv")
    assert [row["highest"] for row in rows] == ["9", "8", "7", "6"]
    first = rows[0]
    assert (first["about"], first["campaign"], first["engagement"]) == ("figures", "war", "")
    assert (first["belligerent"], first["kind"], first["category"]) == ("side", "casualties", "killed")
    assert (first["claims"], first["sources"], first["lowest"], first["ratio"]) == ("2", "2", "1", "9")
    refs = first["refs"].split("|")
    claims = [models.FigureClaim.objects.get(ref=ref) for ref in refs]
    assert first["values"].split("|") == [claim.figure for claim in claims] == ["1", "9"]


def test_json_has_numbers_and_lists(client, war):
    rows = file_of(client, "/disagreements/?format=json&campaign=elsewhere")
    figure, date, outcome = rows
    assert (figure["lowest"], figure["highest"], figure["ratio"], figure["claims"]) == (1, 5, 5.0, 2)
    assert (date["about"], date["lowest"], date["highest"], date["days"]) == ("dates", "1938-10-21", "1938-10-23", 2)
    assert date["values"] == ["1938-10-21", "1938-10-23"]
    assert (outcome["about"], outcome["ratio"], outcome["belligerent"]) == ("outcomes", None, None)
    assert outcome["values"] == ["stalemate", "victory"]


def test_a_file_without_rows_has_its_headings(client):
    assert file_of(client, "/disagreements/?format=json") == []
    assert client.get("/disagreements/?format=csv").getvalue().decode("utf-8-sig").startswith("about,campaign,")


def test_pages_sorts_and_tabs_keep_the_filters(client, war):
    page = html.unescape(client.get("/disagreements/?about=figures&campaign=war&per_page=2").content.decode())
    links = [link for link in re.findall(r'href="(/disagreements/[^"]*)"', page) if link.endswith("&page=2")]
    assert links == ["/disagreements/?about=figures&campaign=war&per_page=2&page=2"] * 2
    assert "/disagreements/?about=figures&campaign=war&per_page=2&sort=ratio" in page
    assert "/disagreements/?campaign=war&per_page=2&about=dates" in page
    seen = [
        row[0]
        for number in (1, 2)
        for row in rows_of(client, f"/disagreements/?about=figures&campaign=war&per_page=2&page={number}")
    ]
    assert len(seen) == 4
    assert len(rows_of(client, "/disagreements/?campaign=war&per_page=1")) == 3


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"campaign", "belligerent", "kind"}),
        ("about=figures", {"campaign", "belligerent", "kind"}),
        ("about=dates", {"campaign"}),
        ("about=outcomes", {"campaign"}),
    ],
)
def test_the_form_offers_only_filters_that_the_page_takes(client, war, query, names):
    form = client.get(f"/disagreements/?{query}").content.decode().partition('<form class="filters"')[2]
    form = form.partition("</form>")[0]
    assert set(re.findall(r'<select name="([a-z]+)"', form)) == names
    kept = {"about"} if query else set()
    assert set(re.findall(r'<input type="hidden" name="([a-z_]+)"', form)) == kept


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("about=figures&sort=nothing", "“nothing” is not valid for sort; choose one of: event, belligerent, category"),
        ("sort=ratio", "“ratio” is not valid for sort; choose one of: event, claims, sources"),
        ("page=1", "The overview has no pages. Choose one kind of disagreement with about"),
        ("about=figures&page=2", "There is no page 2: the last one is 1."),
        ("about=figures&page=999999999", "There is no page 999999999: the last one is 1."),
        ("per_page=501", "“501” is not valid for per_page"),
        ("about=dates&kind=casualties", "Dates and outcomes have no belligerent and no kind"),
        ("campaign=nothing", "“nothing” is not valid for campaign: there is no campaign with this slug."),
        ("kind=deaths", "“deaths” is not valid for kind; choose one of: casualties"),
        ("format=xml", "“xml” is not valid for format"),
        ("source=x", "“source” is not a parameter of this page; these are: about, belligerent, campaign"),
    ],
)
def test_a_wrong_value_is_answered_in_a_sentence(client, query, sentence):
    response = client.get(f"/disagreements/?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.skipif(not WAR.is_dir(), reason=f"the figures are not in {WAR}")
def test_the_books_on_a_war_differ_in_420_figures(client, tmp_path):
    for name in ("sources", "belligerents", "campaigns", "engagements", "claims"):
        text = (WAR / f"{name}.csv").read_text(encoding="utf-8")
        if name == "belligerents":
            text += "native-american,Native American,Native American,\n"
        if name == "claims":
            # The third side of the books; its name in the file is no slug.
            text = re.sub("native american", "native-american", text, flags=re.IGNORECASE)
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        call_command("importcsv", name, str(path), stdout=StringIO(), stderr=StringIO())
    page = client.get("/disagreements/").content.decode()
    assert '<h2>Figures <span class="count">420</span></h2>' in page
    rows = file_of(client, "/disagreements/?about=figures&campaign=american-civil-war&format=csv")
    assert len(rows) == 420
    assert all(int(row["sources"]) > 1 and len(set(row["values"].split("|"))) > 1 for row in rows)


@pytest.mark.both_engines
def test_the_longest_page_is_one_query_that_every_database_takes(client, django_assert_num_queries):
    campaign = factories.make_campaign()
    engagements = models.Engagement.objects.bulk_create(
        models.Engagement(slug=f"fight-{number}", name="戰", kind="battle", campaign=campaign, status="published")
        for number in range(501)
    )
    sources = [factories.make_source() for _number in range(2)]
    models.FigureClaim.objects.bulk_create(
        models.FigureClaim(
            engagement=engagement,
            source=source,
            kind="casualties",
            category="killed",
            low=number,
            high=number,
            status="published",
        )
        for engagement in engagements
        for number, source in enumerate(sources)
    )
    with django_assert_num_queries(4):
        assert len(rows_of(client, "/disagreements/?about=figures&per_page=500")) == 500
    assert len(rows_of(client, "/disagreements/?about=figures&per_page=500&page=2")) == 1
    assert len(file_of(client, "/disagreements/?about=figures&format=csv")) == 501


@pytest.mark.both_engines
@pytest.mark.parametrize("kind", ["figure", "date"])
def test_a_list_of_many_claims_shows_both_ends_and_the_number_left_out(client, kind):
    engagement = factories.make_engagement()
    if kind == "figure":
        claims = differ(*range(100, 115), engagement=engagement)
    else:
        claims = [factories.make_dateclaim(engagement=engagement, date=f"1938-09-{day:02}") for day in range(1, 16)]
    page = client.get("/disagreements/").content.decode()
    for number, claim in enumerate(claims):
        assert (f'href="{claim.source.get_absolute_url()}"' in page) == (number < 6 or number >= 9)
    assert "3 claims between the first and the last are left out here" in page
    address = claims[0].get_absolute_url() if kind == "figure" else engagement.get_absolute_url()
    assert re.search(rf'<p class="more">\s*<a href="{address}">', page)
