"""Search keys: spellings of one name have the same key, and other names have other keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.folding import fold, fold_terms, han_number


@pytest.mark.parametrize(
    "forms",
    [
        ("岡村寧次", "冈村宁次"),
        ("武漢會戰", "武汉会战", "武漢会戦"),
        ("保衛戰", "保衞戰", "保卫战"),
        ("峰", "峯"),
        ("叙", "敘", "敍"),
        ("萬家嶺", "万家岭"),
        ("廣濟", "广济", "広済"),
        ("臺兒莊", "台儿庄"),
        ("第106師團", "第一〇六师团", "第１０６師団", "106师团", "第百零六師團", "第一百零六師團"),
        ("第18集團軍", "第十八集团军", "第 18 集團軍"),
        ("第29集團軍", "第二十九集团军", "第廿九集團軍"),
        ("106th Division", "106th division", "106 DIVISION"),
        ("Wanjialing", "Wan Jia Ling", "Wànjiālǐng", "wan-jia-ling", "Wan’jialing"),
        ("Ōkubo", "Okubo"),
        ("Жигарев", "жигарев"),
        ("Điện Biên Phủ", "Dien Bien Phu"),
        ("Køge Bugt", "Koge Bugt"),
        ("Łódź", "Lodz"),
        ("Æbelø", "Aebelo"),
        ("Straße", "Strasse"),
        ("Þórður", "Thordur"),
        ("ひらがな", "ヒラガナ"),
        ("がっこう", "ガッコウ"),
        ("渡邉", "渡邊", "渡辺"),
        ("髙橋", "高橋"),
        ("山﨑", "山崎", "山嵜"),
        ("ＡＢＣ　１２", "abc 12"),
    ],
)
def test_spellings_of_one_name_have_one_key(forms):
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("第2軍", "第12軍"), ("第2軍", "第2集團軍"), ("第32軍", "第32集團軍"), ("が", "か"), ("陸軍", "6軍"), ("", "第")],
)
def test_different_names_have_different_keys(one, other):
    assert fold(one) != fold(other)


def test_a_number_is_not_found_within_a_longer_one():
    assert fold("第6師團") not in fold("第106師團")
    assert fold("第10") in fold("第106師團")


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("一〇六", "106"),
        ("十", "10"),
        ("十一", "11"),
        ("二十九", "29"),
        ("廿九", "29"),
        ("卅", "30"),
        ("百六", "106"),
        ("三百二十", "320"),
    ],
)
def test_chinese_numerals_are_read(numeral, digits):
    assert han_number(numeral) == digits


def test_a_query_is_a_list_of_words():
    assert fold_terms("岡村 Okamura okamura") == ["冈村", "okamura"]
    assert fold_terms("第 11 军 横山") == [fold("第11軍"), fold("橫山")]
    assert fold_terms("  ，。 ") == []


@given(st.text() | st.text("第〇零一二三四五六七八九十百廿卅師团衛衞"))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
