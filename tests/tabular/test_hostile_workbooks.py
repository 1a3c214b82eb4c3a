"""Workbooks that are damaged, or made to exhaust a server: one sentence each, in bounded memory and work."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.tabular import TableError
from tests.tabular.files import read, refusal, written
from tests.tabular.measuring import outcome
from tests.tabular.workbook_files import (
    MAIN,
    SHEET,
    archive,
    saying_it_unpacks_to,
    with_part,
    with_rows,
    with_shared_strings,
    workbook,
)

STORED = zipfile.ZIP_STORED
TOO_MUCH = "more than a table needs"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def test_a_text_file_named_xlsx_is_refused():
    assert "not an XLSX workbook. If it is CSV, choose CSV" in str(refusal(b"slug\nwuhan\n", format="xlsx"))
    assert "is empty" in str(refusal(b"", format="xlsx"))


def test_a_workbook_named_csv_is_refused():
    for format in ("csv", "tsv"):
        assert "Choose XLSX" in str(refusal(workbook([["slug"]]), format=format))


@pytest.mark.parametrize("format", [None, "csv", "xlsx"])
def test_old_and_encrypted_workbooks_are_refused(format):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert "old format or with a password" in str(refusal(content, format=format))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"claims.csv": "ref\n"}, "not an XLSX workbook"),
        ({}, "not an XLSX workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "OpenDocument"),
        ({"[Content_Types].xml": "<x/>", "xl/workbook.bin": ""}, "XLSB"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}, "damaged"),
        ({"[Content_Types].xml": "<Types/>"} | {f"{number}.xml": "" for number in range(3_000)}, TOO_MUCH),
    ],
)
def test_other_archives_are_refused_by_name(parts, words):
    assert words in str(refusal(archive(**parts), format="xlsx"))


def test_a_workbook_cut_short_is_damaged():
    content = workbook([["slug"], ["wuhan"]])
    for length in (4, 100, len(content) // 2, len(content) - 1):
        assert "damaged" in str(refusal(content[:length]))


def test_a_workbook_of_strict_open_xml_is_refused():
    sheet = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData/></worksheet>'
    assert "Strict Open XML" in str(refusal(with_part(SHEET, sheet)))


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param('<row><c t="s"><v>7</v></c></row>', id="a shared string that is not there"),
        pytest.param('<row><c s="9"><v>7</v></c></row>', id="a cell format that is not there"),
        pytest.param("<row><c><v>seven</v></c></row>", id="no number"),
        pytest.param('<row r="two"/>', id="no row number"),
        pytest.param('<row r="99999999999"><c><v>1</v></c></row>', id="a row beyond the last"),
        pytest.param('<row r="2"/><row r="2"><c><v>1</v></c></row>', id="a row twice"),
        pytest.param('<row r="5"/><row r="4"><c><v>1</v></c></row>', id="rows out of order"),
        pytest.param('<row><c r="5A"/></row>', id="no cell reference"),
        pytest.param("<row>", id="an element without end"),
        pytest.param("<row><c><v>\0</v></c></row>", id="nul"),
        pytest.param("<row><c><v>" + "9" * 5_000 + "</v></c></row>", id="a number of too many digits"),
    ],
)
def test_damaged_sheets_are_refused(xml):
    assert "damaged" in str(refusal(with_rows(xml)))


def test_a_number_too_large_is_refused_in_its_cell():
    error = refusal(with_rows("<row><c><v>1e999</v></c></row>"))
    assert (error.what[:46], error.line, error.column) == ("The cell holds a number that is too large. Cor", 2, 1)


def test_columns_beyond_the_limit_are_refused():
    assert "up to the column XFD; at most 200" in str(refusal(with_rows('<row><c r="XFD2"><v>1</v></c></row>')))


def test_a_cell_beyond_the_longest_length_is_refused():
    long = f'<row><c t="str"><v>{"x" * 100_001}</v></c></row>'
    error = refusal(with_rows(long))
    assert ("100,000 characters" in error.what, error.line, error.column) == (True, 2, 1)


def test_other_compressions_are_refused():
    for compression in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        assert "damaged" in str(refusal(with_rows("", compression)))


def test_an_encrypted_part_is_refused():
    content = bytearray(with_rows(""))
    flags = content.rindex(SHEET.encode()) - 38
    content[flags] |= 1
    assert "damaged" in str(refusal(bytes(content)))


@pytest.mark.parametrize(
    "part",
    [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/media/a.png"],
)
def test_entities_are_refused_in_every_part(part):
    content = with_part(part, f"{BOMB}<worksheet>&b;</worksheet>")
    assert "damaged" in str(refusal(content))


def test_entities_in_shared_strings_are_refused():
    content = with_part(
        "xl/sharedStrings.xml", f"{BOMB}<sst><si><t>&b;</t></si></sst>", with_shared_strings("<t>a</t>")
    )
    assert "damaged" in str(refusal(content))


def row_of(cell: str, times: int) -> str:
    return f"<row>{cell * times}</row>"


def sst(xml: str, compression=zipfile.ZIP_DEFLATED) -> bytes:
    strings = f'<sst xmlns="{MAIN}">{xml}</sst>'
    return with_part("xl/sharedStrings.xml", strings, with_shared_strings("<t>a</t>"), compression)


HOSTILE = {
    "says that it unpacks to gigabytes": (lambda: saying_it_unpacks_to(4_000_000_000, with_rows("")), TOO_MUCH),
    "unpacks to a thousandfold": (lambda: with_rows(" " * 50_000_000), TOO_MUCH),
    "unpacks to more than it says": (lambda: saying_it_unpacks_to(5_000, with_rows(" " * 50_000_000)), "damaged"),
    "other parts unpack to a thousandfold": (lambda: with_part("xl/media/a.bin", bytes(50_000_000)), TOO_MUCH),
    "a large part": (
        lambda: with_part("xl/theme/theme1.xml", f"<theme>{' ' * 50_000_000}", compression=STORED),
        TOO_MUCH,
    ),
    "a large picture": (lambda: with_part("xl/media/a.png", bytes(60_000_000), compression=STORED), TOO_MUCH),
    "a large text": (lambda: with_rows(row_of(f"<c><v>{'x' * 50_000_000}</v></c>", 1), STORED), TOO_MUCH),
    "a large comment": (lambda: with_rows(f"<!--{'x' * 50_000_000}-->", STORED), TOO_MUCH),
    "a tag without end": (lambda: with_rows("<a " + 'b="" ' * 9_000_000, STORED), TOO_MUCH),
    "a large attribute": (lambda: with_rows(f'<a b="{"x" * 50_000_000}"/>', STORED), TOO_MUCH),
    "nested deep": (lambda: with_rows("<a>" * 5_000_000, STORED), TOO_MUCH),
    "a row of very many cells": (lambda: with_rows(row_of("<c/>", 9_000_000), STORED), TOO_MUCH),
    "very many cells": (lambda: with_rows(row_of("<c/>", 50_000) * 220, STORED), TOO_MUCH),
    "elements that are no rows": (lambda: with_rows("", STORED, after="<a/>" * 9_000_000), TOO_MUCH),
    "merged cells": (lambda: with_rows("", STORED, after='<mergeCell ref="A1:B2"/>' * 2_000_000), TOO_MUCH),
    "many styles": (
        lambda: with_part("xl/styles.xml", f"<x>{'<xf/>' * 2_000_000}</x>", compression=STORED),
        TOO_MUCH,
    ),
    "rows of nothing": (lambda: with_rows("<row/>" * 300_000 + "<row><c><v>1</v></c></row>", STORED), 1),
    "many empty shared strings": (lambda: sst("<si><t>a</t></si>" + "<si/>" * 5_000_000, STORED), 1),
    "many names": (lambda: with_rows("".join(f"<a{number}/>" for number in range(90_000)), STORED), 0),
    "shared strings": (lambda: sst("<si><t>a</t></si>" * 3_000_000, STORED), TOO_MUCH),
    "as many shared strings as may be": (lambda: sst("<si><t>ab😀</t></si>" * 1_000_000, STORED), 1),
    "as large shared strings as may be": (
        lambda: sst(f"<si><t>{'😀' + 'x' * 99_000}</t></si>" * 480, STORED),
        1,
    ),
}


# These take most of the time. In the quick run smaller files and limits stand for them.
THOROUGH = ["as many shared strings as may be", "many empty shared strings", "very many cells"]
SMALLER = {
    "empty shared strings": (lambda: sst("<si><t>a</t></si>" + "<si/>" * 50_000, STORED), 1, 50),
    "many shared strings": (lambda: sst("<si><t>ab😀</t></si>" * 50_000, STORED), 1, 50),
    "many cells": (lambda: with_rows(row_of("<c/>", 10_000) * 16, STORED), TOO_MUCH, 50),
}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in THOROUGH])
def test_hostile_workbooks_are_refused_in_bounded_memory(name, tmp_path):
    assert_bounded(tmp_path / "book.xlsx", *HOSTILE[name], megabytes=300)


@pytest.mark.parametrize("name", SMALLER)
def test_smaller_workbooks_are_refused_in_less_memory(name, tmp_path):
    make, words, megabytes = SMALLER[name]
    limits = {"battles.tabular.archives.MAX_ELEMENTS": 150_000}
    assert_bounded(tmp_path / "book.xlsx", make, words, megabytes, limits)


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_in_bounded_time(name, tmp_path):
    found = assert_bounded(tmp_path / "book.xlsx", *HOSTILE[name], megabytes=300)
    assert found.seconds < 30


def assert_bounded(path, make, words, megabytes, limits=()):
    """Returns the outcome of reading the file: a message with these words, or so many rows."""
    path.write_bytes(make())
    found = outcome(path, limits)
    assert words in (found.message if isinstance(words, str) else [found.rows])
    assert "\n" not in found.message
    assert found.megabytes < megabytes
    return found


def test_a_very_long_text_is_reported_with_its_cell():
    error = refusal(with_rows(row_of(f'<c/><c t="str"><v>{"x" * 2_000_000}</v></c>', 1), STORED))
    assert (error.line, error.column) == (2, 2)


NEAR = [
    workbook([["slug", "low", "start"], ["a", 1, date(1938, 7, 26)], ["b", 5.5, None]]),
    with_shared_strings("<t>a</t>", "<r><t>b</t></r>"),
    written(["slug", "name"], [["wuhan", "武漢"]], "xlsx"),
]


@given(
    st.sampled_from(NEAR),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 3)), min_size=1, max_size=3),
)
def test_any_damaged_archive_gives_a_table_or_a_table_error(content, changes):
    content = bytearray(content)
    for place, junk, length in changes:
        start = int(place * len(content))
        content[start : start + length] = junk
    with suppress(TableError):
        headings, rows = read(bytes(content), format="xlsx")
        assert all(len(row) == len(headings) for _, row in rows)


@given(st.data())
def test_any_damaged_part_gives_a_table_or_a_table_error(data):
    content = data.draw(st.sampled_from(NEAR))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        name = data.draw(st.sampled_from(opened.namelist()))
        text = bytearray(opened.read(name))
    tokens = [b"", b'"', b"<", b">", b"/", b"-1", b"9" * 20, b"r", b"s", b"xl", b"\xff", b"&", b"..", b"1e9", b"x:"]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        text[start : start + data.draw(st.integers(0, 6))] = data.draw(st.sampled_from(tokens))
    with suppress(TableError):
        headings, rows = read(with_part(name, bytes(text), content, STORED), format="xlsx")
        assert all(len(row) == len(headings) for _, row in rows)
