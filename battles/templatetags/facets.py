"""The values of a facet as boxes to tick, made in one piece: a list has some hundred."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

BOX = '<label><input type="checkbox" name="{}" value="{}"{}> <span>{}</span> <span class="count">{}</span></label>\n'
CHECKED = format_html(" {}", "checked")


@register.simple_tag
def boxes(facet):
    """A box for each of the Choices."""
    return format_html_join(
        "",
        BOX,
        (
            (facet.name, choice.value, CHECKED if choice.is_chosen else "", choice.label, choice.number)
            for choice in facet.choices
        ),
    )
