"""Written tables are read back unchanged, and are safe to open in a spreadsheet."""

import csv
import io
import itertools
import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from battles.tabular import FORMATS, TableError, read_table, write_table
from battles.tabular.escaping import GUARDED, escape, unescape
from battles.values.texts import shows_something
from tests.tabular.files import GeneratedFile, cells, read, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TRICKY = st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n ,;\"0159.Nax_XDF\u3000\ufeff\ufffe\x0b漢"))
HEADINGS = st.lists(st.from_regex(r"[a-z0-9_]+", fullmatch=True), min_size=1, max_size=6)


@st.composite
def tables(draw):
    headings = draw(HEADINGS)
    row = st.lists(TEXTS | TRICKY, min_size=len(headings), max_size=len(headings))
    # Rows that show nothing are not read.
    return headings, [cells for cells in draw(st.lists(row, max_size=8)) if shows_something("".join(cells))]


@given(tables(), st.sampled_from(["csv", "tsv"]))
def test_every_table_is_equal_after_writing_and_reading_text(table, format):
    headings, rows = table
    content = written(headings, rows, format)
    found, numbered = read(content)
    assert (found, [row for _, row in numbered]) == (headings, rows)
    assert written(found, [row for _, row in numbered], format) == content


@given(tables())
@example((["a"], [["_x000D_"], ["_x005F_x000D_\r"], ["x005F_"], ["\r\n."], ["\ufffe\x1f."], ["=1"], ["#N/A"], ["007"]]))
def test_every_table_is_equal_after_writing_and_reading_a_workbook(table):
    headings, rows = table
    found, numbered = read(written(headings, rows, "xlsx"))
    assert (found, numbered) == (headings, list(enumerate(rows, 2)))


@given(TEXTS | TRICKY)
@example("-0480")
@example("'-5")
@example("''")
def test_escaping_is_undone_exactly(text):
    assert unescape(escape(text)) == text


@given(TEXTS | TRICKY)
def test_an_escaped_text_begins_no_formula(text):
    escaped = escape(text)
    assert escaped[:1] not in GUARDED - {"'"} or float(escaped) <= 0


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" =1+1", "' =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("-0480", "'-0480"),
        ("-2+3", "'-2+3"),
        ("-５", "'-５"),
        ("'tis", "''tis"),
        ("-5", "-5"),
        ("-0.25", "-0.25"),
        ("1938-07", "1938-07"),
    ],
)
def test_formulas_are_written_as_text_and_negative_numbers_as_numbers(text, cell):
    content = written(["note"], [[text]], "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["note"], [cell]]


@pytest.mark.parametrize(("cell", "text"), [("'=5", "=5"), ("''quoted", "'quoted"), ("'tis", "'tis"), ("'", "'")])
def test_apostrophes_of_other_programs_are_read_by_the_same_rule(cell, text):
    assert cells(f"note\n{cell}\n".encode()) == [[text]]


def test_csv_has_a_bom_crlf_and_quotes_for_every_spreadsheet():
    rows = [["a", "武漢"], ["b,", "c;d"], ["e\tf", 'g"h'], ["i\nj", "k l"]]
    assert written(["slug", "name"], rows, "csv") == (
        '\ufeffslug,name\r\na,武漢\r\n"b,","c;d"\r\n"e\tf","g""h"\r\n"i\nj",k l\r\n'.encode()
    )


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_writing_begins_before_all_rows_are_read(format):
    rows = (["x" * 20] for _ in itertools.count())
    pieces = write_table(["slug"], rows, format=format)
    assert sum(len(next(pieces)) for _ in range(3)) > 0
    pieces.close()


@pytest.mark.parametrize("format", FORMATS)
def test_a_nul_character_is_not_written(format):
    with pytest.raises(TableError, match="NUL"):
        written(["slug"], [["a\0b"]], format)


@given(st.binary(max_size=400), st.sampled_from([None, *FORMATS]), st.sampled_from([None, "gb18030", "utf-16-le"]))
def test_any_bytes_give_a_table_or_a_table_error(content, format, encoding):
    with suppress(TableError):
        read(content, format=format, encoding=encoding)


@st.composite
def damaged_files(draw):
    """A text file as written here, with some bytes replaced, taken out or put in."""
    headings, rows = draw(tables())
    content = bytearray(written(headings, rows, draw(st.sampled_from(["csv", "tsv"]))))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        junk = draw(st.binary(max_size=4) | st.sampled_from([b'"', b"\0", b"\r", b",", b"\xff", b"'", b"PK\x01\x02"]))
        content[start : start + draw(st.integers(0, 3))] = junk
    return bytes(content)


@given(damaged_files())
def test_a_damaged_file_gives_a_table_or_a_table_error(content):
    with suppress(TableError):
        headings, rows = read(content)
        assert all(len(row) == len(headings) for _, row in rows)


def test_memory_does_not_grow_with_the_file(peak_memory):
    block = f'{"x" * 60},武漢會戰,\'=1,"two\nlines {"y" * 2_000}",1938-07-26\r\n'.encode()
    times = 100_000_000 // len(block)
    file = GeneratedFile("\ufeffref,name,note,wording,start\r\n".encode(), block, times)
    with peak_memory(20):
        assert sum(1 for _ in read_table(file).rows) == times


@pytest.mark.parametrize("format", FORMATS)
def test_memory_does_not_grow_with_the_rows_written(format, peak_memory):
    rows = (["ref", "武漢會戰", str(number)] for number in range(10_000 if format == "xlsx" else 30_000))
    with peak_memory(8):
        for _ in write_table(["ref", "name", "low"], rows, format=format):
            pass


def test_one_table_is_one_workbook_whenever_it_is_written(monkeypatch):
    first = written(["a", "b"], [["1", "武漢"]], "xlsx")
    monkeypatch.setattr(time, "localtime", lambda seconds=None: time.gmtime(2_000_000_000))
    assert written(["a", "b"], [["1", "武漢"]], "xlsx") == first
