"""Which paragraphs are read, by whom and when."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.models import SourceParagraph, SourceText
from battles.reading.texts import current_text
from battles.values.keys import is_key

READ, NOT_READ, ALL = "read", "not_read", "read_all"


@dataclass(frozen=True)
class Progress:
    paragraphs: int
    read: int


def progress_of(sources) -> dict[int, Progress]:
    """How far the current text of each of these sources is read, by its key; a source without a text is left out. One
    query."""
    texts = SourceText.objects.current().filter(source__in=sources)
    counted = (
        texts.order_by().values_list("source").annotate(all=Count("paragraphs"), read=Count("paragraphs__read_at"))
    )
    return {source: Progress(paragraphs, read) for source, paragraphs, read in counted}


@dataclass
class Marked:
    """The current text after marks were set, where to read on, and sentences about what was not as the page showed."""

    text: SourceText
    next_number: int = 1
    is_replaced: bool = False
    sentences: list[str] = field(default_factory=list)


def mark_read(source, sent, *, by) -> Marked:
    """Mark a paragraph of the version that a page showed as read or not read, or all of a sheet as read.

    ``sent`` has ``text``, the key of the version, and one of the numbers ``read``, ``not_read`` and ``read_all`` (a
    sheet). If the text was replaced since, the mark is set there too, at the paragraph with the same words. Raises
    ValueError if the form is not such.
    """
    action = next((name for name in (READ, NOT_READ, ALL) if name in sent), "")
    if not action or not is_key(sent[action]) or not is_key(sent.get("text", "")):
        raise ValueError(_("The form names no paragraph of the text. Nothing was marked."))
    number = int(sent[action])
    shown = SourceText.objects.filter(source=source, pk=sent["text"]).first()
    current = current_text(source)
    if current is None or shown is None:
        raise ValueError(_("The form names no paragraph of the text. Nothing was marked."))
    where = {"sheet": number} if action == ALL else {"number": number}
    rows = list(shown.paragraphs.filter(**where).select_related("read_by").order_by("number"))
    if not rows:
        raise ValueError(_("The form names no paragraph of the text. Nothing was marked."))
    done = Marked(current, rows[-1].number)
    if shown != current:
        rows += replaced(rows, current, done)
    set_marks(rows, action, by, done)
    if action != NOT_READ:
        unread = current.paragraphs.filter(read_at=None).order_by("number").values_list("number", flat=True)
        done.next_number = unread.filter(number__gt=done.next_number).first() or unread.first() or done.next_number
    return done


def replaced(rows, current, done) -> list[SourceParagraph]:
    """The paragraphs of the current text with the words of these, which are of an earlier version."""
    same = current.paragraphs.filter(words__in=[row.words for row in rows if row.words]).select_related("read_by")
    found = list(same.order_by("number"))
    sentence = _("%(person)s has given this source a new text since you opened the page.")
    done.sentences.append(sentence % {"person": current.made_by or _("Somebody")})
    if found:
        done.sentences.append(_("Your mark is in it too, at the paragraph with the same words."))
    else:
        done.sentences.append(_("It does not have these words. Your mark is kept in the earlier version."))
    done.is_replaced, done.next_number = True, found[-1].number if found else 1
    return found


def set_marks(rows, action, by, done):
    keys = [row.pk for row in rows]
    paragraphs = SourceParagraph.objects.filter(pk__in=keys)
    if action == NOT_READ:
        paragraphs.update(read_by=None, read_at=None)
        return
    # The first reader keeps the mark.
    paragraphs.filter(read_at=None).update(read_by=by, read_at=timezone.now())
    if action == READ and rows[0].read_by not in (None, by):
        sentence = _("%(person)s has already marked ¶%(number)d as read.")
        done.sentences.append(sentence % {"person": rows[0].read_by, "number": rows[0].number})
