"""The pages of what goes wrong before or in a view; each shows the reference that stands in the log."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.translation import gettext as _


def bad_request(request, exception):
    reason = ""
    if isinstance(exception, RequestDataTooBig):
        reason = _("What was sent is too large for a form. Nothing was saved. Send less at once, or import a file.")
    elif isinstance(exception, TooManyFieldsSent):
        reason = _("What was sent has too many fields for a form. Nothing was saved. Send less at once.")
    return render(request, "400.html", {"reason": reason}, status=400)


def server_error(request):
    """Leans on nothing that may be broken: no database, no other template, no file that must be there."""
    try:
        stylesheet = static("battles/site.css")
    except ValueError:
        # The static files are not collected, which may be the very error.
        stylesheet = ""
    context = {"reference": getattr(request, "reference", ""), "stylesheet": stylesheet}
    return HttpResponseServerError(loader.render_to_string("500.html", context))
