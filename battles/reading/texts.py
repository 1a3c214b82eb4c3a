"""Giving a source a text, and what a later version of it keeps of the earlier one."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.checking.printed import PrintedParagraph, printed_paragraphs
from battles.models import Source, SourceParagraph, SourceText, TextFormat
from battles.models.published_links import batches
from battles.models.recording import recording

# A longer paragraph cannot be read on one page.
LONGEST_PARAGRAPH = 50_000
MOST_PARAGRAPHS = 100_000
# A sheet, the part of a text that the desk shows at a time, ends before it has more.
SHEET_PARAGRAPHS, SHEET_CHARACTERS = 100, 16_000
BATCH = 1_000


class TextRefused(Exception):
    """The text is not kept, and nothing has changed. The text of the error is a sentence for the user."""


@dataclass(frozen=True)
class GivenText:
    """A text as an editor gives it: the bytes of the file, and what they say."""

    content: bytes
    text: str
    file_name: str
    encoding: str
    file_format: TextFormat


@dataclass(frozen=True)
class Kept:
    """A new version, and the numbers of the paragraphs of the earlier one whose mark of reading found no place."""

    text: SourceText
    moved: int
    lost: list[int]


def current_text(source) -> SourceText | None:
    return SourceText.objects.filter(source=source).select_related("made_by").order_by("-number").first()


def keep_text(source, given: GivenText, *, made_by, seen: int) -> Kept:
    """Keep a new version of the source's text; ``seen`` is the version that the editor saw, or 0.

    Raises TextRefused with a sentence.
    """
    paragraphs = printed_paragraphs(given.text, given.file_format)
    refuse_unreadable(paragraphs)
    digest = sha256(given.content).hexdigest()
    with recording(made_by=made_by, message=_("A text was given.")):
        # Of two editors the second waits here, and then sees the version of the first.
        source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        before = current_text(source)
        refuse_unseen(before, seen)
        if before and (before.file_sha256, before.file_format) == (digest, given.file_format):
            raise TextRefused(_("This is the text that the source has already. Nothing was saved."))
        text = SourceText.objects.create(
            source=source,
            number=before.number + 1 if before else 1,
            made_by=made_by,
            file_name=given.file_name,
            file_sha256=digest,
            file_format=given.file_format,
            encoding=given.encoding,
        )
        moved, lost = keep_paragraphs(text, paragraphs, before)
        name_document(source, text, before)
    return Kept(text, moved, lost)


def refuse_unreadable(paragraphs):
    if not any(not paragraph.is_blank for paragraph in paragraphs):
        raise TextRefused(_("The text is empty. Nothing was saved."))
    if len(paragraphs) > MOST_PARAGRAPHS:
        sentence = _("The text has %(number)d paragraphs. Divide it: a text can have %(most)d.")
        raise TextRefused(sentence % {"number": len(paragraphs), "most": MOST_PARAGRAPHS})
    for number, paragraph in enumerate(paragraphs, 1):
        if len(paragraph.words) > LONGEST_PARAGRAPH:
            sentence = _("Paragraph %(number)d has %(length)d characters. Divide it by line breaks: at most %(most)d.")
            raise TextRefused(sentence % {"number": number, "length": len(paragraph.words), "most": LONGEST_PARAGRAPH})


def refuse_unseen(before, seen):
    if before and before.number != seen:
        sentence = _("%(person)s has given this source a text since you opened the page. Look at it, then save again.")
        raise TextRefused(sentence % {"person": before.made_by or _("Somebody")})


def keep_paragraphs(text, paragraphs, before) -> tuple[int, list[int]]:
    """Save the paragraphs with their marks of reading; returns how many of these moved along, and the lost ones."""
    marks, lost = moved_marks(paragraphs, before)
    now = timezone.now()
    rows = []
    for number, sheet, paragraph in numbered(paragraphs):
        # There is nothing to read in a paragraph of markup alone.
        read_by, read_at = marks.get(number, (None, now if paragraph.is_blank else None))
        rows.append(
            SourceParagraph(
                text=text,
                number=number,
                sheet=sheet,
                page=paragraph.page,
                words=paragraph.words,
                references=[list(reference) for reference in paragraph.references],
                read_by_id=read_by,
                read_at=read_at,
            )
        )
    SourceParagraph.objects.bulk_create(rows, batch_size=BATCH)
    return len(marks), lost


def numbered(paragraphs: list[PrintedParagraph]):
    """Yield triples of a number, a sheet and a paragraph."""
    sheet, on_sheet, characters = 1, 0, 0
    for number, paragraph in enumerate(paragraphs, 1):
        length = len(paragraph.words) + sum(len(text) for _place, text in paragraph.references)
        if on_sheet and (on_sheet == SHEET_PARAGRAPHS or characters + length > SHEET_CHARACTERS):
            sheet, on_sheet, characters = sheet + 1, 0, 0
        on_sheet, characters = on_sheet + 1, characters + length
        yield number, sheet, paragraph


def moved_marks(paragraphs, before):
    """The marks of reading by the new number, for paragraphs with the same words; and the old numbers of the others."""
    if before is None:
        return {}, []
    places = defaultdict(list)
    for number, paragraph in enumerate(paragraphs, 1):
        if not paragraph.is_blank:
            places[paragraph.words].append(number)
    marks, lost, seen = {}, [], defaultdict(int)
    rows = before.paragraphs.order_by("number").values_list("number", "words", "read_by", "read_at")
    for number, words, read_by, read_at in rows.iterator():
        # The second of two equal paragraphs moves to the second.
        turn, seen[words] = seen[words], seen[words] + 1
        if read_by is None:
            continue
        if turn < len(places[words]):
            marks[places[words][turn]] = (read_by, read_at)
        else:
            lost.append(number)
    return marks, lost


def name_document(source, text, before):
    """Name the file of the text as the document of the source, unless the source names another file."""
    if source.document_sha256 in ("", before.file_sha256 if before else ""):
        source.document, source.document_sha256 = text.file_name[:200], text.file_sha256
        source.save(update_fields=["document", "document_sha256"])


def lost_paragraphs(text) -> list[SourceParagraph]:
    """The paragraphs of the version before that were read, and whose words this version does not have."""
    before = SourceText.objects.filter(source=text.source_id, number=text.number - 1).first()
    if before is None:
        return []
    paragraphs = text.paragraphs.order_by("number").values_list("words", "references", "page")
    _marks, lost = moved_marks([PrintedParagraph(*row) for row in paragraphs], before)
    rows = before.paragraphs.select_related("read_by").order_by("number")
    return [row for some in batches(lost) for row in rows.filter(number__in=some)]


def remove_texts(source):
    """Delete all versions of the source's text. The statements stay."""
    with transaction.atomic():
        SourceParagraph.objects.filter(text__source=source).delete()
        SourceText.objects.filter(source=source).delete()
