"""The recording of what a request of the admin writes: in the name of its user, with what he says of it."""

from contextlib import nullcontext

from battles.models.recording import recording

# The box of every form in which an editor may say why.
MESSAGE = "_message"
LONGEST_MESSAGE = 1_000


def typed_in(request, name, longest) -> str:
    """The text that the user sent in a box beside the forms; PostgreSQL takes no NUL, which nobody types."""
    return request.POST.get(name, "").replace("\0", "").strip()[:longest]


def message_of(request) -> str:
    """Why the user changes what the request changes."""
    return typed_in(request, MESSAGE, LONGEST_MESSAGE)


def recorded(request):
    """The recording of what the request writes; one that only reads takes no transaction."""
    if request.method != "POST":
        return nullcontext()
    return recording(made_by=request.user, message=message_of(request))
