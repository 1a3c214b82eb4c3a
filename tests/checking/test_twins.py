"""Records that may be the same are found by their names in any script, and by identifiers; sides tell them apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.checking.twins import Twins, twins_of
from battles.models import Commander, Place, Source, Unit
from tests.factories import (
    make_belligerent,
    make_commander,
    make_name,
    make_place,
    make_source,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def found(record):
    """The twins, which are the same whether one record is looked up or all are."""
    twins = twins_of(record, 10)
    assert Twins(type(record)).of(record, 10) == twins
    return twins


@pytest.mark.parametrize(
    ("name", "name_en"),
    [("冈村宁次", ""), ("岡村寧次", "Another"), ("岡村大將", "okamura yasuji"), ("岡村大將", "Okamura Yasuji")],
)
def test_the_same_name_in_another_form_is_a_twin(name, name_en):
    known = make_commander(name="岡村寧次", name_en="Okamura Yasuji", status="draft")
    make_commander(name="畑俊六", name_en="Hata Shunroku")
    assert found(Commander(slug="new", name=name, name_en=name_en)) == [known]


def test_part_of_a_name_is_no_twin():
    make_place(name="武漢三鎮", name_en="The three cities of Wuhan", note="漢口")
    assert found(Place(slug="new", name="武漢", name_en="Wuhan")) == []
    assert found(Place(slug="new", name="漢口", name_en="")) == []


def test_a_name_that_a_source_gives_is_one_too():
    known = make_place(name="漢口", name_en="")
    make_name(place=known, text="Hankow", language="en")
    make_name(text="Hankow", language="en")
    assert found(Place(slug="new", name="Hankow")) == [known]


def test_units_of_two_sides_are_no_twins():
    one, other = make_belligerent(), make_belligerent()
    known = make_unit(name="第1師團", belligerent=one)
    assert found(Unit(slug="new", name="第一师团", belligerent=one)) == [known]
    assert found(Unit(slug="new", name="第一师团", belligerent=other)) == []


def test_a_commander_without_a_side_is_a_twin_of_both():
    known = [make_commander(belligerent=make_belligerent()), make_commander(belligerent=None)]
    assert found(Commander(slug="new", name="岡村寧次")) == known


@pytest.mark.parametrize(
    "values",
    [
        {"title": "武汉会战"},
        {"title": "Other", "title_en": "The Battle of Wuhan"},
        {"title": "Other", "isbn": "978-7-101-00001-6"},
        {"title": "Other", "doi": "10.1000/182"},
        {"title": "Other", "isbn": "7101000010"},
        {"title": "Other", "url": "https://example.org/wuhan"},
    ],
)
def test_sources_have_titles_and_identifiers(values):
    known = make_source(
        title="武漢會戰",
        title_en="The battle of Wuhan",
        isbn="9787101000016",
        doi="10.1000/182",
        url="https://example.org/wuhan",
    )
    make_source(title="畑俊六日誌", isbn="978-7-101-00002-3", url="https://example.org/hata")
    assert found(Source(slug="new", kind="book", **values)) == [known]


def test_a_source_without_identifiers_has_no_twin_for_that():
    make_source(title="畑俊六日誌")
    assert found(Source(slug="new", title="武漢會戰")) == []


def test_a_record_is_not_its_own_twin():
    assert found(make_place()) == []


def test_queries_do_not_grow_with_the_records():
    def queries(*records):
        with CaptureQueriesContext(connection) as captured:
            twins = Twins(Place)
            for record in records:
                twins.of(record, 10)
        return len(captured)

    new = [Place(slug=f"new-{number}", name=f"武漢{number}") for number in range(20)]
    make_place()
    usual = queries(new[0])
    for number in range(20):
        make_name(place=make_place(name=f"武漢{number}"))
    assert queries(*new) == usual == 2
