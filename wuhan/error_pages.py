"""Error pages. Each shows the reference of its request in the log."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from battles.models.database_errors import explain, is_outage

# Seconds to wait before the next try while the database is away.
RETRY_AFTER = 10


def not_stored(get_response):
    """Middleware: no browser and no proxy keeps an error page of the admin, as none keeps its other pages."""

    def middleware(request):
        response = get_response(request)
        if response.status_code >= 400 and request.path_info.startswith("/admin/"):
            add_never_cache_headers(response)
        return response

    return middleware


def bad_request(request, exception):
    reason = ""
    if isinstance(exception, RequestDataTooBig):
        reason = _("The form is too large. Nothing was saved. Send fewer rows at a time, or import a file.")
    elif isinstance(exception, TooManyFieldsSent):
        reason = _("The form has too many fields. Nothing was saved. Send fewer rows at a time.")
    return render(request, "400.html", {"reason": reason}, status=400)


def server_error(request):
    """Return the page for an error: status 503 while the database is away, else 500.

    The page uses no database, no other template and no file, because any of these may be broken.
    """
    try:
        stylesheet = static("battles/site.css")
    except ValueError:
        # The static files are not collected. That may be the error itself.
        stylesheet = ""
    # Django calls this view while it handles the error.
    if is_outage(error := sys.exception()):
        status, title, sentence = 503, _("The service is temporarily unavailable"), explain(error)
        headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    else:
        status, title, headers = 500, _("Internal error"), {}
        sentence = _(
            "An error on this site prevented the page from loading. The records are not affected. Try again later."
        )
    context = {"status": status, "title": title, "sentence": sentence}
    context |= {"reference": getattr(request, "reference", ""), "stylesheet": stylesheet}
    return HttpResponse(loader.render_to_string("500.html", context), status=status, headers=headers)
