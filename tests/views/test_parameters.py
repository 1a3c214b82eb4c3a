"""Parameters of lists: each wrong value gives status 400 with a sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

WRONG = [
    ("/campaigns/?sort=nonsense", "“nonsense” is not valid for sort; choose one of: name, start, part_of"),
    ("/campaigns/?sort=search_key", "“search_key” is not valid for sort"),
    ("/campaigns/?sort=--name", "“--name” is not valid for sort"),
    ("/campaigns/?page=0", "“0” is not valid for page: give a whole number from 1"),
    ("/campaigns/?page=abc", "“abc” is not valid for page"),
    ("/campaigns/?page=-1", "“-1” is not valid for page"),
    ("/campaigns/?page=%C2%B2", "“²” is not valid for page"),
    ("/campaigns/?page=999999", "There is no page 999999: the last one is 1."),
    ("/campaigns/?page=" + "9" * 5000, "is not valid for page"),
    ("/campaigns/?per_page=0", "“0” is not valid for per_page: give a whole number from 1 to 500."),
    ("/campaigns/?per_page=501", "“501” is not valid for per_page: give a whole number from 1 to 500."),
    ("/campaigns/?per_page=abc", "“abc” is not valid for per_page"),
    (
        "/campaigns/?belligerent=nobody",
        "“belligerent” is not a parameter of this page; these are: all, date_from, date_to, format, outcome",
    ),
    ("/campaigns/?outcome=won", "“won” is not valid for outcome; choose one of: victory, pyrrhic_victory"),
    ("/campaigns/?part_of=nothing", "“nothing” is not valid for part_of: there is no campaign with this slug."),
    ("/campaigns/?places=nowhere", "there is no place with this slug."),
    ("/engagements/?front=nowhere", "“nowhere” is not valid for front: no record has a front."),
    ("/units/?belligerent=nobody", "“nobody” is not valid for belligerent: there is no belligerent with this slug."),
    ("/units/?echelon=legion", "“legion” is not valid for echelon"),
    ("/commanders/?is_fictional=maybe", "“maybe” is not valid for is_fictional; choose one of: yes, no."),
    ("/sources/?language=tlh", "“tlh” is not valid for language"),
    ("/claims/?kind=foo", "“foo” is not valid for kind; choose one of: casualties"),
    ("/claims/?kind=null", "“null” is not valid for kind"),
    ("/claims/?source=null", "“null” is not valid for source"),
    ("/casualty-claims/?kind=strength", "“strength” is not valid for kind; choose one of: casualties"),
    ("/claims/?format=xml", "“xml” is not valid for format"),
    ("/claims/?sort=figure&sort=source", "“sort” is given more than once; give one value."),
    ("/claims/?kind=strength&kind=foo", "“foo” is not valid for kind; choose one of: casualties"),
    ("/claims/?all=wording", "“wording” is not valid for all; choose one of: belligerent"),
    ("/claims/?figure_from=many", "“many” is not valid for figure_from: give a number in plain digits"),
    ("/claims/?figure_from=1e5", "“1e5” is not valid for figure_from"),
    ("/claims/?figure_to=" + "9" * 13, "is not valid for figure_to"),
    ("/claims/?figure_from=5&figure_to=3", "The range of figure ends before it begins: from “5” to “3”."),
    ("/engagements/?date_from=yesterday", "“yesterday” is not valid for date_from: give a date such as 1938"),
    (
        "/campaigns/?date_from=1943&date_to=1938-06",
        "The range of date ends before it begins: from “1943” to “1938-06”.",
    ),
    ("/units/?" + "&".join(f"belligerent=b{number}" for number in range(51)), "“belligerent” has 51 values; it may"),
    ("/claims/?q=" + "a" * 201, "The search has 201 characters; it may have up to 200."),
    ("/claims/?q=a%00b", "“q” holds a NUL character"),
    ("/claims/?unit=a%00b", "“unit” holds a NUL character"),
    ("/claims/?a%00b=1", "is not a parameter of this page"),
    ("/claims/?q=%21%3F", "“!?” has no letter and no digit to search for."),
    ("/search/?q=" + "a" * 201, "The search has 201 characters; it may have up to 200."),
    ("/search/?q=%E3%80%82", "has no letter and no digit to search for."),
    (
        "/belligerents/?all=kind",
        "“all” is not a parameter of this page; these are: format, page, per_page, q, sort.",
    ),
    ("/search/?page=2", "“page” is not a parameter of this page; these are: q."),
    ("/disagreements/?about=nothing", "“nothing” is not valid for about; choose one of: figures"),
    ("/disagreements/?about=dates&page=2", "There is no page 2: the last one is 1."),
    ("/days/?day=1938-13-01", "“1938-13-01” has no month 13"),
    ("/days/?day=1938-02-30", "“1938-02-30” has no day 30"),
    ("/days/?day=1938-09", "“1938-09” is no day: give year, month and day, as in 1938-09-06"),
    ("/days/?day=1938-09-06~", "“1938-09-06~” is no day"),
    ("/days/?day=%EF%BC%91938-09-06", "is no day: give year, month and day"),
    ("/days/?day=Y9999999999999-01-01", "has a year of more than 12 digits"),
    ("/days/?day=" + "9" * 5000, "is no day: give year, month and day"),
    ("/days/1938-09-06/?page=2", "This page takes no parameters, and “page” is one."),
    ("/?page=1", "This page takes no parameters, and “page” is one."),
]


@pytest.mark.parametrize(("path", "sentence"), WRONG)
def test_a_wrong_value_is_answered_in_a_sentence(client, path, sentence):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert len(re.findall(r"<h1\b", page)) == 1


@pytest.mark.parametrize("path", ["/claims/", "/search/", "/disagreements/", "/campaigns/one/", "/days/"])
def test_a_page_about_a_wrong_value_quotes_its_beginning_only(client, path):
    factories.make_campaign(slug="one")
    long = "9" * 300
    for query in (dict.fromkeys(["page", "sort", "source", "figure_from", "date", "q"], f"-{long}"), {long: ""}):
        for name, value in query.items():
            page = client.get(path, {name: value})
            assert page.status_code == 400, name
            assert long[:100] not in page.content.decode(), name


def test_typed_text_is_escaped(client):
    page = client.get("/campaigns/", {"sort": "<script>"}).content.decode()
    assert "“&lt;script&gt;” is not valid for sort" in page


def test_empty_fields_of_a_form_count_as_not_given(client):
    campaign = factories.make_campaign()
    response = client.get("/campaigns/?q=&part_of=&outcome=&places=&sort=&page=&per_page=")
    assert response.status_code == 200
    assert campaign.name in response.content.decode()


SORTS = ["figure", "-figure", "source", "", "wording", "-nonsense"]
NAMES = ["q", "page", "per_page", "sort", "kind", "belligerent", "disputed", "campaign", "unit", "source", "about", "x"]
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(["yes", "no", "casualties", "a-campaign", "null", "%", "'", '"', "第106師團", "\ud800", *SORTS]),
)


@pytest.mark.parametrize("path", ["/claims/", "/search/", "/units/", "/sources/", "/disagreements/"])
@given(parameters=st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUES, max_size=4))
def test_a_list_answers_any_combination_of_parameters(client, path, parameters):
    if not hasattr(client, "has_rows"):
        factories.make_claim(campaign=factories.make_campaign(slug="a-campaign"))
        client.has_rows = True
    encoded = {
        name.encode("utf-8", "surrogatepass"): value.encode("utf-8", "surrogatepass")
        for name, value in parameters.items()
    }
    assert client.get(path, encoded).status_code in (200, 400)
