"""Figures, dates and designations are read from wordings."""

import sys
import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from battles.values.numerals import StatedDate, read_dates, read_figures, read_ordinals

EXACT = {
    "254,628人": "254628",
    "254628": "254628",
    "２５４６２８": "254628",
    "２５４，６２８人": "254628",
    "40萬": "400000",
    "40万": "400000",
    "1.1万": "11000",
    "1 萬 3 千 人": "13000",
    "1萬3千": "13000",
    "4万5000": "45000",
    "一萬三": "13000",
    "一萬零三": "10003",
    "2亿3000万": "230000000",
    "二百萬": "2000000",
    "百萬大軍": "1000000",
    "一百二十": "120",
    "一〇六人": "106",
    "廿五人": "25",
    "九个": "9",
    "兩個師": "2",
    "两艘": "2",
    "俩人": "2",
    "5個半師團": "5.5",
    "4個半月": "4.5",
    "四個半月": "4.5",
    "半個月": "0.5",
    "百分之十八": "18",
    "18%": "18",
    "１８％": "18",
    "30架": "30",
    "三 个 师团": "3",
    "二十五路": "25",
    "十日的圍攻": "10",
    "趙友三1,000名": "1000",
    "1.1 million": "1100000",
    "twenty-five thousand": "25000",
    "one hundred and twenty men": "120",
    "half a million": "500000",
    "two dozen guns": "24",
}
QUALIFIED = {
    "100万余人": ("1000000", None, "over"),
    "100萬餘": ("1000000", None, "over"),
    "10余万": ("100000", None, "over"),
    "7500多": ("7500", None, "over"),
    "七千五百多人": ("7500", None, "over"),
    "4個多月": ("4", None, "over"),
    "超過七千人": ("7000", None, "over"),
    "超过一百万": ("1000000", None, "over"),
    "逾300": ("300", None, "over"),
    "多於300": ("300", None, "over"),
    "約100萬餘人": ("1000000", None, "over"),
    "過百人": ("100", None, "over"),
    "300人以上": ("300", None, "at_least"),
    "萬人以上": ("10000", None, "at_least"),
    "上萬枚": ("10000", None, "at_least"),
    "至少三個師": ("3", None, "at_least"),
    "不少於300": ("300", None, "at_least"),
    "不足300": (None, "300", "under"),
    "未滿300人": (None, "300", "under"),
    "少於300": (None, "300", "under"),
    "不到半個月": (None, "0.5", "under"),
    "300以內": (None, "300", "at_most"),
    "不超過300人": (None, "300", "at_most"),
    "約50个军": ("50", "50", "about"),
    "约50": ("50", "50", "about"),
    "約略1500": ("1500", "1500", "about"),
    "~200架": ("200", "200", "about"),
    "～200架": ("200", "200", "about"),
    "大約200架": ("200", "200", "about"),
    "將近3000": ("3000", "3000", "about"),
    "近百人": ("100", "100", "about"),
    "200人左右": ("200", "200", "about"),
    "約百分之五": ("5", "5", "about"),
    "數萬": ("20000", "90000", "several"),
    "数万人": ("20000", "90000", "several"),
    "數千": ("2000", "9000", "several"),
    "數百": ("200", "900", "several"),
    "数十": ("20", "90", "several"),
    "幾天": ("2", "9", "several"),
    "若干艘": ("2", "9", "several"),
    "十數萬": ("110000", "190000", "several"),
    "十幾人": ("11", "19", "several"),
    "數十萬": ("200000", "900000", "several"),
    "三四千人": ("3000", "4000", "range"),
    "十五六人": ("15", "16", "range"),
    "500,000至900,000名": ("500000", "900000", "range"),
    "500,000-900,000": ("500000", "900000", "range"),
    "5～6萬": ("50000", "60000", "range"),
    "五至六萬人": ("50000", "60000", "range"),
    "8000至1万": ("8000", "10000", "range"),
    "between 5,000 and 6,000": ("5000", "6000", "range"),
    "5 to 6 thousand": ("5000", "6000", "range"),
    "about 1,500": ("1500", "1500", "about"),
    "some 1,500 men": ("1500", "1500", "about"),
    "c. 1,000": ("1000", "1000", "about"),
    "5,000 or so": ("5000", "5000", "about"),
    "over 1,500": ("1500", None, "over"),
    "at least 1,500": ("1500", None, "at_least"),
    "5,000 men or more": ("5000", None, "at_least"),
    "fewer than 300": (None, "300", "under"),
    "up to 300": (None, "300", "at_most"),
    "several thousand men": ("2000", "9000", "several"),
    "dozens": ("24", "108", "several"),
    "hundreds of men": ("200", "900", "several"),
    "tens of thousands": ("20000", "90000", "several"),
}
NO_FIGURE = [
    "第106師團",
    "第4軍",
    "108旅團",
    "163聯隊",
    "新11師",
    "第2、第11軍",
    "第6、第56及第98軍",
    "第一〇六师团",
    "106th Division",
    "7月26日",
    "1938年",
    "二十八年五月四日",
    "5月3日至5月4日",
    "1938-06-11",
    "30 April 1938",
    "萬家嶺",
    "千家洲",
    "一部",
    "一起",
    "一戰",
    "三鎮",
    "二一八空戰",
    "三分之一",
    "參戰人數",
    "萬一失守",
    "p. 328",
    "",
]


