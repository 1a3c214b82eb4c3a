"""The catalogues have all texts of the site, with the right placeholders and in the usage of each language."""

import re
from collections import Counter
from gettext import GNUTranslations

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from battles.values.scripts import is_traditional, script_of
from tests import catalogues
from tests.catalogues import LOCALES, PACKAGES, po_file, read, said_in

UPDATE = "run python -m tests.catalogues, and translate what is new"
PLACES_FOR_VALUES = re.compile(r"%\(\w+\)[a-z]|%[a-z]|%%|\{\w*\}|</?\w[^>]*>|\n")
# Words of one side of the strait that the other does not use.
OWN_WORDS = {
    "zh_Hant": ["資料庫", "連結", "檔案", "匯入", "使用者", "搜尋", "網路"],
    "zh_Hans": ["数据库", "链接", "文件", "导入", "用户", "搜索", "网络"],
}
FOREIGN_WORDS = {
    "zh_Hant": ["數據", "鏈接", "文件", "導入", "導出", "用戶", "搜索", "信息", "網絡", "默認", "坦克"],
    "zh_Hans": ["资料库", "连结", "汇入", "汇出", "使用者", "搜寻", "资讯", "网路", "预设", "战车"],
}

every_catalogue = pytest.mark.parametrize(
    ("package", "locale"), [(package, locale) for package in PACKAGES for locale in LOCALES]
)


def texts(catalogue):
    """The messages of a catalogue by context and English text, its header left out."""
    return {(message.context, message.id): message for message in catalogue if message.id}


def forms(text):
    return text if isinstance(text, (tuple, list)) else (text,)


def test_there_is_a_catalogue_for_every_language_but_english():
    assert {to_locale(code) for code, _name in settings.LANGUAGES} == {"en", *LOCALES}


@every_catalogue
def test_catalogue_has_exactly_the_texts_of_the_code(package, locale):
    catalogue = read(po_file(package, locale), locale)
    assert texts(catalogue).keys() == texts(said_in(package)).keys(), UPDATE
    assert not catalogue.obsolete, UPDATE


@every_catalogue
def test_every_text_is_translated_and_none_is_fuzzy(package, locale):
    catalogue = read(po_file(package, locale), locale)
    assert not catalogue.fuzzy
    assert [key for key, message in texts(catalogue).items() if message.fuzzy or not all(forms(message.string))] == []


@every_catalogue
def test_chinese_has_one_plural_form(package, locale):
    catalogue = read(po_file(package, locale), locale)
    assert catalogue.num_plurals == 1
    assert all(len(message.string) == 1 for message in texts(catalogue).values() if message.pluralizable)


@every_catalogue
def test_translation_has_the_same_placeholders_tags_and_line_ends(package, locale):
    for (_context, said), message in texts(read(po_file(package, locale), locale)).items():
        wanted = Counter(PLACES_FOR_VALUES.findall(forms(said)[-1]))
        assert all(Counter(PLACES_FOR_VALUES.findall(form)) == wanted for form in forms(message.string)), said


@every_catalogue
def test_compiled_catalogue_matches_its_source(package, locale):
    path = po_file(package, locale)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for (context, said), message in texts(read(path, locale)).items():
        if message.pluralizable:
            answer = compiled.ngettext(*said, 2)
        else:
            answer = compiled.pgettext(context, said) if context else compiled.gettext(said)
        assert answer == forms(message.string)[0], UPDATE
    assert "Plural-Forms: nplurals=1" in compiled.gettext("")


@every_catalogue
def test_catalogue_has_no_line_that_every_merge_would_change(package, locale):
    text = po_file(package, locale).read_text(encoding="utf-8")
    assert not re.search(r"^#: .*:\d|Date: |Generated-By", text, re.MULTILINE)
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert ids == sorted(ids)


@pytest.mark.parametrize("locale", LOCALES)
def test_one_english_text_is_one_text_in_both_packages(locale):
    first, second = (texts(read(po_file(package, locale), locale)) for package in PACKAGES)
    shared = first.keys() & second.keys()
    assert shared
    assert all(first[key].string == second[key].string for key in shared)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_catalogue_is_in_its_own_script(package):
    """Samples of other scripts are in the English text too."""
    for (_context, said), message in texts(read(po_file(package, "zh_Hant"), "zh_Hant")).items():
        own = [each for form in forms(message.string) for each in form if each not in forms(said)[0]]
        assert [each for each in own if each >= "\u4e00" and not is_traditional(each)] == [], said
    for (_context, said), message in texts(read(po_file(package, "zh_Hans"), "zh_Hans")).items():
        own = "".join(each for form in forms(message.string) for each in form if each not in forms(said)[0])
        assert [each for each in own if each.encode("gb2312", errors="ignore") == b"" and script_of(each) != "en"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_catalogue_has_the_words_of_its_own_side(locale):
    """Neither catalogue is a conversion of the other."""
    messages = texts(read(po_file("battles", locale), locale)).values()
    text = "\n".join(form for message in messages for form in forms(message.string))
    assert [word for word in FOREIGN_WORDS[locale] if word in text] == []
    assert [word for word in OWN_WORDS[locale] if word not in text] == []


def test_texts_of_modules_and_templates_are_found(tmp_path, monkeypatch):
    """In every form of call and tag that this project uses."""
    (tmp_path / "shop" / "templates").mkdir(parents=True)
    (tmp_path / "shop" / "views.py").write_text(
        "from django.utils.translation import gettext as _\n"
        '_("plain")\n_("in two " "parts") % 1\npgettext("a context", "with context")\n'
        'ngettext("one", "many", 2)\npgettext_lazy("another", "lazy")\n'
        'gettext_noop("for later")\nformat_lazy(_("{n} of it"), n=1)\n'
    )
    (tmp_path / "shop" / "templates" / "page.html").write_text(
        "{% load i18n %}\n  {% if a %}\n{% translate 'a tag' %}\n    {% endif %}\n"
        '{% firstof a _("a constant") %}{{ a|default:_("a default") }}{% include "b" with c=a|join:_(" or ") only %}\n'
        "{% blocktranslate with total=a|length %}{{ total }} of 100%{% endblocktranslate %}\n"
        '{% blocktranslate context "there" %}a block{% endblocktranslate %}\n'
        "{% blocktranslate count n=a %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}\n"
        '{% include "b" with d="d" only %} nothing of _("this sort") it\'s\n'
    )
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    assert set(texts(said_in("shop"))) == {
        (None, "plain"),
        (None, "in two parts"),
        ("a context", "with context"),
        (None, ("one", "many")),
        ("another", "lazy"),
        (None, "for later"),
        (None, "{n} of it"),
        (None, "a tag"),
        (None, "a constant"),
        (None, "a default"),
        (None, " or "),
        (None, "%(total)s of 100%%"),
        ("there", "a block"),
        (None, ("%(n)s row", "%(n)s rows")),
    }
