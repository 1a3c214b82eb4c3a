"""Texts are cut to a width, at a word where there is one."""

import pytest

from battles.values.widths import cut_at_word, cut_to_width, width_of


def test_chinese_characters_have_two_widths():
    assert (width_of("武漢"), width_of("Wuhan"), width_of("武a")) == (4, 5, 3)
    assert cut_to_width("武漢會戰", 8) == "武漢會戰"
    assert cut_to_width("武漢會戰", 7) == "武漢會…"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Bix 2001", "Bix 2001"),
        ("Hirohito and the Making of Modern Japan", "Hirohito and the…"),
        ("Collected Japanese Materials", "Collected Japanese…"),
        ("Wuhan, Hankow, Hanyang, Wuchang", "Wuhan, Hankow…"),
        ("A Donaudampfschifffahrtsgesellschaft", "A Donaudampfschifff…"),
        ("日本人眼裡的武漢會戰—評介", "日本人眼裡的武漢會…"),
    ],
)
def test_a_title_is_cut_at_a_word(text, cut):
    assert cut_at_word(text, 20) == cut
