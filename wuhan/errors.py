"""The pages of what goes wrong before or in a view; each shows the reference that stands in the log."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.translation import gettext as _

from battles.models.database_errors import explain, is_outage

# Seconds after which it is worth trying again while the database is away.
RETRY_AFTER = 10


def bad_request(request, exception):
    reason = ""
    if isinstance(exception, RequestDataTooBig):
        reason = _("What was sent is too large for a form. Nothing was saved. Send less at once, or import a file.")
    elif isinstance(exception, TooManyFieldsSent):
        reason = _("What was sent has too many fields for a form. Nothing was saved. Send less at once.")
    return render(request, "400.html", {"reason": reason}, status=400)


def server_error(request):
    """The page for an error: status 503 while the database is away, else 500.

    Leans on nothing that may be broken: no database, no other template, no file that must be there.
    """
    try:
        stylesheet = static("battles/site.css")
    except ValueError:
        # The static files are not collected, which may be the very error.
        stylesheet = ""
    # Django calls this while it handles the error.
    if is_outage(error := sys.exception()):
        status, title, sentence = 503, _("The site is out of service for a moment"), explain(error)
        headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    else:
        status, title, headers = 500, _("An error of this site"), {}
        sentence = _(
            "The page could not be made, and the fault is not yours. The records are not affected. "
            "Please try again later."
        )
    context = {"status": status, "title": title, "sentence": sentence}
    context |= {"reference": getattr(request, "reference", ""), "stylesheet": stylesheet}
    return HttpResponse(loader.render_to_string("500.html", context), status=status, headers=headers)
