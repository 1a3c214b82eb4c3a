"""Sources in BibTeX, with the fields that biblatex adds, written by bibtexparser."""

import re

import bibtexparser
from bibtexparser.model import Entry, Field

from battles.bibliography.works import TYPES, exact_date, first_and_last, one_line, people_of, remarks_on, words_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Files are UTF-8, so only what TeX reads as commands is escaped. The library's own encoder also turns quotation marks
# into other ones, and addresses into commands.
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"\{",
        "}": r"\}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: f"\\{character}" for character in "%&$#_"},
    }
)
# Braces that do not pair would end the field or the file for BibTeX, which counts escaped ones too.
WITHOUT_BRACES = str.maketrans({r"{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
# Where TeX would join two characters into one: dashes, closing quotation marks, Spanish question marks.
LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")
# The field for the container in the entry types that have one. Biblatex reads ``journal`` as its ``journaltitle``.
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inreference": "booktitle"}
TEX_SIGNS_OF_DOUBT = set("~%")
ADDRESS_SPECIAL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def as_bibtex(source) -> str:
    """The source as one entry, its slug the key."""
    work_type = TYPES[source.kind]
    container = CONTAINERS.get(work_type.bibtex)
    fields = {
        "author": names_of(source.author_list),
        # In braces of its own a title keeps its capitals.
        "title": f"{{{escaped(source.title)}}}",
        **({container: escaped(source.container)} if container else {}),
        "editor": names_of(source.editor_list),
        "translator": names_of(source.translator_list),
        "volume": escaped(source.volume),
        "number": escaped(source.issue),
        "pages": as_pages(source.pages),
        "edition": escaped(source.edition),
        **year_and_month(source.issued),
        "date": as_biblatex_date(source.issued),
        # A thesis has a university.
        "institution" if work_type.bibtex == "thesis" else "publisher": escaped(source.publisher),
        "address": escaped(source.place),
        "type": work_type.genre,
        "language": source.language,
        "isbn": escaped(source.isbn),
        # Verbatim by convention, as is the address; percent signs stay as they are.
        "doi": source.doi.translate(ADDRESS_SPECIAL),
        "url": source.url.translate(ADDRESS_SPECIAL),
        "urldate": as_biblatex_date(source.accessed),
        "note": escaped("; ".join(remarks_on(source, with_container=not container))),
        "annote": escaped(source.note),
    }
    entry = Entry(
        work_type.bibtex,
        source.slug,
        [
            # A month is one of BibTeX's own abbreviations, which styles put into words.
            Field(name, value, enclosing="no-enclosing" if name == "month" else None)
            for name, value in fields.items()
            if value
        ],
    )
    return bibtexparser.write_string(bibtexparser.Library([entry]))


def names_of(names):
    """“Family, Given”, or the whole name in braces, which BibTeX does not split."""
    return " and ".join(
        f"{{{escaped(person.family)}}}, {{{escaped(person.given)}}}"
        if person.family
        else f"{{{escaped(person.written)}}}"
        for person in people_of(names)
    )


def as_pages(pages):
    """A range with the two hyphens that BibTeX makes a dash of."""
    first, last = first_and_last(pages)
    return f"{first}--{last}" if last else escaped(pages)


def year_and_month(issued):
    """The fields of a date that BibTeX itself reads: year and month, or the date in words as the year."""
    if not issued:
        return {}
    date = exact_date(issued)
    if date is None:
        return {"year": escaped(words_of(issued))}
    return {"year": str(date.year)} | ({"month": MONTHS[date.month - 1]} if date.month else {})


def as_biblatex_date(text):
    """The EDTF date, which biblatex reads unchanged; empty for a set or a sign of doubt that is special in TeX."""
    return "" if text[:1] in ("[", "{") or not TEX_SIGNS_OF_DOUBT.isdisjoint(text) else text


def escaped(text):
    text = one_line(text)
    special = SPECIAL if braces_pair(text) else SPECIAL | WITHOUT_BRACES
    return LIGATURES.sub("{}", text.translate(special))


def braces_pair(text):
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
