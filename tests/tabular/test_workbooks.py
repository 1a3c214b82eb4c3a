"""XLSX workbooks: the texts of their cells, refused content, and written workbooks."""

import io
import os
import tempfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from battles.tabular import RowError, TableError, read_table
from battles.tabular.workbook_values import number_kind, number_text
from tests.tabular.files import cells, read, refusal, written
from tests.tabular.workbook_files import saved, with_part, with_rows, with_shared_strings, workbook


def test_cells_are_the_text_that_an_editor_sees():
    rows = [
        ["slug", "low", "disputed", "start"],
        ["武漢 & <漢口>", 254628, True, date(1938, 6, 11)],
        [" two\nlines\t", 5.5, False, datetime(1938, 6, 11)],
        [None, -0.1, None, "1938-06"],
        ["007", "254628", "yes", "２５４６２８"],
    ]
    assert read(workbook(rows)) == (
        ["slug", "low", "disputed", "start"],
        [
            (2, ["武漢 & <漢口>", "254628", "yes", "1938-06-11"]),
            (3, [" two\nlines\t", "5.5", "no", "1938-06-11"]),
            (4, ["", "-0.1", "", "1938-06"]),
            (5, ["007", "254628", "yes", "２５４６２８"]),
        ],
    )


def test_the_format_is_detected_or_chosen():
    content = workbook([["slug"], ["wuhan"]])
    for options in ({}, {"format": "xlsx"}):
        table = read_table(io.BytesIO(content), **options)
        assert (table.format, table.headings) == ("xlsx", ["slug"])


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (254628.0, "254628"),
        (5.5, "5.5"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1e5, "100000"),
        (1.5e-7, "0.00000015"),
        (-12.50, "-12.5"),
        (1e22, "10000000000000000000000"),
        (4.35 * 100, "435"),
    ],
)
def test_numbers_have_no_exponent_trailing_zeros_or_noise(number, text):
    assert number_text(number) == text
    assert cells(workbook([["low"], [number]])) == [[text]]


def test_whole_numbers_keep_all_digits_that_are_in_the_file():
    assert cells(with_rows("<row><c><v>123456789012345678</v></c></row>")) == [["123456789012345678", ""]]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("yyyy-mm-dd", "1938-07-26"),
        ('yyyy"年"m"月"d"日"', "1938-07-26"),
        ("[$-411]ggge年m月d日", "1938-07-26"),
        ("yyyy-mm-dd hh:mm:ss.000", "1938-07-26"),
        ("mmm-yy", "1938-07"),
        ('yyyy"年"m"月";@', "1938-07"),
        ("yyyy", "1938"),
        ("mm-dd-yy", "1938-07-26"),
    ],
)
def test_a_date_is_as_precise_as_its_format_shows(number_format, text):
    assert cells(workbook([["start"], [date(1938, 7, 26)]], {"A2": number_format})) == [[text]]


def test_dates_count_from_1904_if_the_workbook_says_so():
    assert cells(workbook([["start"], [date(1938, 7, 26)]], epoch=CALENDAR_MAC_1904)) == [["1938-07-26"]]


def test_dates_may_be_written_as_iso_8601():
    assert cells(workbook([["start"], [date(1938, 7, 26)]], iso_dates=True)) == [["1938-07-26"]]


@pytest.mark.parametrize(("serial", "text"), [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01")])
def test_the_first_days_of_the_calendar_are_right(serial, text):
    assert cells(workbook([["start"], [serial]], {"A2": "yyyy-mm-dd"})) == [[text]]


@pytest.mark.parametrize("serial", [0, 60, 2_958_466, 1e300, 2_958_465.9999999])
def test_impossible_days_are_refused(serial):
    error = refusal(workbook([["start"], [serial]], {"A2": "yyyy-mm-dd"}))
    assert "a date that is none" in error.what
    assert (error.line, error.column) == (2, 1)


@pytest.mark.parametrize("moment", [time(4, 30), datetime(1938, 6, 11, 4, 30), timedelta(hours=30)])
@pytest.mark.parametrize("iso_dates", [True, False])
def test_a_time_of_day_is_refused(moment, iso_dates):
    error = refusal(workbook([["start"], [moment]], iso_dates=iso_dates))
    assert "time of day" in error.what
    assert isinstance(error, RowError)
    assert (error.line, error.column) == (2, 1)


@pytest.mark.parametrize("number_format", ["d-mmm", 'm"月"d"日"'])
def test_a_date_without_its_year_is_refused(number_format):
    content = workbook([["start"], [date(2026, 7, 26)]], {"A2": number_format})
    assert "without its year" in refusal(content).what


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (0, "General", None),
        (49, "@", None),
        (14, "mm-dd-yy", "day"),
        (31, "General", "day"),
        (32, "General", "time"),
        (27, "General", "unclear"),
        (58, "General", "unclear"),
        (164, "0.00E+00", None),
        (164, '#,##0" days"', None),
        (164, '[$-409]General" yd"', None),
        (164, "[Red]0", None),
        (9, "0%", "percent"),
        (164, "[Red]0.0 %", "percent"),
        (164, '0"%"', None),
        (164, r"0\%", None),
        (164, "# ?/?", None),
        (164, "h:mm:ss", "time"),
        (164, "[h]:mm", "time"),
        (164, "mm:ss.0", "time"),
    ],
)
def test_formats_of_numbers_dates_and_times_are_distinguished(number, code, kind):
    assert number_kind(number, code) == kind


