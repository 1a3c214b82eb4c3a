"""The values of a facet as check boxes, made without templates: a list has about a hundred."""

from django import template

from battles.markup import escaped, joined

register = template.Library()

BOX = '<label><input type="checkbox" name="{}" value="{}"{}> <span>{}</span> <span class="count">{}</span></label>\n'
CHECKED, UNCHECKED = escaped(" checked"), escaped("")


@register.simple_tag
def boxes(facet):
    """A box for each value of an OfferedFacet."""
    name = escaped(facet.name)
    return joined(
        BOX,
        (
            (name, value.value, CHECKED if value.is_chosen else UNCHECKED, value.label, value.number)
            for value in facet.values
        ),
    )
