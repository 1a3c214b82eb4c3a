"""What was typed into a form of a record when the session had ended: kept through the login, and shown again.

Until the login it travels in the login page itself, so that a stranger can leave nothing in the database.
Only forms of records are kept: they hold no password and no file.
"""

import time

from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SESSION_KEY = "kept_form"
# Characters, as sent: some 25,000 Chinese ones.
LIMIT = 250_000
SECONDS = 60 * 60
NOT_SAVED = _("Nothing is saved yet: look it over, and save again.")


def is_kept(view) -> bool:
    """Whether the view of an admin shows the form of a record."""
    model_admin = getattr(view, "__self__", None)
    return getattr(model_admin, "obeys_refusal", False) and view.__name__ in ("add_view", "change_view")


def as_text(sent: QueryDict) -> str:
    """What was sent, without the token of the old page; empty where it is too long to be kept."""
    sent = sent.copy()
    sent.pop("csrfmiddlewaretoken", None)
    return unless_too_long(sent.urlencode())


def brought_along(request) -> str:
    """The text that came with the login form; empty where somebody has made up a longer one than is ever kept."""
    return unless_too_long(request.POST.get("kept_form", ""))


def unless_too_long(text):
    return text if len(text) <= LIMIT else ""


def keep(request, path: str, text: str):
    """Keeps the text for the form at this path, in the session of the account that has just logged in."""
    if text:
        request.session[SESSION_KEY] = {"path": path, "text": text, "until": time.time() + SECONDS}


def take(request) -> QueryDict | None:
    """What is kept for the form at the request's path, once."""
    kept = request.session.get(SESSION_KEY)
    if kept is None:
        return None
    is_too_old = kept["until"] < time.time()
    if not is_too_old and kept["path"] != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    return None if is_too_old else QueryDict(kept["text"])


def show_again(request, sent: QueryDict):
    """Turns the request into one that sends the form, which the form refuses: it is shown, and nothing is saved."""
    # Reading the files settles that there are none; read later, they would undo what is set here.
    request.FILES.clear()
    request.method, request.POST, request.refusal = "POST", sent, NOT_SAVED
    messages.warning(request, _("Your session had ended before this was sent. Here is what you typed."))
