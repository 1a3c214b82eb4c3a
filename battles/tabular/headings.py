"""Headings of a table against the headings that are known."""

from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from battles.tabular.errors import MAX_SHOWN, TableError, shown


def check_headings(found: Sequence[str], known: Collection[str], required: Collection[str] = ()) -> None:
    """Raises TableError that names every unknown, repeated, missing and empty heading."""
    unknown = [heading for heading in dict.fromkeys(found) if heading and heading not in known]
    repeated = [heading for heading, times in Counter(found).items() if heading and times > 1]
    missing = [heading for heading in required if heading not in found]
    sentences = []
    if unknown:
        sentences.append("Unknown headings: " + ", ".join(with_nearest(heading, known) for heading in unknown) + ".")
    if repeated:
        sentences.append("Headings that stand there more than once: " + ", ".join(map(shown, repeated)) + ".")
    if missing:
        sentences.append("Missing headings: " + ", ".join(map(shown, missing)) + ".")
    for column, heading in enumerate(found, 1):
        if not heading:
            sentences.append(f"Column {column} has no heading.")
    if sentences:
        raise TableError(" ".join(sentences))


def with_nearest(heading: str, known: Collection[str]) -> str:
    word = heading[:MAX_SHOWN].casefold().replace(" ", "_")
    nearest = get_close_matches(word, known, n=1)
    return shown(heading) + (f" (did you mean {shown(nearest[0])}?)" if nearest else "")