@pytest.mark.parametrize(("number", "result"), [(31, ["1938-07-26"]), (57, "differs from country to country")])
def test_formats_that_east_asian_workbooks_do_not_define_are_known(number, result):
    content = workbook([["start"], [14087]], {"A2": "yyyy"})
    xml = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/></fonts>'
        "<fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
        '<cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>'
    )
    content = with_part("xl/styles.xml", xml, content)
    if isinstance(result, list):
        assert cells(content) == [result]
    else:
        assert result in refusal(content).what


def test_errors_are_named_and_the_rows_after_them_are_read():
    rows = read_table(io.BytesIO(workbook([["slug", "low"], ["a", 1], ["#N/A", 3], ["c", 4], ["d", "#REF!"]]))).rows
    assert next(rows) == (2, ["a", "1"])
    with pytest.raises(RowError, match=r"^Line 3, column 1: The cell shows the error “#N/A”"):
        next(rows)
    assert next(rows) == (4, ["c", "4"])
    with pytest.raises(RowError, match=r"^Line 5, column 2"):
        next(rows)
    assert next(rows, None) is None


def test_formulas_are_refused_and_the_first_is_named():
    error = refusal(workbook([["slug", "low"], ["a", 2], ["b", "=1+1"], ["=A1", 3]]))
    assert "There are formulas; this is the first." in error.what
    assert "paste them as values" in error.what
    assert (error.line, error.column) == (3, 2)


def test_merged_cells_are_refused_by_their_range():
    book = openpyxl.Workbook()
    for row in [["slug", "name"], ["a", "x"], ["b", None]]:
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    assert "“B2:B3” are merged" in refusal(saved(book)).what
    for row in range(5, 15):
        book.active.merge_cells(f"A{row}:B{row}")
    sentence = refusal(saved(book)).what
    assert "”, … are merged" in sentence
    assert sentence.count("“") == 5


def test_hidden_rows_and_columns_with_cells_are_refused():
    book = openpyxl.Workbook()
    for row in [["slug", "name"], ["a", "x"], ["b", "y"]]:
        book.active.append(row)
    book.active.row_dimensions[9].hidden = True
    book.active.column_dimensions["D"].hidden = True
    assert len(cells(saved(book))) == 2
    book.active.column_dimensions["B"].hidden = True
    error = refusal(saved(book))
    assert (error.what[:20], error.column) == ("The column is hidden", 2)
    book.active.row_dimensions[3].hidden = True
    error = refusal(saved(book))
    assert (error.what[:17], error.line) == ("The row is hidden", 3)


def test_empty_rows_and_columns_are_left_out_and_rows_keep_their_numbers():
    book = openpyxl.Workbook()
    book.active["A2"], book.active["B2"], book.active["B5"] = "slug", " name ", "Wuhan"
    book.active["F9"].number_format = "0.00"
    book.active["XFD1048576"].number_format = "0.00"
    assert read(saved(book)) == (["slug", "name"], [(5, ["", "Wuhan"])])


def test_a_column_without_a_heading_is_read_as_in_csv():
    content = workbook([["slug"], ["a", None, "x"], ["b", None, " "]])
    assert read(content) == (["slug", "", ""], [(2, ["a", "", "x"]), (3, ["b", "", " "])])


def test_rows_of_blanks_are_skipped():
    assert read(workbook([[" ", None], ["slug", "name"], [" ", "\u00a0"], ["a", "b"]])) == (
        ["slug", "name"],
        [(4, ["a", "b"])],
    )


@pytest.mark.parametrize(("number", "text"), [(0.25, "25"), (0.255, "25.5"), (0.07, "7"), (1, "100"), (-0.5, "-50")])
def test_a_percentage_is_the_number_that_is_shown(number, text):
    assert cells(workbook([["low"], [number]], {"A2": "0%"})) == [[text]]


@pytest.mark.parametrize(("epoch", "year"), [(CALENDAR_WINDOWS_1900, 1900), (CALENDAR_MAC_1904, 1904)])
def test_a_date_before_the_calendar_of_the_workbook_begins_is_refused(epoch, year):
    error = refusal(workbook([["start"], [-5]], {"A2": "yyyy-mm-dd"}, epoch=epoch))
    assert f"a date before {year}" in error.what
    assert (error.line, error.column) == (2, 1)


