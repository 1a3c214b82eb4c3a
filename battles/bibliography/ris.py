"""Sources in RIS, written by rispy."""

import rispy

from battles.bibliography.works import (
    TYPES,
    authors_of,
    english_title,
    exact_date,
    one_line,
    only_year,
    remarks_on,
    words_of,
)


class Writer(rispy.RisWriter):
    """References as the format's specification has them: lines end with CR LF, and no number comes first."""

    NEWLINE = "\r\n"

    def set_header(self, count):
        return ""


def as_ris(source) -> str:
    """The source as one reference."""
    work_type = TYPES[source.kind]
    reference = {
        "type_of_reference": work_type.ris,
        "id": source.slug,
        "authors": [author.written for author in authors_of(source)],
        "title": one_line(source.title),
        "translated_title": english_title(source),
        "year": as_ris_year(source.issued),
        "date": as_ris_date(source.issued),
        "publisher": one_line(source.publisher),
        "place_published": one_line(source.place),
        "type_of_work": work_type.genre,
        "language": source.language,
        "issn": one_line(source.isbn),
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
