"""What is marked in a text: the phrases behind statements, and the names of entities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battles.models import Place
from battles.reading.entity_names import current_names
from battles.reading.marks import marked
from battles.reading.statements import located, places_in, reading_of
from battles.values.choices import Status
from battles.values.folding import fold, fold_with_places
from battles.values.texts import visible
from tests.factories import make_claim, make_commander, make_dateclaim, make_name, make_place, make_source, make_unit
from tests.reading import give


def marks_on(source, text):
    reading = reading_of(text)
    paragraphs = list(text.paragraphs.order_by("number"))
    numbers = range(1, reading.paragraphs + 1)
    return marked(paragraphs, located(source, places_in(text, reading), numbers), current_names())


def pieces(paragraph):
    return [
        (segment.words, [each.statement for each in segment.statements], [name.entities for name in segment.names])
        for segment in paragraph.parts[0]
    ]


def named(text):
    return [
        (text[found.start : found.end], [entity.label for entity in found.entities])
        for found in current_names().names_in(text)
    ]


@settings(max_examples=300)
@given(st.text("第十百一二零〇106１２ stndrdth軍师團,.Wàn ŁódźÅ江长ガか、·-ﬁß"))
def test_a_text_has_the_same_key_with_its_places(text):
    text = visible(text)
    key, starts, ends = fold_with_places(text)
    assert key == fold(text)
    assert len(key) == len(starts) == len(ends)
    assert starts == sorted(starts)


@pytest.mark.django_db
class TestMarks:
    pytestmark = pytest.mark.both_engines

    def test_a_wording_is_marked_at_its_place_whatever_its_blanks(self):
        source = make_source()
        text = give(source, "損失 254,628 人。\n損失254,628人。")
        claim = make_claim(source=source, locator="¶1", wording="254,628人", low=254628, high=254628)
        first, second = marks_on(source, text)
        assert [(words, statements) for words, statements, _names in pieces(first)] == [
            ("損失 ", []),
            ("254,628 人", [claim]),
            ("。", []),
        ]
        assert [statements for _words, statements, _names in pieces(second)] == [[]]
        assert [(each.statement, is_found) for each, is_found in first.statements] == [(claim, True)]

    def test_a_number_is_not_marked_within_a_longer_one(self):
        source = make_source()
        text = give(source, "死15萬、5萬")
        claim = make_claim(source=source, locator="¶1", wording="5萬", low=50000, high=50000)
        assert [words for words, statements, _names in pieces(marks_on(source, text)[0]) if statements == [claim]] == [
            "5萬"
        ]

    def test_wordings_that_overlap_share_a_piece(self):
        source = make_source()
        text = give(source, "甲軍攻佔乙城")
        one = make_dateclaim(source=source, locator="¶1", wording="甲軍攻佔")
        other = make_dateclaim(source=source, locator="¶1", wording="攻佔乙城", date="1938-10-26")
        shared = {words: set(statements) for words, statements, _names in pieces(marks_on(source, text)[0])}
        assert shared == {"甲軍": {one}, "攻佔": {one, other}, "乙城": {other}}

    def test_a_statement_without_its_wording_is_listed_and_marked_so(self):
        source = make_source()
        text = give(source, "甲\n乙")
        claim = make_claim(source=source, locator="¶2", wording="丙")
        make_claim(source=source, locator="p. 3", wording="甲", category="wounded")
        first, second = marks_on(source, text)
        assert first.statements == []
        assert [(each.statement, is_found) for each, is_found in second.statements] == [(claim, False)]

    def test_a_statement_over_two_paragraphs_is_listed_where_its_wording_is(self):
        source = make_source()
        text = give(source, "甲\n乙")
        make_claim(source=source, locator="¶1-2", wording="乙")
        first, second = marks_on(source, text)
        assert (len(first.statements), len(second.statements)) == (0, 1)

    def test_a_locator_names_a_page_of_a_text_that_marks_pages(self):
        source = make_source()
        text = give(source, "[p. 213]\n甲\n[p. 214]\n乙乙\n[p. 215]\n丙")
        make_claim(source=source, locator="p. 214", wording="乙乙")
        assert [len(each.statements) for each in marks_on(source, text)] == [0, 0, 0, 1, 0, 0]

    def test_a_wording_in_a_reference_is_marked_there(self):
        source = make_source()
        text = give(source, "失守<ref>某著，p1</ref>。", file_format="wikitext")
        claim = make_claim(source=source, locator="¶1", wording="某著")
        paragraph = marks_on(source, text)[0]
        assert ["".join(piece.words for piece in part) for part in paragraph.parts] == ["失守", "。"]
        assert paragraph.references[0][0].statements[0].statement == claim


@pytest.mark.django_db
class TestNames:
    pytestmark = pytest.mark.both_engines

    def test_a_name_is_found_in_any_script_and_spelling(self):
        unit = make_unit(name="第106師團", name_en="106th Division")
        make_commander(name="岡村寧次", name_en="Okamura Yasuji")
        make_place(name="萬家嶺", name_en="Wanjialing")
        assert named("日军第一〇六师团由冈村宁次指挥，在万家岭。") == [
            ("第一〇六师团", [str(unit)]),
            ("冈村宁次", ["岡村寧次 · Okamura Yasuji"]),
            ("万家岭", ["萬家嶺 · Wanjialing"]),
        ]
        assert [
            words for words, _labels in named("Yasuji's OKAMURA YASUJI took Wànjiālǐng with the 106th division.")
        ] == [
            "OKAMURA YASUJI",
            "Wànjiālǐng",
            "106th division",
        ]

    def test_a_name_is_not_found_within_a_longer_word_or_number(self):
        make_place(name="Wu", name_en="Hankow")
        make_unit(name="第6師團")
        assert named("Wuhan and Hankowese; 第106師團") == []

    def test_the_longest_of_overlapping_names_is_found(self):
        make_place(name="武漢", name_en="")
        make_place(name="武漢大學", name_en="")
        assert [words for words, _labels in named("在武漢大學。")] == ["武漢大學"]

    def test_a_name_of_several_entities_is_ambiguous(self):
        make_place(name="馬當", name_en="")
        make_commander(name="馬當", name_en="Ma Dang")
        assert named("馬當") == [("馬當", ["馬當", "馬當 · Ma Dang"])]

    def test_a_name_that_a_source_gives_is_found(self):
        place = make_place(name="武漢", name_en="Wuhan")
        make_name(place=place, text="江城三鎮")
        assert named("江城三鎮") == [("江城三鎮", ["武漢 · Wuhan"])]

    def test_names_follow_the_changes_of_records(self):
        place = make_place(name="漢口", name_en="")
        assert named("漢口")
        place.name = "漢陽"
        place.save()
        assert not named("漢口")
        Place.objects.filter(pk=place.pk).update(status=Status.WITHDRAWN, status_reason="Entered twice.")
        assert not named("漢陽")

    def test_a_single_character_names_nobody(self):
        make_place(name="江", name_en="")
        assert named("江") == []
