"""Encodings of text files: found out, chosen, or asked for."""

import codecs
import io
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.tabular import ENCODINGS, EncodingUnknown, TableError, read_table
from battles.tabular import encodings as encodings_module
from tests.tabular.files import GeneratedFile, cells, read, sample

WUHAN = ["wuhan", "武漢會戰", "Battle of Wuhan", ""]


def unknown(content: bytes) -> EncodingUnknown:
    with pytest.raises(EncodingUnknown) as caught:
        read(content)
    return caught.value


@pytest.mark.parametrize("name", ["utf-16.csv", "utf-16-without-mark.csv"])
def test_utf_16_is_detected(name):
    assert cells(sample(name))[0] == WUHAN


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_detected_and_the_bom_is_not_part_of_a_heading(codec):
    assert read("slug,name\r\na,\ufeff武漢\r\n".encode(codec)) == (["slug", "name"], [(2, ["a", "\ufeff武漢"])])


def test_the_bom_of_gb_18030_decides():
    table = read_table(io.BytesIO("\ufeffslug\n武汉\n".encode("gb18030")))
    assert (table.encoding, table.headings, next(table.rows)) == ("gb18030", ["slug"], (2, ["武汉"]))


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [
        ("russian-excel.csv", "windows-1251", "с. 5,пять"),
        ("gb18030.csv", "gb18030", "武漢會戰"),
        ("big5.csv", "big5", "武漢會戰"),
        ("shift-jis.csv", "shift-jis", "武漢作戦"),
        ("latin-1.csv", "windows-1252", "Musée"),
    ],
)
def test_other_encodings_are_offered_with_a_sample(name, encoding, text):
    error = unknown(sample(name))
    samples = {candidate.encoding: candidate.sample for candidate in error.candidates}
    assert text in samples[encoding]
    assert text in str(error)
    assert error.line == 2
    assert text in ",".join(cells(sample(name), encoding=encoding)[0])


def test_each_candidate_reads_the_whole_file_and_differs_from_the_others():
    names = [candidate.encoding for candidate in unknown(sample("big5.csv")).candidates]
    assert len({repr(read(sample("big5.csv"), encoding=name)) for name in names}) == len(names)
    assert names[0] == "gb18030"
    assert "mac-roman" in names


def test_a_single_candidate_is_offered_too(monkeypatch):
    monkeypatch.setattr(encodings_module, "ENCODINGS", {name: ENCODINGS[name] for name in ("utf-8", "gb18030")})
    assert [candidate.encoding for candidate in unknown(sample("big5.csv")).candidates] == ["gb18030"]


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_file_in_any_encoding_is_read_when_the_encoding_is_chosen(name):
    content = "slug,name\r\nwuhan,Battle of Wuhan\r\n".encode(ENCODINGS[name].codec)
    assert read(content, encoding=name) == (["slug", "name"], [(2, ["wuhan", "Battle of Wuhan"])])


def test_every_text_encoding_of_python_can_be_chosen():
    known = {codecs.lookup(encoding.codec).name for encoding in ENCODINGS.values()}
    codecs_of_python = map(codecs.lookup, set(aliases.values()) - {"mbcs"})
    python = {codec.name for codec in codecs_of_python if codec._is_text_encoding}
    # Those with a mark are found by it, and the names of others say the same by another word.
    assert python - known == {"ascii", "utf-16", "utf-32", "shift_jis", "big5"}


def test_characters_of_hong_kong_give_the_candidate_big5_hkscs():
    content = "slug,name\na,深水埗㗎\n".encode("big5hkscs")
    assert "big5-hkscs" in [candidate.encoding for candidate in unknown(content).candidates]


def test_the_sample_is_the_text_around_the_first_bytes_beyond_ascii():
    content = b"slug,name\n" + b"a,b\n" * 500_000 + "wuhan,武漢會戰,x\n".encode("gb18030")
    error = unknown(content)
    assert error.line == 500_002
    assert error.candidates[0].sample == "wuhan,武漢會戰,x"


def test_bytes_invalid_in_the_encoding_are_named():
    for options in ({}, {"encoding": "utf-8"}):
        with pytest.raises(TableError, match="byte E5 at offset 81 is not utf-8") as caught:
            read(sample("utf-8-cut-short.csv"), **options)
        assert caught.value.line == 3
        assert not isinstance(caught.value, EncodingUnknown)


def test_a_bom_of_another_encoding_than_the_chosen_is_an_error():
    with pytest.raises(TableError, match="begins with the mark of utf-16-le"):
        read(sample("utf-16.csv"), encoding="gb18030")


def test_an_unknown_encoding_is_an_error():
    with pytest.raises(TableError, match="choose one of utf-8"):
        read(b"slug\n", encoding="klingon")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5-hkscs", "shift-jis", "windows-1252", "latin-1"],
)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_offset_is_right_for_a_character_across_two_pieces(encoding, place, monkeypatch):
    monkeypatch.setattr(encodings_module, "CHUNK", 4)
    text = "a" * place + {"windows-1252": "é", "latin-1": "é"}.get(encoding, "中") * 5
    content = text.encode(ENCODINGS[encoding].codec)
    assert encodings_module.first_wrong_byte(io.BytesIO(content), encoding) is None
    wrong = {
        "utf-16-le": b"\x00\xdc",
        "utf-16-be": b"\xdc\x00",
        "shift-jis": b"\x81",
        "windows-1252": b"\x81",
        "latin-1": b"",
    }
    broken = content + wrong.get(encoding, b"\xff") + b"\x00a"
    expected = None if encoding == "latin-1" else len(content)
    assert encodings_module.first_wrong_byte(io.BytesIO(broken), encoding) == expected


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_valid_utf_8_is_utf_8(text):
    content = b"slug\n" + text.encode()
    assert encodings_module.encoding_of(io.BytesIO(content)) == "utf-8"


def test_detection_needs_little_memory(peak_memory):
    file = GeneratedFile(b"slug,name\n", "wuhan,武漢會戰\n".encode("gb18030"), 1_000_000)
    with peak_memory(20), pytest.raises(EncodingUnknown):
        read_table(file)
