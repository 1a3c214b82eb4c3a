"""The page for an address that does not exist."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def page_not_found(request, exception):
    """Shows the sentence of the exception; an address without a page has none."""
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"reason": reason or _("No page has this address.")}, status=404)
