"""Pinyin and Wade-Giles: each spelling of a Chinese name is made from the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.folding import fold, fold_terms
from battles.values.romanisation import FROM_MARKED, TO_WADE_GILES, in_wade_giles, name_keys, other_spellings

NAMES = {
    "Xue Yue": ["Hsueh Yueh", "Hsüeh Yüeh"],
    "Bai Chongxi": ["Pai Ch'ung-hsi", "Pai Ch’ung-hsi", "Pai Chung-hsi", "Pai Ch'unghsi"],
    "Li Zongren": ["Li Tsung-jen"],
    "Zhang Fakui": ["Chang Fa-k'uei"],
    "Hu Zongnan": ["Hu Tsung-nan"],
    "Luo Zhuoying": ["Lo Cho-ying"],
    "Guo Moruo": ["Kuo Mo-jo"],
    "Zhou Enlai": ["Chou En-lai"],
    "Sun Lianzhong": ["Sun Lien-chung"],
    "Shen Si": ["Shen Ssu"],
    "Feng Zhian": ["Feng Chih-an"],
    "He Yingqin": ["Ho Ying-ch'in"],
    "Battle of Wanjialing": ["Battle of Wanchialing"],
}
PAIRS = [(pinyin, wade) for pinyin, spellings in NAMES.items() for wade in spellings]


def finds(query, name):
    return all(any(term in key for key in name_keys(name)) for term in fold_terms(query))


@pytest.mark.parametrize(("pinyin", "wade"), PAIRS)
def test_a_name_in_pinyin_is_found_in_wade_giles(pinyin, wade):
    assert finds(wade, pinyin)


@pytest.mark.parametrize(("pinyin", "wade"), [pair for pair in PAIRS if pair[1] != "Battle of Wanchialing"])
def test_a_name_in_wade_giles_is_found_in_pinyin(pinyin, wade):
    assert finds(pinyin, wade)


@pytest.mark.parametrize(
    "text", ["Republic of China", "106th Division", "Hata Shunroku", "薛岳", "Battle of Wuhan", ""]
)
def test_other_names_have_no_other_spelling(text):
    assert other_spellings(text) == ()


def test_an_unaspirated_initial_is_not_taken_for_an_aspirated_one():
    assert other_spellings("Pai Ch'ung-hsi") == ("bai chongxi",)
    assert "changsha" not in {fold(spelling) for spelling in other_spellings("Chang Fa-k'uei")}


def test_every_syllable_of_wade_giles_is_read_back():
    for pinyin in TO_WADE_GILES:
        assert any(pinyin in in_wade_giles(wade, marked=True) for wade in FROM_MARKED)
    assert len(TO_WADE_GILES) > 390


@given(st.text(st.sampled_from("chungsiezaotpkywü'’- ")) | st.text())
def test_spellings_are_few_and_any_text_is_read(text):
    assert len(other_spellings(text)) <= 16
