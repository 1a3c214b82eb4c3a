"""Links from the admin's forms to the editors' guide."""

from django.template.loader import render_to_string
from django.utils.functional import lazy


def guide_link(topic, title):
    """Return a lazy link to a topic of the guide, for the description of a fieldset."""
    return lazy(render_to_string, str)("admin/battles/_help_link.html", {"topic": topic, "title": title})
