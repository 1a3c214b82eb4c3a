"""Reading CSV and TSV: dialects, line numbers, and refused files."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battles.tabular import RowError, TableError, UnknownHeadings, read_table, seekable, with_known_headings
from battles.tabular.delimited import MAX_CELL
from tests.tabular.files import GeneratedFile, cells, read, refusal, sample


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_and_line_end_are_detected(delimiter, end):
    lines = ["slug,name,note", 'wuhan,"Wu,""h""",', "changde,Changde,x;y"]
    table = read_table(io.BytesIO(end.join(lines).replace(",", delimiter).replace("x;y", '"x;y"').encode()))
    assert table.headings == ["slug", "name", "note"]
    assert table.delimiter == delimiter
    assert table.format == ("tsv" if delimiter == "\t" else "csv")
    assert [row for _, row in table.rows] == [["wuhan", f'Wu{delimiter}"h"', ""], ["changde", "Changde", "x;y"]]


def test_line_numbers_are_those_of_the_file():
    content = b'\r\nslug,name\r\n\r\na,"1\r\n2\n3"\r\n\r\nb,x\r\n'
    assert read(content) == (["slug", "name"], [(4, ["a", "1\r\n2\n3"]), (8, ["b", "x"])])


def test_a_carriage_return_alone_ends_a_line():
    assert read(sample("carriage-returns.csv"))[1] == [(2, ["wuhan", "Wu\rhan"]), (4, ["changde", "Changde"])]


def test_semicolons_are_delimiters_if_they_separate_the_headings():
    assert cells(sample("semicolons.csv")) == [["wuhan", "Wuhan; Hankow", "a, b"]]


def test_two_delimiters_in_the_headings_are_an_error():
    error = refusal(sample("two-delimiters.csv"))
    assert "comma and semicolon" in str(error)
    assert error.line == 1
    assert read(sample("two-delimiters.csv"), delimiter=",")[0] == ["slug", "name;note"]


def test_only_tabs_are_delimiters_in_tsv():
    assert read(b"slug\tname, en\na\tb\n", format="tsv") == (["slug", "name, en"], [(2, ["a", "b"])])


def test_headings_alone_are_a_table_without_rows():
    assert read(sample("headings-only.csv")) == (["slug", "name", "name_en", "note"], [])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.csv", "empty"),
        ("blank-lines-only.csv", "only blank lines"),
        ("zip-archive.csv", "not an XLSX workbook but OpenDocument, XLSB, Strict Open XML or ZIP"),
        ("binary-junk.csv", "not text"),
    ],
)
def test_files_without_a_table_are_refused(name, words):
    assert words in str(refusal(sample(name)))


