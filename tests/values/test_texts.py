"""Texts that look the same become the same, and nothing that is shown is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from battles.values.texts import clean_line, clean_text, shows_something

# Letters among all that may be invisible, blank, or joined to them.
TEXTS = st.text(
    st.sampled_from(
        "a b\t\r\n\u00a0\u3000\u200b\u200c\u200d\ufeff\u00ad\u2060\u202e\u0308ü武\U000e0100\ufe0f👩क्ی\u2028\x00\x1f"
    )
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("p. 1 ", "p. 1"),
        ("p.\u00a01", "p. 1"),
        ("p.\t 1", "p. 1"),
        ("two\r\nlines", "two lines"),
        ("fu\u0308nf", "fünf"),
        ("u\u200b\u0308", "ü"),
        ("武漢\u200b會戰", "武漢會戰"),
        ("\ufeff武漢", "武漢"),
        ("\u202eneddih", "neddih"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\x00\x1fb", "ab"),
        ("\ufe0f\u200d👩", "👩"),
        ("\u200b", ""),
        ("\u3000\u00a0 ", ""),
        ("\u3164\u2800", ""),
        ("\u2800\ufe0f", ""),
        ("武\u3000\ufe0f漢", "武 漢"),
        ("ガ\ufe0f\u200dガ", "ガガ"),
        ("No. 1\ufe0f", "No. 1"),
    ],
)
def test_blanks_become_spaces_and_what_shows_nothing_goes(text, cleaned):
    assert clean_line(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "क्\u200dष",
        "ന്\u200d",
        "র\u200d্য",
        "می\u200cخواهم",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100城",
        "ガ",
        "Đại Việt",
        "戦・『』",
    ],
)
def test_what_a_script_needs_stays(text):
    assert clean_line(text) == clean_text(text) == text


def test_a_text_of_several_lines_keeps_them():
    assert clean_text(" one\u00a0two\r\n\r\n  three\u2028four \n") == "one two\r\n\r\n  three\nfour"


@given(TEXTS)
@example("\ufe0f\u200d👩")
def test_a_clean_text_stays_as_it_is(text):
    line, lines = clean_line(text), clean_text(text)
    assert clean_line(line) == clean_text(line) == line
    assert clean_text(lines) == lines
    assert clean_line(lines) == line


@given(TEXTS)
def test_a_text_without_visible_characters_becomes_empty(text):
    assert bool(clean_line(text)) == shows_something(text.replace("\x00", ""))


@given(TEXTS)
@example("\u3000\ufe0f")
def test_a_clean_text_shows_something_or_is_empty(text):
    for cleaned in (clean_line(text), clean_text(text)):
        assert not cleaned or shows_something(cleaned)
