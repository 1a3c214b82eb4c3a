"""A source as bibliographies see it: its type in each format, its authors, its dates."""

import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from battles.models import SourceKind
from battles.values import edtf
from battles.values.date_words import date_in_words

PAGES = re.compile(r"([0-9]+|[ivxlc]+)\s?[-–—~]\s?([0-9]+|[ivxlc]+)")
# A number with what belongs to it: 12, IV, 3/4, 12–15, 5A.
NUMBER = re.compile(r"[0-9]+[0-9A-Za-z]{0,2}([-–—/, ]+[0-9]+[0-9A-Za-z]{0,2})*|[IVXLC]+|[ivxlc]+([-–—][ivxlc]+)?")


@dataclass(frozen=True)
class WorkType:
    """The type of a kind of source in each format; ``genre`` if the type is less exact than the kind."""

    bibtex: str
    ris: str
    csl: str
    zotero: str
    genre: str = ""


# BibTeX has the entry types of biblatex too; each is one that Zotero's translators know.
TYPES = {
    SourceKind.BOOK: WorkType("book", "BOOK", "book", "book"),
    SourceKind.JOURNAL_ARTICLE: WorkType("article", "JOUR", "article-journal", "journalArticle"),
    SourceKind.NEWSPAPER: WorkType("article", "NEWS", "article-newspaper", "newspaperArticle"),
    SourceKind.ENCYCLOPEDIA_ARTICLE: WorkType("inreference", "ENCYC", "entry-encyclopedia", "encyclopediaArticle"),
    SourceKind.WEB_PAGE: WorkType("online", "ELEC", "webpage", "webpage"),
    SourceKind.WEB_ARTICLE: WorkType("online", "ELEC", "webpage", "webpage"),
    SourceKind.ARCHIVAL_DOCUMENT: WorkType("unpublished", "MANSCPT", "manuscript", "manuscript", "archival document"),
    SourceKind.OFFICIAL_HISTORY: WorkType("book", "BOOK", "book", "book", "official history"),
    SourceKind.DIARY: WorkType("unpublished", "MANSCPT", "manuscript", "manuscript", "diary"),
    SourceKind.NOVEL: WorkType("book", "BOOK", "book", "book", "novel"),
    SourceKind.DATASET: WorkType("misc", "DATA", "dataset", "dataset", "data set"),
    SourceKind.FILM: WorkType("movie", "MPCT", "motion_picture", "film"),
    # Biblatex prints no word of its own for a thesis.
    SourceKind.THESIS: WorkType("thesis", "THES", "thesis", "thesis", "thesis"),
    SourceKind.MAP: WorkType("misc", "MAP", "map", "map", "map"),
    SourceKind.CHAPTER: WorkType("incollection", "CHAP", "chapter", "bookSection"),
    SourceKind.INTERVIEW: WorkType("misc", "PCOMM", "interview", "interview", "interview"),
    SourceKind.MANUSCRIPT: WorkType("unpublished", "MANSCPT", "manuscript", "manuscript"),
    SourceKind.OTHER: WorkType("misc", "GEN", "document", "document"),
}


@dataclass(frozen=True)
class Person:
    """A name as it is written, and its family and given parts if a comma separates them."""

    written: str
    family: str = ""
    given: str = ""


def people_of(names):
    """A Person for each name. Without a comma the family name is not known: 愛瀾, Hsu Long-hsuen."""
    found = []
    for written in names:
        written = one_line(written)
        family, comma, given = (part.strip() for part in written.partition(","))
        parts = {"family": family, "given": given} if comma and family and given and "," not in given else {}
        found.append(Person(written, **parts))
    return found


def first_and_last(pages):
    """The first and the last page of one range in figures, such as 12–15 or xi-xiv; other texts are the first."""
    match = PAGES.fullmatch(one_line(pages))
    return match.groups() if match else (one_line(pages), "")


@dataclass(frozen=True)
class CalendarDate:
    """A year with a month, a day or a season (1 is spring) if given; years as EDTF has them, 0 being 1 BC."""

    year: int
    month: int | None
    day: int | None
    season: int | None
    is_doubtful: bool


def calendar_date(text):
    """The EDTF date as one CalendarDate; None for an interval, a set, or a date with unknown digits."""
    match = edtf.DATE.fullmatch(text)
    if not match or "X" in text:
        return None
    year, month, day = (part and int(part.removeprefix("Y")) for part in match.group("year", "month", "day"))
    season = None
    if month in edtf.SEASONS:
        month, season = None, month - min(edtf.SEASONS) + 1
    return CalendarDate(year, month, day, season, is_doubtful=bool(match["mark"]))


def exact_date(text):
    """The CalendarDate of an EDTF year, month or day of our era that is not in doubt; otherwise None."""
    found = calendar_date(text)
    return found if found and not (found.is_doubtful or found.season) and 0 < found.year <= 9999 else None


def words_of(text):
    """An EDTF date in words, the same for every reader of a file."""
    with translation.override("en"):
        return str(date_in_words(text))


def one_line(text):
    """The text without line breaks, which would end a field of RIS."""
    return " ".join(text.split())


def english_title(source):
    """The English title, where it is another one."""
    return one_line(source.title_en) if source.title_en != source.title else ""


def remarks_on(source, *, with_title=True, with_container=False):
    """The values without a field in a format, as “label: text”; ``with_title`` if it has none for the English title."""
    remarks = {
        "English title": english_title(source) if with_title else "",
        "In": one_line(source.container) if with_container else "",
        "Archived at": source.archived_url,
    }
    return [f"{label}: {text}" for label, text in remarks.items() if text]


def reference(source):
    """The entry of the work in a list of references, in the reader's language."""
    title = f"{source.title} [{english}]" if (english := english_title(source)) else source.title
    editors, translators = ("; ".join(names) for names in (source.editor_list, source.translator_list))
    parts = [
        "; ".join(source.author_list),
        title,
        translators and _("translated by %s") % translators,
        source.container and _("in: %s") % source.container,
        editors and _("edited by %s") % editors,
        numbered(source.volume, _("volume %s")),
        numbered(source.issue, _("number %s")),
        numbered(source.edition, _("edition %s")),
        ": ".join(filter(None, [source.place, source.publisher])),
        str(date_in_words(source.issued)) if source.issued else "",
        numbered(source.pages, _("page %s") if source.pages.isalnum() else _("pages %s")),
        source.doi and f"https://doi.org/{source.doi}",
    ]
    return ", ".join(one_line(part) for part in parts if part)


def numbered(text, form):
    """The number in its form, “volume 3”; other texts as they are: 第三卷, “2nd revised edition”."""
    return form % text if NUMBER.fullmatch(text) else text
