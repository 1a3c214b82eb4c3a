"""ISBNs and DOIs: the form in which they are kept, their check, and the numbers under which a search finds them."""

import re
from urllib.parse import unquote

from django.utils.translation import gettext as _
from stdnum import isbn as isbns
from stdnum.exceptions import InvalidChecksum, ValidationError

from battles.values.texts import clean_line, quotable

ISBN_LABELS = re.compile(r"^((urn:isbn:|isbn(-?1[03](?![0-9-]))?\s*:?)\s*)+", re.IGNORECASE)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
DOI_LABELS = re.compile(
    r"^((?P<address>(https?://)?(dx\.|www\.)?doi\.org/)|(doi\s*:|info:doi/|doi\s+(?=10\.))\s*)+", re.IGNORECASE
)
# Part of a regular expression of Python and of PostgreSQL. The number after 10. may have parts of its own.
DOI = r"^10\.[0-9]{4,9}(\.[0-9]+)*/\S+$"


def clean_isbn(text: str) -> str:
    """The ISBN as it is written, without the word ISBN before it, its dashes as hyphens."""
    return ISBN_LABELS.sub("", clean_line(text).translate(DASHES))


def clean_doi(text: str) -> str:
    """The DOI without the address of its resolver, or the word before it."""
    text = clean_line(text)
    label = DOI_LABELS.match(text)
    if not label:
        return text
    doi = text[label.end() :]
    return clean_doi(unquote(doi) if label["address"] else doi)


def isbn_error(text: str) -> str:
    """A sentence if the text is no ISBN of 10 or 13 digits with its check digit; empty if it is one."""
    try:
        isbns.validate(clean_isbn(text))
    except InvalidChecksum:
        sentence = _(
            "The ISBN “%(text)s” has a wrong check digit: one of its digits is mistyped. If the work itself has it so, "
            "write it in the note instead."
        )
    except ValidationError:
        sentence = _("“%(text)s” is no ISBN. Give its 10 or 13 digits, with or without hyphens.")
    else:
        return ""
    return sentence % {"text": quotable(text)}


def is_doi(text: str) -> bool:
    return re.match(DOI, text) is not None


def isbn_forms(text: str) -> list[str]:
    """The digits of the ISBN in its form with 13, and in that with 10 if it has one; the text itself if it is none."""
    if isbn_error(text):
        return [text]
    long = isbns.compact(isbns.compact(clean_isbn(text)), convert=True)
    return [long, isbns.to_isbn10(long)] if long.startswith("978") else [long]


def searched_number(query: str) -> str:
    """The ISBN or DOI that a query consists of, in the form that search keys have; empty if it is neither."""
    if not isbn_error(query):
        return isbn_forms(query)[0]
    doi = clean_doi(query)
    return doi if is_doi(doi) else ""
