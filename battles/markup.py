"""HTML put together from texts, as ``format_html`` of Django does it, for pages that do so some hundred times.

Django asks of each text each time whether it is translated lazily, and ``str.format`` asks what is safe already for its
text once more, each of which takes longer than all the rest.
"""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString


def escaped(value) -> SafeString:
    """The value as HTML: as it is where it is HTML already, and otherwise as text."""
    if type(value) is SafeString:
        return value
    return SafeString(value.__html__() if hasattr(value, "__html__") else escape(str(value)))


def filled(form: str, *values) -> SafeString:
    """The form, which is HTML, with the values in its places ``{}``; ValueError where they are not as many."""
    pieces = pieces_of(form).copy()
    pieces[1::2] = [escaped(value) for value in values]
    return SafeString("".join(pieces))


def joined(form: str, rows) -> SafeString:
    """The form filled for each row of values, one after the other."""
    return SafeString("".join([filled(form, *row) for row in rows]))


@lru_cache(maxsize=256)
def pieces_of(form: str) -> list[str]:
    """What stands between the places, and a gap for each place."""
    first, *others = form.split("{}")
    return [first, *(piece for other in others for piece in ("", other))]