def test_every_cell_of_a_row_that_cannot_be_read_is_named():
    error = refusal(workbook([["slug", "low", "start"], ["a", "#N/A", time(4, 30)]]))
    assert error.cells == ["a", "", ""]
    assert [error.wrong[2][:25], error.wrong[3][:26]] == ["The cell shows the error ", "The cell holds a time of d"]


def test_the_only_sheet_with_cells_is_read():
    book = openpyxl.Workbook()
    book.create_sheet("Second").append(["slug"])
    book.create_sheet("Third")
    book.create_chartsheet("Chart", 0)
    assert read(saved(book)) == (["slug"], [])


def test_several_sheets_with_cells_are_refused_by_name_also_when_hidden():
    book = openpyxl.Workbook()
    book.active.append(["slug"])
    hidden = book.create_sheet("舊")
    hidden.append(["slug"])
    hidden.sheet_state = "hidden"
    assert "2 sheets of the workbook hold cells: “Sheet”, “舊”" in refusal(saved(book)).what


def test_an_empty_workbook_is_refused():
    assert "empty" in str(refusal(saved(openpyxl.Workbook())))
    assert "empty" in str(refusal(workbook([[""]])))


def test_headings_alone_are_a_table_without_rows():
    assert read(workbook([["slug", "name"]])) == (["slug", "name"], [])


def test_rich_text_is_its_characters():
    rich = CellRichText("武", TextBlock(InlineFont(b=True), "漢"), " x")
    assert cells(workbook([["name"], [rich]])) == [["武漢 x"]]


def test_furigana_are_not_part_of_the_text():
    item = '<r><t>岡村</t></r><rPh sb="0" eb="2"><t>オカムラ</t></rPh><r><t>寧次</t></r><phoneticPr fontId="1"/>'
    assert cells(with_shared_strings(item)) == [["岡村寧次", ""]]
    inline = f'<row><c t="inlineStr"><is>{item}</is></c></row>'
    assert cells(with_rows(inline)) == [["岡村寧次", ""]]


def test_escaped_characters_are_read_once():
    text = "_x005F_x000D__x000D__xD800__x0000_x005F_"
    expected = [["_x000D_\r_xD800__x0000_", ""]]
    assert cells(with_shared_strings(f"<t>{text}</t>")) == expected
    assert cells(with_rows(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')) == expected


def test_prefixes_of_elements_do_not_matter():
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row><x:c t="str"><x:v>slug</x:v></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert read(with_part("xl/worksheets/sheet1.xml", xml)) == (["slug"], [(2, ["5"])])


def test_a_wrong_statement_of_the_dimension_hides_no_cells():
    content = workbook([["slug", "name"], ["a", "b"]])
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>slug</v></c><c r="B1" t="str"><v>name</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" t="str"><v>b</v></c></row></sheetData></worksheet>'
    )
    assert cells(with_part("xl/worksheets/sheet1.xml", sheet, content)) == [["a", "b"]]


def test_another_program_reads_what_is_written_here_as_text():
    rows = [["=1+1", "254628", "武漢\n& <x>"], ["-5", "#N/A", "1938-07"], ["=", "", " a "]]
    book = openpyxl.load_workbook(io.BytesIO(written(["slug", "low", "name"], rows, "xlsx")))
    found = list(book.active.iter_rows(min_row=2))
    assert [[cell.value for cell in row] for row in found] == [
        ["'=1+1", "254628", "武漢\n& <x>"],
        ["-5", "#N/A", "1938-07"],
        ["'=", None, "' a "],
    ]
    assert {cell.data_type for row in found for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in found for cell in row if cell.value} == {"@"}
    assert {book.active.column_dimensions[letter].number_format for letter in "ABC"} == {"@"}


def test_a_workbook_saved_by_another_program_reads_the_same():
    rows = [["=1+1", "254628", "武漢\n& <x>"], ["'-5", " a ", "1938-07"], ["x", "", "_x"]]
    book = openpyxl.load_workbook(io.BytesIO(written(["slug", "low", "name"], rows, "xlsx")))
    assert cells(saved(book)) == rows


def test_a_text_longer_than_a_cell_is_named_and_not_cut():
    rows = [["a", "x" * 32_767], ["b", "𠀀" * 16_383]]
    assert cells(written(["slug", "note"], rows, "xlsx")) == rows
    for text in ("x" * 32_768, "𠀀" * 16_384, "\r" * 5_000):
        with pytest.raises(TableError, match="32,767") as caught:
            written(["slug", "note"], [["a", ""], ["b", text]], "xlsx")
        assert (caught.value.line, caught.value.column) == (3, 2)


def test_writing_that_fails_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows():
        yield ["a"]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        written(["slug"], rows(), "xlsx")
    written(["slug"], [["a"]], "xlsx")
    assert os.listdir(tmp_path) == []
