"""Questions that a form asks once before it saves: what a new slug means, and whether a new record is a twin."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from battles.checking.twins import twins_of
from battles.models.renaming import is_slugged

# The name of the hidden fields that answer a question with yes; the value of each is the key of a question.
CONFIRMED = "_confirmed"
MOST_TWINS = 10


@dataclass(frozen=True)
class Question:
    """A sentence that the editor has to see before the form is saved. Another key is another question."""

    key: str
    sentence: str
    # The records that it is about.
    records: list = field(default_factory=list)


def questions_about(form):
    """The questions about a record's form that is valid."""
    if is_slugged(form.instance):
        yield from renaming(form)
        yield from twins(form)


def renaming(form):
    old, new = form.initial.get("slug"), form.cleaned_data.get("slug")
    if form.instance.pk is None or not new or old == new:
        return
    sentence = _(
        "The slug changes from “%(old)s” to “%(new)s”. The old address will lead to the new one, files with the old "
        "slug will still find this record, and the refs of its statements stay as they are. No other record can take "
        "the old slug."
    )
    yield Question(f"rename {old} {new}", sentence % {"old": old, "new": new})


def twins(form):
    record = form.instance
    found = twins_of(record, MOST_TWINS) if record.pk is None else []
    if found:
        sentence = _("There are records that may be the same. Look at them before you add another:")
        yield Question(f"twins {' '.join(str(twin.pk) for twin in found)}", sentence, found)
