"""CSV and TSV files that are damaged, or made to exhaust a server: one sentence each, in bounded memory and work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.tabular import ENCODINGS, RowError, TableError
from tests.tabular.files import cells, read, refusal
from tests.tabular.measuring import outcome

MEGABYTES = 20
# Files that a reader might read as a whole before it looks at them.
LARGE = {"a cell without end": 200, "a quoted cell without end": 200, "NUL bytes": 200}
HEAD = b"slug,name\n"

HOSTILE = {
    "a cell without end": (HEAD + b"a,", b"x" * 1000, "longer than"),
    "a heading without end": (b"", b"x" * 1000, "longer than"),
    "a quoted cell without end": (HEAD + b'a,"', b"x" * 1000, "not closed"),
    "a quoted cell of endless lines": (HEAD + b'a,"', b"x" * 999 + b"\n", "not closed"),
    "doubled quotes without end": (HEAD + b'a,"', b'""' * 500, "not closed"),
    "delimiters without end": (HEAD, b"," * 1000, "longer than"),
    "blank lines without end": (b"", b"\n" * 1000, "more than {:,} lines"),
    "line ends of old Macintoshes": (b"slug", b"\r" * 1000, "more than {:,} lines"),
    "apostrophes": (HEAD + b"a,", b"'" * 1000, "longer than"),
    "NUL bytes": (HEAD, bytes(1000), "NUL byte"),
    "NUL bytes alone": (b"", bytes(1000), "NUL byte"),
    "UTF-16 without mark": ("slug,name\na,".encode("utf-16-le"), "漢".encode("utf-16-le") * 500, "longer than"),
    "UTF-16, odd": ("slug\n".encode("utf-16") + b"x", "漢\n".encode("utf-16-le") * 250, "is not utf-16"),
    "UTF-32": ("slug,name\n".encode("utf-32"), "漢\n".encode("utf-32-le") * 250, "more than {:,} lines"),
    "random bytes": (b"", bytes(range(256)) * 4, "not text"),
    "an encoding that is not known": (
        HEAD,
        "a,武漢\n".encode("gb18030") * 100,
        "in which the text is right",
    ),
    "an encoding that no one knows": (HEAD, b"a,\xff\xff\n" * 100, "in which the text is right"),
    "a byte that is wrong, at the end": (
        HEAD + b"a,",
        "武漢\n".encode() * 142 + b"\xe6",
        "in which the text is right",
    ),
    "wide headings": (b"a," * 201 + b"a\n", b"a" * 1000, "202 columns"),
}


def write(file, beginning, block, megabytes):
    times = megabytes * 1_000_000 // len(block) // 100
    with file.open("wb") as opened:
        opened.write(beginning)
        for _ in range(100):
            opened.write(block * times)


def assert_bounded(name, path, megabytes, max_lines):
    """Returns the outcome of reading the file, after a look at its cost."""
    beginning, block, words = HOSTILE[name]
    write(path, beginning, block, megabytes)
    size = path.stat().st_size
    found = outcome(path, {"battles.tabular.delimited.MAX_LINES": max_lines})
    assert words.format(max_lines) in found.message
    assert "\n" not in found.message
    assert found.megabytes < 100
    # A few passes, however many encodings are tried.
    assert found.read_bytes < 5 * size + 1_000_000
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_large_files_are_refused_in_bounded_memory_and_work(name, tmp_path):
    assert_bounded(name, tmp_path / "table.csv", LARGE.get(name, MEGABYTES), max_lines=100_000)


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_large_files_are_refused_in_bounded_time(name, tmp_path):
    found = assert_bounded(name, tmp_path / "table.csv", LARGE.get(name, MEGABYTES), max_lines=10_000_000)
    assert found.seconds < 30


@pytest.mark.parametrize("block", [b"a\n" * 50, b"a" + b"," * 99 + b"\n"], ids=["too few", "too many"])
def test_every_ragged_row_is_an_error_and_none_is_kept(block, tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(HEAD + block * 1_000)
    found = outcome(file)
    assert (found.rows, found.errors) == (0, 1_000 * block.count(b"\n"))
    assert found.megabytes < 50


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n\n\r\n", "only blank lines"),
        (b"\xef\xbb\xbf", "only blank lines"),
        (b"\xff\xfe", "only blank lines"),
        (b"\xef\xbb", "Choose the encoding"),
        (b'"', "not closed"),
        (b'"slug\n', "not closed"),
        (b'slug\n"a"b\n', "not closed before a delimiter"),
        (b"slug\n\0\n", "NUL"),
        ("slug\n".encode("utf-16") + b"a", "is not utf-16"),
        ("slug\n".encode("utf-16-be") + b"\xd8\x00\x00a", "is not utf-16"),
    ],
)
def test_small_damaged_files_are_refused_in_a_sentence(content, words):
    assert words in str(refusal(content))


def test_only_line_ends_of_spreadsheets_end_a_line():
    text = "a\u2028b\x0bc\x85d\x1ce"
    assert cells(f"slug\n{text}\n".encode()) == [[text]]


@given(
    st.lists(
        st.sampled_from([b"slug", b"a", b",", b";", b"\t", b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"'", b"="])
        | st.sampled_from(["武".encode(), "武".encode("gb18030"), "武".encode("utf-16-le"), b"\xef\xbb\xbf", b"\xff"]),
        max_size=30,
    ),
    st.sampled_from([None, "csv", "tsv"]),
    st.sampled_from([None, *ENCODINGS]),
)
def test_any_pieces_of_tables_give_rows_or_errors(pieces, format, encoding):
    error = None
    try:
        headings, rows = read(b"".join(pieces), format=format, encoding=encoding)
    except TableError as refused:
        error = refused
    if error is None:
        assert all(len(row) == len(headings) for _, row in rows)
    else:
        assert error.what.endswith(".")
        assert error.line or not isinstance(error, RowError)