@pytest.mark.parametrize("magic", [b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x1f\x8b\x08\x00", b"%PDF-1.7"])
def test_other_formats_are_refused_by_name(magic):
    assert "Save the table as XLSX or CSV" in str(refusal(magic + bytes(500)))


def test_a_zip_archive_named_csv_is_refused():
    assert "an XLSX workbook or a ZIP archive" in str(refusal(sample("zip-archive.csv"), format="csv"))


def test_a_ragged_row_is_named_and_the_rows_after_it_are_read():
    rows = read_table(io.BytesIO(sample("ragged-rows.csv"))).rows
    with pytest.raises(RowError, match=r"^Line 2: The row has 2 cells, but there are 3 headings"):
        next(rows)
    assert next(rows) == (3, ["changde", "Changde", ""])
    with pytest.raises(RowError, match="4 cells") as caught:
        next(rows)
    assert caught.value.line == 4
    assert next(rows, None) is None


@pytest.mark.parametrize(
    ("name", "line", "column"), [("unclosed-quote.csv", 4, 3), ("quote-closed-by-the-next.csv", 2, 2)]
)
def test_an_unclosed_quote_is_reported_at_its_begin(name, line, column):
    error = refusal(sample(name))
    assert "quote" in error.what
    assert (error.line, error.column) == (line, column)


def test_an_unclosed_quote_in_the_headings_is_named():
    error = refusal(b'slug,"name\na,b\n')
    assert (error.line, error.column) == (1, 2)


def test_an_unclosed_quote_in_a_long_file_is_named_before_the_rest_is_read():
    file = GeneratedFile(b'slug,name\na,b\nc,"d\n', b"e,f\n", 50_000_000)
    rows = read_table(file, encoding="latin-1").rows
    assert next(rows) == (2, ["a", "b"])
    with pytest.raises(TableError) as caught:
        next(rows)
    assert (caught.value.line, caught.value.column) == (3, 2)
    assert file.position < file.size / 10


def test_a_nul_byte_is_named():
    error = refusal(sample("nul-byte.csv"))
    assert "NUL" in error.what
    assert error.line == 3


def test_a_cell_beyond_the_longest_length_is_an_error():
    assert cells(b"a,b\n" + b"x" * MAX_CELL + b",y\n") == [["x" * MAX_CELL, "y"]]
    rows = read_table(io.BytesIO(b"a,b\ny," + b"x" * (MAX_CELL + 1) + b"\nc,d\n")).rows
    with pytest.raises(RowError, match="100,000 characters") as caught:
        next(rows)
    assert (caught.value.line, caught.value.column) == (2, 2)
    assert next(rows) == (3, ["c", "d"])


@pytest.mark.parametrize("opening", [b"", b'"', b"slug,name\na,", b'slug,name\na,"', b'slug,name\na,"\n'])
@pytest.mark.parametrize("block", [b"x" * 1000, b'""' * 500, b"," * 1000])
def test_a_cell_or_a_row_without_end_is_refused_in_little_memory(opening, block, peak_memory):
    file = GeneratedFile(opening, block, 20_000)
    with peak_memory(30), pytest.raises(TableError):
        for _ in read_table(file).rows:
            pass


@pytest.fixture(params=[131_072, 1 << 40])
def field_size_limit(request):
    """The limit of the csv module, which is one for the whole process, and any library may have raised."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("field_size_limit")
def test_a_quoted_cell_of_endless_lines_is_refused_in_little_memory(peak_memory):
    file = GeneratedFile(b'slug,name\na,"', b"x" * 999 + b"\n", 20_000)
    with peak_memory(30), pytest.raises(TableError, match="not closed") as caught:
        next(read_table(file).rows)
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_too_many_columns_are_refused():
    assert "201 columns" in str(refusal(b",".join([b"a"] * 201)))


def test_the_file_stays_open():
    upload = SimpleUploadedFile("places.csv", b"slug\nwuhan\n")
    table = read_table(upload)
    del table
    assert [row for _, row in read_table(upload).rows] == [["wuhan"]]
    assert not upload.closed


def test_a_stream_is_copied_so_that_it_can_be_sought():
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise io.UnsupportedOperation

    with seekable(Stream(b"slug\nwuhan\n")) as file:
        assert [row for _, row in read_table(file).rows] == [["wuhan"]]
    with seekable(opened := io.BytesIO()) as file:
        assert file is opened


KNOWN = ["slug", "name", "name_en", "kind"]


def chosen(text, known=KNOWN, **options):
    return with_known_headings(read_table(io.BytesIO(text.encode())), known, **options)


def test_every_wrong_heading_is_named():
    with pytest.raises(UnknownHeadings) as caught:
        chosen("Name,slogan,Name,nmae,,Name En\n", required=["slug", "kind"])
    assert str(caught.value) == (
        "Unknown headings: “slogan” (did you mean “slug”?), “nmae” (did you mean “name”?). "
        "Headings that stand there more than once: “name”. Missing headings: “slug”, “kind”."
    )


@pytest.mark.parametrize(
    "heading", ["name_en", "Name EN", "NAMEEN", " name\u00a0en", "\u200bname_en", "ｎａｍｅ＿ｅｎ"]
)
def test_headings_match_without_case_blanks_and_underscores(heading):
    assert chosen(f"{heading},SLUG\nx,y\n").headings == ["name_en", "slug"]


def test_a_heading_that_is_there_twice_in_other_letters_is_refused():
    with pytest.raises(TableError, match="more than once: “name_en”"):
        chosen("slug,name_en,Name En\n")


def test_only_a_table_without_identities_needs_the_required_headings():
    assert chosen("slug,name\n", required=["slug", "kind"]).headings == ["slug", "name"]
    with pytest.raises(TableError, match="Missing headings: “slug”, “kind”"):
        chosen("name\n", required=["slug", "kind"])


def test_columns_with_unknown_headings_are_left_out_if_so_chosen():
    table = chosen("My notes,slug,old,name\na,b,c,d\n", leave_out=True)
    assert (table.headings, list(table.rows), table.left_out) == (
        ["slug", "name"],
        [(2, ["b", "d"])],
        ("My notes", "old"),
    )


def test_a_column_without_a_heading_is_left_out_if_it_is_empty():
    table = chosen("slug,,name,\na,,b,\nc,x,d,\ne, ,f, \n")
    assert table.headings == ["slug", "name"]
    assert next(table.rows) == (2, ["a", "b"])
    with pytest.raises(RowError) as caught:
        next(table.rows)
    assert (caught.value.line, caught.value.cells) == (3, ["c", "d"])
    assert caught.value.by_heading(table.headings) == {"": "Column 2 has no heading. Give it one, or empty this cell."}
    assert next(table.rows) == (4, ["e", "f"])


@pytest.mark.parametrize("row", ["", ",,", ",", ",,,,,", " ", "\u00a0,\u200b,"])
def test_rows_of_delimiters_and_blanks_are_skipped(row):
    assert read(f"{row}\nslug,name,note\n{row}\na,b,c\n{row}\n".encode()) == (
        ["slug", "name", "note"],
        [(4, ["a", "b", "c"])],
    )
    assert read(b'slug,name,note\n ,"","  "\na,b,c\n')[1] == [(3, ["a", "b", "c"])]


def test_every_cell_that_is_too_long_is_named():
    long = "x" * 100_001
    error = refusal(f"slug,name,note\n{long},b,{long}\n".encode())
    assert (error.cells, list(error.wrong)) == (["", "b", ""], [1, 3])
