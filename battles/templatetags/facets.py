"""The values of a facet as boxes to tick, made in one piece: a list has some hundred."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

# With the name of the facet in its place, the form of each of its boxes.
BOX = (
    '<label><input type="checkbox" name="{}" value="{{}}"{{}}> <span>{{}}</span> '
    '<span class="count">{{}}</span></label>\n'
)
CHECKED, UNCHECKED = format_html(" {}", "checked"), format_html("{}", "")


@register.simple_tag
def boxes(facet):
    """A box for each of the Choices."""
    return format_html_join(
        "",
        format_html(BOX, facet.name),
        (
            (choice.value, CHECKED if choice.is_chosen else UNCHECKED, choice.label, choice.number)
            for choice in facet.choices
        ),
    )