def plain(figure):
    return figure.low, figure.high, figure.qualifier


@pytest.mark.parametrize(("wording", "value"), EXACT.items())
def test_an_exact_figure_is_read(wording, value):
    assert [plain(figure) for figure in read_figures(wording)] == [(Decimal(value), Decimal(value), "exact")]


@pytest.mark.parametrize(("wording", "expected"), QUALIFIED.items())
def test_a_qualified_figure_is_read(wording, expected):
    low, high, qualifier = expected
    assert [plain(figure) for figure in read_figures(wording)] == [
        (low and Decimal(low), high and Decimal(high), qualifier)
    ]


@pytest.mark.parametrize("wording", NO_FIGURE)
def test_ordinals_dates_and_names_are_no_figures(wording):
    assert read_figures(wording) == []


@pytest.mark.parametrize(
    ("wording", "values"),
    [
        ("九个师团350,000人", [9, 350000]),
        ("第2、第11軍共約140個大隊35萬人", [140, 350000]),
        ("7月26日第106師團損失300人", [300]),
        ("1,100,000人(120個師)", [1100000, 120]),
        ("萬家嶺4個師團", [4]),
        ("三鎮守軍兩個團", [2]),
        ("110師團之108旅團七千人", [7000]),
    ],
)
def test_figures_are_separated_from_the_text_around_them(wording, values):
    assert [figure.low for figure in read_figures(wording)] == values


def test_a_lone_day_is_a_number_of_days_only_if_days_are_asked_for():
    assert read_figures("十日", days=False) == []
    assert [figure.low for figure in read_figures("十日")] == [10]


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        ("損失 1 萬 3 千 人", "1 萬 3 千"),
        ("約２５４人", "２５４"),
        ("about 1.1 million men", "1.1 million"),
        ("5個半師", "5個半"),
    ],
)
def test_a_figure_has_its_position(wording, written):
    (figure,) = read_figures(wording)
    assert wording[figure.start : figure.end] == written


def in_chinese(number, digits="零一二三四五六七八九", units=("", "十", "百", "千"), sections=("", "萬", "億")):
    """A number below 10**12 in standard Chinese, the 零 of every gap written."""
    if number == 0:
        return digits[0]
    words, gap, section = "", False, 0
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for section in reversed(range(len(groups))):
        group = groups[section]
        for place in reversed(range(4)):
            digit = group // 10**place % 10
            if digit:
                words += (digits[0] if gap and words else "") + digits[digit] + units[place]
            gap = not digit
        if group:
            words += sections[section]
    return words


STYLES = {
    "plain": str,
    "grouped": "{:,}".format,
    "full width": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "Chinese": in_chinese,
    "simplified": lambda number: in_chinese(number).replace("萬", "万").replace("億", "亿"),
    "tens of thousands": lambda number: f"{Decimal(number) / 10_000:f}万",
}


