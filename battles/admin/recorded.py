"""The recording of changes that a request of the admin makes: by its user, with the reason that the user gives."""

from contextlib import nullcontext

from battles.models.recording import recording

# The name of the field in which an editor may give a reason, in every form.
MESSAGE = "_message"
LONGEST_MESSAGE = 1_000


def posted_text(request, name: str, max_length: int) -> str:
    """The text of a field outside Django's forms; without NUL, which PostgreSQL does not store."""
    return request.POST.get(name, "").replace("\0", "").strip()[:max_length]


def message_of(request) -> str:
    """The reason that the user gives for the change."""
    return posted_text(request, MESSAGE, LONGEST_MESSAGE)


def recorded(request):
    """A recording of the changes that the request makes; no transaction for a request that only reads."""
    if request.method != "POST":
        return nullcontext()
    return recording(made_by=request.user, message=message_of(request))
