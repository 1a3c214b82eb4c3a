"""HTML is put together just as Django's own functions do it."""

import pytest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from battles.markup import escaped, filled, joined


class Shown:
    def __html__(self):
        return "<b>shown</b>"


VALUES = [
    *("", "武漢會戰", "<script>&\"'</script>", "{}", "{0}", "%s", "\x00", 254_628, 5.5, None, Shown()),
    *(SafeString("<i>safe</i>"), gettext_lazy("Figures"), ["<list>"]),
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_escaped_unless_it_is_html(value):
    found = escaped(value)
    assert found == conditional_escape(value)
    assert type(found) is SafeString
    for form in ('<a href="{}">{}</a>', "{}{}", " – {} {}"):
        assert filled(form, value, value) == format_html(form, value, value)
        assert type(filled(form, value, value)) is SafeString


def test_rows_are_joined():
    rows = [(value, number) for number, value in enumerate(VALUES)]
    assert joined("<td>{}</td><td>{}</td>\n", rows) == format_html_join("", "<td>{}</td><td>{}</td>\n", rows)
    assert joined("{}", iter(())) == ""


@pytest.mark.parametrize("values", [(), ("a",), ("a", "b", "c")])
def test_as_many_values_as_places(values):
    with pytest.raises(ValueError, match="size"):
        filled("<a>{}</a>{}", *values)


def test_filled_keeps_no_state_between_calls():
    assert [filled("<p>{}</p>", text) for text in "ab"] == ["<p>a</p>", "<p>b</p>"]
