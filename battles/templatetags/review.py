"""The ways from the first page of the admin to the review, with the number of what waits there."""

from django import template

from battles.review.permissions import is_editor
from battles.review.queue import count_waiting, kinds_of

register = template.Library()


@register.inclusion_tag("admin/battles/review/_links.html")
def review_links(user):
    names = kinds_of(user) if is_editor(user) else []
    return {"is_editor": bool(names), "count": count_waiting(names) if names else 0}
