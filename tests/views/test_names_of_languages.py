"""Pages name languages in words."""

import pytest
from django.utils import translation

from battles.templatetags.records import language_name
from tests import factories


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("zh-Hant", "en", "Traditional Chinese"),
        ("zh-Hant", "zh-hant", "繁體中文"),
        ("ja", "en", "Japanese"),
        ("ja-Latn", "en", "ja-Latn"),
        ("zh-Latn-pinyin", "en", "zh-Latn-pinyin"),
        ("und", "en", "und"),
        ("", "en", ""),
    ],
)
def test_a_language_has_its_name_or_else_its_tag(tag, reader, name):
    with translation.override(reader):
        assert str(language_name(tag)) == name


@pytest.mark.django_db
def test_the_page_of_a_source_names_its_language(client):
    source = factories.make_source(language="ja")
    assert "<dd>Japanese</dd>" in client.get(source.get_absolute_url()).content.decode()
