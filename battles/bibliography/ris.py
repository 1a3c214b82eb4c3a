"""Sources in RIS, written by rispy."""

import rispy

from battles.bibliography.works import (
    TYPES,
    english_title,
    exact_date,
    first_and_last,
    one_line,
    people_of,
    remarks_on,
    words_of,
)
from battles.values.edtf import only_year


class Writer(rispy.RisWriter):
    """References as the format's specification has them: lines end with CR LF, and no number comes first."""

    NEWLINE = "\r\n"
    # Editors of every type of work: A2 are those of a series where the work is a book.
    DEFAULT_MAPPING = {**rispy.RisWriter.DEFAULT_MAPPING, "ED": "editors"}
    DEFAULT_LIST_TAGS = [*rispy.RisWriter.DEFAULT_LIST_TAGS, "ED"]

    def set_header(self, count):
        return ""


def as_ris(source) -> str:
    """The source as one reference."""
    work_type = TYPES[source.kind]
    first_page, last_page = first_and_last(source.pages)
    container = one_line(source.container)
    reference = {
        "type_of_reference": work_type.ris,
        "id": source.slug,
        "authors": names_of(source.author_list),
        "editors": names_of(source.editor_list),
        "subsidiary_authors": names_of(source.translator_list),
        "title": one_line(source.title),
        "translated_title": english_title(source),
        "secondary_title": container,
        "journal_name": container if work_type.ris == "JOUR" else "",
        "volume": one_line(source.volume),
        "number": one_line(source.issue),
        "start_page": first_page,
        "end_page": last_page,
        "edition": one_line(source.edition),
        "year": as_ris_year(source.issued),
        "date": as_ris_date(source.issued),
        "publisher": one_line(source.publisher),
        "place_published": one_line(source.place),
        "type_of_work": work_type.genre,
        "language": source.language,
        "issn": one_line(source.isbn),
        "doi": source.doi,
        "urls": [source.url] if source.url else [],
        "access_date": as_ris_date(source.accessed),
        "notes": [
            *in_words_unless_exact("Issued", source.issued),
            *in_words_unless_exact("Read", source.accessed),
            *remarks_on(source, with_title=False),
            *([one_line(source.note)] if source.note else []),
        ],
    }
    return rispy.dumps([{name: value for name, value in reference.items() if value}], implementation=Writer)


def names_of(names):
    return [person.written for person in people_of(names)]


def as_ris_year(text):
    year = only_year(text) if text else None
    return f"{year:04}" if year else ""


def as_ris_date(text):
    """``YYYY/MM/DD/`` without the parts that are not given, or ``YYYY///`` and words; empty if the year is in doubt."""
    if not text:
        return ""
    if date := exact_date(text):
        month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
        return f"{date.year:04}/{month}/{day}/"
    year = as_ris_year(text)
    return f"{year}///{words_of(text)}" if year else ""


def in_words_unless_exact(label, text):
    """A note with the date in words, which readers drop from the date's own field."""
    return [f"{label}: {words_of(text)}"] if text and not exact_date(text) else []
