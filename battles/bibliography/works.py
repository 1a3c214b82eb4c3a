"""A source as bibliographies see it: its type in each format, its authors, its dates."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from battles.models import SourceKind
from battles.values import edtf
from battles.values.date_words import date_in_words


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
    SourceKind.OTHER: WorkType("misc", "GEN", "document", "document"),
}


@dataclass(frozen=True)
class Author:
    """A name as it is written, and its family and given parts if a comma separates them."""

    written: str
    family: str = ""
    given: str = ""


def authors_of(source):
    """The authors of a source. Without a comma the family name is not known: 愛瀾, Hsu Long-hsuen."""
    found = []
    for written in source.author_list:
        written = one_line(written)
        family, comma, given = (part.strip() for part in written.partition(","))
        parts = {"family": family, "given": given} if comma and family and given and "," not in given else {}
        found.append(Author(written, **parts))
    return found


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


def only_year(text):
    """The year of our era in which all days lie that the EDTF date may mean; None if they lie in several."""
    span = edtf.parse(text)
    days = (span.earliest, span.latest)
    if any(day is None or not 1 <= day <= date.max.toordinal() for day in days):
        return None
    first, last = (date.fromordinal(day).year for day in days)
    return first if first == last else None


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


def remarks_on(source, *, with_title=True):
    """The values without a field in a format, as “label: text”; ``with_title`` if it has none for the English title."""
    remarks = {"English title": english_title(source) if with_title else "", "Archived at": source.archived_url}
    return [f"{label}: {text}" for label, text in remarks.items() if text]


def reference(source):
    """The entry of the work in a list of references: authors, titles, place, publisher and date."""
    title = f"{source.title} [{english}]" if (english := english_title(source)) else source.title
    imprint = ": ".join(filter(None, [source.place, source.publisher]))
    issued = str(date_in_words(source.issued)) if source.issued else ""
    return ", ".join(one_line(part) for part in ["; ".join(source.author_list), title, imprint, issued] if part)
