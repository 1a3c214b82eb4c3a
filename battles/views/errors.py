"""The page for an address at which nothing is."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def page_not_found(request, exception):
    """Says what is missing; an address that no page has comes without a sentence of its own."""
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"reason": reason or _("No page has this address.")}, status=404)
