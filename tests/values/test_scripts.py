"""The script of a name follows from its characters; a name is converted only if the conversion is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battles.values.scripts import in_script, script_of

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=8)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("武漢會戰", "zh-Hant"),
        ("薛岳", "zh-Hant"),
        ("煙台", "zh-Hant"),
        ("畑俊六", "zh-Hant"),
        ("近衛文麿", "zh-Hant"),
        ("羣", "zh-Hant"),
        ("武汉会战", "zh-Hans"),
        ("万家岭", "zh-Hans"),
        ("台儿庄", "zh-Hans"),
        ("国崎支隊", "ja"),
        ("沢田茂", "ja"),
        ("戦車", "ja"),
        ("ニューギニア", "ja"),
        ("106th Division", "en"),
        ("第1軍, 1938", "zh-Hant"),
        ("", "en"),
    ],
)
def test_the_script_of_a_name_follows_from_its_characters(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("武漢會戰", "武汉会战"),
        ("第106師團", "第106师团"),
        ("岡村寧次", "冈村宁次"),
        ("畑俊六負責對武漢的作戰", "畑俊六负责对武汉的作战"),
        ("閑院宮載仁親王", "闲院宫载仁亲王"),
        ("乾隆", "乾隆"),
        ("薛岳", "薛岳"),
        ("国崎支隊", "国崎支隊"),
        ("戦車第1聯隊", "戦車第1聯隊"),
        ("電撃戰", "電撃戰"),
    ],
)
def test_traditional_names_in_simplified_characters(text, simplified):
    assert in_script(text, "zh-Hans") == simplified


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("武汉会战", "武漢會戰"),
        ("万家岭", "萬家嶺"),
        ("于学忠", "于學忠"),
        ("冈村宁次", "岡村寧次"),
        ("为国", "為國"),
        ("台儿庄", "台儿庄"),
        ("战后", "战后"),
        ("范汉杰", "范汉杰"),
        ("余汉谋", "余汉谋"),
        ("日军", "日軍"),
        ("広瀬", "広瀬"),
    ],
)
def test_simplified_names_are_converted_only_if_the_conversion_is_certain(text, traditional):
    assert in_script(text, "zh-Hant") == traditional


@given(HAN)
def test_any_text_keeps_its_length_and_a_second_conversion_changes_nothing(text):
    for script in ("zh-Hans", "zh-Hant", ""):
        converted = in_script(text, script)
        assert len(converted) == len(text)
        assert in_script(converted, script) == converted
    assert in_script(text, "") == text
