"""The search of lists and of link boxes finds a record under every form of its name, and accepts any text."""

import pytest
from django.utils.text import capfirst

from battles import models
from tests.admin import address
from tests.factories import make_claim, make_commander, make_name, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def listed(client, model, query):
    return {row.pk for row in client.get(address(model, "changelist", q=query)).context["cl"].result_list}


def offered(client, link, query):
    """What the box for a link of a figure claim or appointment offers."""
    model, field = link
    answer = client.get(
        "/admin/autocomplete/",
        {"app_label": "battles", "model_name": model, "field_name": field, "term": query},
    )
    return {int(choice["id"]) for choice in answer.json()["results"]}


@pytest.mark.parametrize("query", ["冈村宁次", "Okamura", "岡村寧次", "OKAMURA yasuji", "yasuji okamura", "岡村"])
def test_a_person_is_found_in_any_script(admin_client, query):
    person = make_commander(name="岡村寧次", name_en="Okamura Yasuji")
    make_commander(name="薛岳", name_en="Xue Yue")
    assert listed(admin_client, models.Commander, query) == {person.pk}
    assert offered(admin_client, ("appointment", "commander"), query) == {person.pk}


@pytest.mark.parametrize("query", ["第一〇六师团", "106師團", "第 106 师团", "106th Division", "第１０６師団"])
def test_a_unit_is_found_by_any_form_of_its_designation(admin_client, query):
    unit = make_unit(name="第106師團", name_en="106th Division")
    make_unit(name="第6師團", name_en="6th Division")
    assert listed(admin_client, models.Unit, query) == {unit.pk}
    assert offered(admin_client, ("figureclaim", "unit"), query) == {unit.pk}


def test_a_record_is_found_by_a_name_that_one_source_uses(admin_client):
    unit = make_unit(name="第106師團")
    make_name(unit=unit, text="松浦部隊")
    assert listed(admin_client, models.Unit, "松浦部队") == {unit.pk}


def test_a_claim_is_found_by_its_subject(admin_client):
    claim = make_claim(unit=make_unit(name="第106師團"))
    make_claim(unit=make_unit(name="第6師團"))
    for model in (models.FigureClaim, models.CasualtyClaim):
        assert listed(admin_client, model, "第一〇六师团") == {claim.pk}


ODD = [
    "%",
    "_",
    "\0",
    '"',
    "'",
    '"武',
    "\\",
    "\u202e武\u200f",
    "a" * 10_000,
    "武 " * 5_000,
    "() {} ;--",
    "😀",
]


@pytest.mark.parametrize("query", ODD, ids=ascii)
@pytest.mark.parametrize("model", [models.Unit, models.FigureClaim])
def test_anything_typed_into_the_search_gives_a_page(admin_client, model, query):
    page = admin_client.get(address(model, "changelist", q=query))
    assert page.status_code == 200
    assert f"<h1>{capfirst(model._meta.verbose_name_plural)}</h1>" in page.content.decode()
    offered(admin_client, ("figureclaim", "source"), query)


def test_many_words_are_searched_for_and_too_many_find_nothing(admin_client):
    make_unit(note=" ".join(f"x{number}" for number in range(3_000)))
    fifty = " ".join(f"x{number}" for number in range(50))
    assert len(listed(admin_client, models.Unit, fifty)) == 1
    assert listed(admin_client, models.Unit, " ".join(f"x{number}" for number in range(2_000))) == set()
    assert listed(admin_client, models.FigureClaim, fifty) == set()
