"""The check of the headings of a table."""

from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from battles.tabular.errors import MAX_SHOWN, TableError, listed, shown


def check_headings(found: Sequence[str], known: Collection[str], required: Collection[str] = ()) -> None:
    """TableError that names every unknown, repeated, missing and empty heading."""
    unknown = [heading for heading in dict.fromkeys(found) if heading and heading not in known]
    repeated = [heading for heading, times in Counter(found).items() if heading and times > 1]
    missing = [heading for heading in required if heading not in found]
    sentences = []
    if unknown:
        sentences.append(_("Unknown headings: %s.") % listed(with_nearest(heading, known) for heading in unknown))
    if repeated:
        sentences.append(_("Headings that stand there more than once: %s.") % listed(map(shown, repeated)))
    if missing:
        sentences.append(_("Missing headings: %s.") % listed(map(shown, missing)))
    for column, heading in enumerate(found, 1):
        if not heading:
            sentences.append(_("Column %d has no heading.") % column)
    if sentences:
        raise TableError(" ".join(sentences))


def with_nearest(heading: str, known: Collection[str]) -> str:
    word = heading[:MAX_SHOWN].casefold().replace(" ", "_")
    nearest = get_close_matches(word, known, n=1)
    if not nearest:
        return shown(heading)
    return _("%(heading)s (did you mean %(nearest)s?)") % {"heading": shown(heading), "nearest": shown(nearest[0])}
