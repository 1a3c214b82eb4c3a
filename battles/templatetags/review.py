"""The links from the index of the admin to the review, with the number of waiting items."""

from django import template

from battles.review.permissions import is_editor, kinds_of
from battles.review.queue import count_waiting

register = template.Library()


@register.inclusion_tag("admin/battles/review/_links.html")
def review_links(user):
    names = kinds_of(user) if is_editor(user) else []
    return {"is_editor": bool(names), "count": count_waiting(names) if names else 0}
