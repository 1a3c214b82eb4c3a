"""The values of a facet as check boxes, made without templates: a list has about a hundred."""

from django import template

from battles.markup import escaped, filled, joined
from battles.values.scripts import script_of

register = template.Library()

BOX = '<label><input type="checkbox" name="{}" value="{}"{}> <span{}>{}</span> <span class="count">{}</span></label>\n'
CHECKED, UNCHECKED = escaped(" checked"), escaped("")


@register.simple_tag
def boxes(facet):
    """A box for each value of an OfferedFacet."""
    name = escaped(facet.name)
    return joined(
        BOX,
        (
            (
                name,
                value.value,
                CHECKED if value.is_chosen else UNCHECKED,
                language_of(value),
                value.label,
                value.number,
            )
            for value in facet.values
        ),
    )


def language_of(value):
    """The attribute with the language of a name; empty for a label of the page, and for a name in two languages."""
    is_marked = value.is_name and " · " not in value.label
    return filled(' lang="{}"', script_of(value.label)) if is_marked else ""
