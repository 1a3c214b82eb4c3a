"""The paragraphs of plain text, wikitext and HTML, without markup and without what nobody sees."""

import pytest

from battles.checking.printed import format_of, printed_paragraphs, text_of_html, wikitext_as_printed
from battles.values.choices import TextFormat

PAGE = """<!DOCTYPE html><html><head><title>題</title><script>alert("x<y")</script></head>
<body onload="alert(1)"><h1>武漢</h1><p>甲<b>乙</b>
丙 &amp; &lt;b&gt;<br>丁<!-- 註 --><style>p {}</style><img src=x onerror=alert(1)>
<table><tr><td>1</td><td>2</td></tr></table><script>never("""


def words(text, file_format=None):
    return [paragraph.words for paragraph in printed_paragraphs(text, file_format)]


def test_html_is_printed_a_line_for_each_block_and_no_script_is_in_it():
    assert words(PAGE) == ["武漢", "甲乙 丙 & <b>", "丁", "1 2"]


@pytest.mark.parametrize(
    ("text", "file_format"),
    [
        (PAGE, TextFormat.HTML),
        ("<?xml version='1.0'?>\n<html>", TextFormat.HTML),
        ("[[甲]]", TextFormat.WIKITEXT),
        ("a < b [1]", TextFormat.PLAIN),
    ],
)
def test_the_format_is_detected(text, file_format):
    assert format_of(text) == file_format


def test_characters_that_nobody_sees_are_left_out():
    assert words("\u202e甲\u2066乙\u2069\u200b\ufeff\0丙\ud800 \u3000 丁") == ["甲乙丙 丁"]


def test_a_character_reference_brings_no_hidden_character_back():
    assert words("[[甲]]&#x202E;乙", TextFormat.WIKITEXT) == ["甲乙"]


def test_a_reference_keeps_its_place():
    first, second = printed_paragraphs("甲<ref>一</ref>乙<ref>二</ref>\n 丙 ", TextFormat.WIKITEXT)
    assert (first.words, first.references) == ("甲乙", ((1, "一"), (2, "二")))
    assert (second.words, second.references) == ("丙", ())


def test_a_reference_within_a_reference_keeps_its_place_too():
    paragraph = printed_paragraphs("甲{{rp|1<ref>二</ref>}}乙", TextFormat.WIKITEXT)[0]
    assert (paragraph.words, [place for place, _text in paragraph.references]) == ("甲乙", [1, 1])


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("甲\n乙", ["", ""]),
        ("甲\f乙\n丙\n\f\n丁", ["1", "2", "3"]),
        ("前\n[p. 213]\n甲\n第214頁\n乙\n[215]\n丙", ["", "213", "213", "214", "214", "215", "215"]),
    ],
)
def test_pages_are_those_that_the_text_marks(text, pages):
    assert [paragraph.page for paragraph in printed_paragraphs(text, TextFormat.PLAIN)] == pages


@pytest.mark.parametrize("mark", ["<!--", "<", "<a ", "<!", "&#", "<script>", "</", "<?", "<![CDATA["])
def test_unfinished_html_is_read_in_one_pass(mark):
    # A parser that begins again at each mark takes hours for this.
    text_of_html(mark * 200_000)


@pytest.mark.parametrize("mark", ["[[", "{{", "<ref>", "'''", "{|", "[http://", "<b>"])
def test_unfinished_wikitext_is_left_as_it_is(mark):
    wikitext_as_printed(mark * 5_000)
