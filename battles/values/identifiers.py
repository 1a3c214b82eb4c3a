"""Identifiers that authorities give: how values are written, and which patterns can be checked in bounded time."""

import re
from urllib.parse import unquote, urlsplit

from stdnum import isbn, isni, issn
from stdnum.exceptions import ValidationError as WrongNumber

# The longest value, and the longest pattern.
LONGEST_VALUE = 100
LONGEST_PATTERN = 200
# Characters that stand for others, or for themselves: \d, \., [0-9X].
SINGLE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
REPETITION = re.compile(r"[*+?]|\{[0-9]*,[0-9]*\}")
REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")
MOST_REPETITIONS = 6
NUMBERS = {"isbn": isbn, "isni": isni, "issn": issn}
# The beginnings of addresses that lead to the same pages: www.wikidata.org, dx.doi.org.
OTHER_HOSTS = re.compile(r"^(?:www|dx|m)\.")


def is_bounded(pattern: str) -> bool:
    """Whether the pattern is valid and takes little time for any value of LONGEST_VALUE characters.

    Python tries all ways to divide a value among repetitions, which are too many where a group is repeated.
    """
    if len(pattern) > LONGEST_PATTERN or re.search(r"\\[1-9]", pattern) or "(?" in pattern.replace("(?:", "("):
        return False
    plain = SINGLE.sub("x", pattern)
    if REPEATED_GROUP.search(plain) or len(REPETITION.findall(plain)) > MOST_REPETITIONS or "++" in plain:
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def values_in(text: str, template: str) -> list[str]:
    """The identifier in an address of the authority's pages; the text itself if it is no such address.

    ``template`` is the address of a page, with {value}.
    """
    if not text.lower().startswith(("http://", "https://")):
        return [text]
    try:
        given, known = urlsplit(text), urlsplit(template)
    except ValueError:
        return [text]
    if OTHER_HOSTS.sub("", given.netloc.lower()) != OTHER_HOSTS.sub("", known.netloc.lower()):
        return [text]
    before, _value, after = known._replace(scheme="", netloc="").geturl().partition("{value}")
    query = given.query if "?" in before else ""
    path = unquote(given._replace(scheme="", netloc="", query=query, fragment="").geturl())
    first, *others = path.removeprefix(before).removesuffix(after).strip("/").split("/")
    # A page has more after the identifier, or is another one about the same thing: /entity/Q187711 of /wiki/Q187711.
    return ["/".join([first, *others]), first, *others[-1:]]


def written(text: str, form: str) -> str:
    """The value as the authority writes it; ``form`` is a value of ValueForm."""
    match form:
        case "capitals":
            return text.upper()
        case "small":
            return text.lower()
        case "isbn" | "isni" | "issn":
            compact = NUMBERS[form].compact(text).upper()
            return f"{compact[:4]}-{compact[4:]}" if form == "issn" and len(compact) == 8 else compact
    return text


def has_right_check_digit(value: str, form: str) -> bool:
    """Whether the check digit of an ISBN, ISNI or ISSN is right; true of other forms."""
    if form not in NUMBERS:
        return True
    try:
        NUMBERS[form].validate(value)
    except WrongNumber:
        return False
    return True
