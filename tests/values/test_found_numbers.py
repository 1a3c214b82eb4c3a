"""Figures, dates, designations and numbers of references are told apart in running text."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.found_numbers import Doubt, NumberKind, find_numbers

FIGURE, DATE, DESIGNATION, REFERENCE = NumberKind


def kinds(text, **options):
    return [(one.kind, one.text) for one in find_numbers(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "7月26日第106師團以4個團的兵力攻佔九江，陣亡３００餘人（頁214）。",
            [
                (DATE, "7月26日"),
                (DESIGNATION, "第106師團"),
                (FIGURE, "4"),
                (FIGURE, "３００餘"),
                (REFERENCE, "頁214"),
            ],
        ),
        (
            "On 26 July 1938 the 9th Division lost 1,200 men at Hill 203 (Smith 1995, pp. 12-14).",
            [
                (DATE, "26 July 1938"),
                (DESIGNATION, "9th Division"),
                (FIGURE, "1,200"),
                (DESIGNATION, "Hill 203"),
                (DATE, "1995"),
                (REFERENCE, "pp. 12-14"),
            ],
        ),
        ("第2、第11軍", [(DESIGNATION, "第2、第11軍")]),
        ("第32集團軍增援", [(DESIGNATION, "第32集團軍")]),
        ("the Second Army and 5 battalions", [(DESIGNATION, "Second Army"), (FIGURE, "5")]),
        ("九二式重機槍10挺", [(DESIGNATION, "九二式"), (FIGURE, "10")]),
        ("12架Ki-27和75毫米砲4門", [(FIGURE, "12"), (DESIGNATION, "Ki-27"), (DESIGNATION, "75毫米"), (FIGURE, "4")]),
        ("二一八空戰擊落12架", [(DESIGNATION, "二一八"), (FIGURE, "12")]),
        ("公約第23章、第5條", [(REFERENCE, "第23章"), (REFERENCE, "第5條")]),
        ("孤注一擲", []),
        ("ISBN 978-7-5633-5509-9 Page 192", [(REFERENCE, "ISBN 978-7-5633-5509-9"), (REFERENCE, "Page 192")]),
        ("see https://example.org/2014/0221?id=5 now", [(REFERENCE, "https://example.org/2014/0221?id=5")]),
        ("損失300人[12]", [(FIGURE, "300"), (REFERENCE, "[12]")]),
        ("損失300人¹", [(FIGURE, "300")]),
        ("損失300¹", [(FIGURE, "300")]),
        ("①陣亡20人", [(FIGURE, "20")]),
        ("from 1937 to 1945", [(DATE, "1937 to 1945")]),
        ("1937-45", [(DATE, "1937-45")]),
        ("激戰十日，傷亡殆盡", [(FIGURE, "十")]),
        ("激戰至十日", [(DATE, "十日")]),
        ("上午9時30分、14:45", [(DATE, "9時30分"), (DATE, "14:45")]),
        ("they may lose 300 men", [(FIGURE, "300")]),
        ("In May 300 men died", [(DATE, "May"), (FIGURE, "300")]),
        ("10月7日中國軍隊", [(DATE, "10月7日")]),
    ],
)
def test_numbers_are_told_apart(text, expected):
    assert [(kind, written.strip()) for kind, written in kinds(text)] == expected


def test_a_bare_number_of_a_footnote_is_a_page():
    assert kinds("Smith, 279", in_reference=True) == [(REFERENCE, "279")]
    assert kinds("七千五百多人", in_reference=True) == [(FIGURE, "七千五百多")]
    assert kinds("損失279") == [(FIGURE, "279")]


@pytest.mark.parametrize(
    ("text", "date", "doubt"),
    [
        ("1938年6月11日", "1938-06-11", Doubt.NONE),
        ("15 June 1938", "1938-06-15", Doubt.NONE),
        ("February 28, 1938", "1938-02-28", Doubt.NONE),
        ("民國28年", "1939", Doubt.NONE),
        ("8月20日", "", Doubt.NO_YEAR),
        ("1937年底", "", Doubt.PART),
        ("in 1938", "1938", Doubt.YEAR),
    ],
)
def test_a_date_is_read(text, date, doubt):
    (one,) = find_numbers(text)
    assert (one.kind, one.date, one.doubt) == (DATE, date, doubt)


def test_a_year_from_the_date_before_is_not_sure():
    _first, second = find_numbers("1938年6月11日開戰，10月25日結束")
    assert (second.date, second.is_sure) == ("1938-10-25", False)


def test_the_numbers_of_designations_are_read():
    assert [one.ordinals for one in find_numbers("第6、第56及第98軍與163聯隊")] == [(6, 56, 98), (163,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陣亡200人，受傷300人", ["killed", "wounded"]),
        ("陣亡200人受傷300人", ["killed", "wounded"]),
        ("200人陣亡，300人受傷", ["killed", "wounded"]),
        ("200 killed and 300 wounded", ["killed", "wounded"]),
        ("killed 200 and wounded 300", ["killed", "wounded"]),
        ("killed, wounded and missing: 500 men", [""]),
        ("500 killed, wounded and missing", ["total"]),
        ("500 killed or missing", [""]),
        ("擊落敵機21架，損失12架", ["lost", "lost"]),
        ("死守3日", [""]),
        ("加上負傷超過40萬", [""]),
        ("需要三個師援軍", ["requested"]),
    ],
)
def test_each_number_has_the_category_of_its_own_words(text, expected):
    figures = [one for one in find_numbers(text) if one.kind == FIGURE]
    assert [one.subject.category for one in figures] == expected


def test_a_figure_has_the_span_of_its_phrase():
    text = "日軍傷亡約 1,500 名，俘虜數百名軍官"
    first, second = find_numbers(text)
    assert text[first.subject.start : first.subject.end] == "傷亡約 1,500 名"
    assert text[second.subject.start : second.subject.end] == "俘虜數百名軍官"
    assert (second.subject.counted, second.subject.category) == ("officers", "captured")


@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789,.~-第一二十百千萬余多數個半月日年至軍師人頁[]¹ apKi", max_size=30)
)
def test_numbers_stand_in_the_text_and_do_not_overlap(text):
    for in_reference in (False, True):
        end = 0
        for one in find_numbers(text, in_reference=in_reference):
            assert end <= one.start < one.end <= len(text)
            assert one.text == text[one.start : one.end]
            if one.figure:
                assert (one.figure.start, one.figure.end) == (one.start, one.end)
                assert one.subject.start <= one.start < one.end <= one.subject.end
            end = one.end


def calls(text):
    """The number of functions that reading the text calls, those of the standard library included."""
    found = 0

    def count(_frame, event, _function):
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_numbers(text)
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize(
    "piece",
    ["1,", "1 and ", "第1、", "killed and ", "p. 1,", "isbn 1-", "1st, ", "陣亡、", "a1", "http://a", "1938-", "May 1"],
)
def test_calls_of_reading_grow_in_line_with_the_text(piece):
    short, long = (calls(piece * (length // len(piece))) for length in (500, 4_000))
    assert long < 10 * short