@pytest.mark.parametrize("style", STYLES)
@given(number=st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_written_in_any_style_reads_back(style, number):
    wording = f"損失{STYLES[style](number)}人"
    assert [plain(figure) for figure in read_figures(wording)] == [(number, number, "exact")]


@given(number=st.integers(min_value=1, max_value=10**9))
def test_a_bound_keeps_its_number(number):
    assert [plain(figure) for figure in read_figures(f"超過{number:,}人")] == [(number, None, "over")]
    assert [plain(figure) for figure in read_figures(f"{in_chinese(number)}人以上")] == [(number, None, "at_least")]
    assert [plain(figure) for figure in read_figures(f"不足{number}人")] == [(None, number, "under")]


@example("幾百幾")
@given(st.text(max_size=30) | st.text(alphabet="0123456789,.~-第一二十百千萬余多數幾個半月日年至軍師人 ", max_size=20))
def test_no_text_breaks_the_reader(text):
    for figure in read_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
    read_dates(text)
    read_ordinals(text)


def date(year=None, month=None, day=None, part="", joined=False):
    return (year, month, day, part, joined)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("1938年6月11日", [date(1938, 6, 11)]),
        ("12 月 5 日", [date(None, 12, 5)]),
        ("13日", [date(None, None, 13)]),
        ("決定放棄,10月25日棄守", [date(None, 10, 25)]),
        ("8月底", [date(None, 8, None, "底")]),
        ("7月中旬", [date(None, 7, None, "中旬")]),
        ("1937年底", [date(1937, None, None, "底")]),
        ("1938年8月至10月", [date(1938, 8), date(1938, 10, joined=True)]),
        ("5月3日至4日", [date(None, 5, 3), date(None, 5, 4, joined=True)]),
        ("5月3日失守、5月9日收復", [date(None, 5, 3), date(None, 5, 9)]),
        ("二十八年五月四日", [date(1939, 5, 4)]),
        ("民國28年", [date(1939)]),
        ("1938-06-11", [date(1938, 6, 11)]),
        ("April 30, 1938", [date(1938, 4, 30)]),
        ("15 June 1938", [date(1938, 6, 15)]),
        ("4個月", []),
        ("三個師", []),
    ],
)
def test_dates_are_read(wording, expected):
    assert [(d.year, d.month, d.day, d.part, d.joined) for d in read_dates(wording)] == expected


def test_a_date_has_its_position():
    wording = "於 12 月 5 日 撤退"
    assert read_dates(wording) == [StatedDate(None, 12, 5, "", wording.index("1"), wording.index("日") + 1)]


@pytest.mark.parametrize(
    ("wording", "numbers"),
    [
        ("第2、第11軍", {2, 11}),
        ("第6、第56、第75及第98軍", {6, 56, 75, 98}),
        ("第一〇六师团", {106}),
        ("新11師", {11}),
        ("163聯隊", {163}),
        ("the 106th Division", {106}),
        ("7月26日第9師團", {9}),
        ("4個師團", set()),
    ],
)
def test_designations_are_read(wording, numbers):
    assert read_ordinals(wording) == numbers


def read_all(text):
    for read in (read_figures, read_dates, read_ordinals):
        read(text)


def calls(text):
    """The number of functions that reading the text calls, those of the standard library included."""
    found = 0

    def count(_frame, event, _function):
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_all(text)
    finally:
        sys.setprofile(None)
    return found


def processor_time(text):
    began = time.process_time()
    read_all(text)
    return time.process_time() - began


PIECES = ["1,", "1 ", "一", "百", "廿", "1至", "1 and ", "第1、", "需要", "约 ", " ", "between 1 "]


def texts_of(piece):
    """A text of 500 characters, and one of eight times as many."""
    return [f"约{piece * (length // len(piece))}好1人" for length in (500, 4_000)]


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_calls_of_reading_grow_in_line_with_the_text(piece):
    short, long = map(calls, texts_of(piece))
    assert long < 10 * short


@pytest.mark.thorough
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_of_reading_grows_in_line_with_the_text(piece):
    """Eight times the text takes eight times as long; it took 64 times as long and more."""
    short, long = texts_of(piece)
    assert processor_time(long) < 24 * min(processor_time(short) for _time in range(3))


def test_number_of_thousands_of_digits_is_read_without_an_error():
    for text in ("第" + "1" * 5_000, "民国" + "1" * 5_000 + "年", "1" * 5_000 + "人", "百" * 5_000 + "人"):
        read_all(text)
