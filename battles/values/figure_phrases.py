"""Reads one figure as people type or select it: ``c. 2,300``, ``>40萬``, 數千, “no fewer than 8,000 killed”, unknown.

What is read without a doubt fills the columns of a claim. What is not says so in a sentence, with the reading that it
may have; nothing is guessed silently.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from battles.values.choices import Category, Qualifier
from battles.values.counted_words import NOT_GIVEN, NOT_IN_FIGURES, UNKNOWN, phrase_pattern
from battles.values.figures import describe, grouped, plain
from battles.values.found_numbers import Doubt, FoundNumber, NumberKind, find_numbers
from battles.values.number_subjects import subject_of
from battles.values.numerals import Figure, prepared, read_figures
from battles.values.texts import clean_line, quotable
from battles.values.typed_numbers import DOUBTED, SEPARATED, joined_thousands

# No figure in words is longer, in characters.
LONGEST_PHRASE = 200
# The greatest number that the columns hold, and its decimal places.
GREATEST = Decimal("999999999999.99")
SMALLEST_STEP = Decimal("0.01")

# The order matters: a source that has no figure because nobody knows says “unknown”.
UNKNOWN_WORDS = phrase_pattern(UNKNOWN)
WITHOUT_NUMBERS = [
    (Qualifier.UNKNOWN.value, UNKNOWN_WORDS),
    (Qualifier.NOT_GIVEN.value, phrase_pattern(NOT_GIVEN)),
    (Qualifier.UNQUANTIFIED.value, phrase_pattern(NOT_IN_FIGURES)),
]

DOUBTS = {
    Doubt.ROUND: gettext_noop("“%(text)s” may be a round number of speech."),
    Doubt.ARTICLE: gettext_noop("“%(text)s” may be no number here."),
    Doubt.DECIMAL: gettext_noop("“%(text)s” may have a point for thousands: write a comma, or no separator."),
    Doubt.GLUED: gettext_noop("“%(text)s” is joined to other letters or digits."),
    Doubt.DAYS: gettext_noop("“%(text)s” may be a date or a number of days."),
    Doubt.BROKE_THROUGH: gettext_noop("突破 may say “more than” or “broke through”."),
    Doubt.RATE: gettext_noop("“%(text)s” may be a number for each of several."),
    Doubt.CHANGED: gettext_noop("A word before “%(text)s” may make it another number."),
    Doubt.YEAR: gettext_noop("“%(text)s” may be a year."),
}


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """The figure of a phrase, for the columns of a claim; empty for what the phrase does not say.

    ``qualifier`` is empty if the phrase has no figure. If ``is_sure`` is false, ``hint`` says why, and the figure, if
    there is one, is a proposal that a person has to confirm.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = ""
    kind: str = ""
    category: str = ""
    counted: str = ""
    is_sure: bool = False
    hint: str = ""

    @property
    def in_words(self) -> str:
        """The reading in words: “about 2,300: low 2,300, high 2,300, about”. Empty if there is none."""
        if not self.qualifier:
            return ""
        qualifier = str(Qualifier(self.qualifier).label)
        bounds = [
            text % grouped(bound)
            for text, bound in ((_("low %s"), self.low), (_("high %s"), self.high))
            if bound is not None
        ]
        parts = [*bounds, qualifier]
        if self.counted:
            # The words are labels, so that the catalogues have them.
            parts.append(_("counted: %s") % _(self.counted))
        if self.category:
            parts.append(_("category: %s") % Category(self.category).label)
        figure = describe(self.qualifier, self.low, self.high)
        if bounds:
            return _("%(figure)s: %(parts)s") % {"figure": figure, "parts": in_list(parts)}
        return in_list(parts)


def read_phrase(text: str, *, typed: bool = False) -> PhraseReading:
    """The only figure of a phrase. Of none or several, or of one that is not sure, the hint says why.

    ``typed`` is for what a person types as a figure, where four digits are no year.
    """
    line = clean_line(text)
    if len(line) > LONGEST_PHRASE:
        return PhraseReading(hint=_("This is too long for a figure: “%s”.") % quotable(line))
    certain = DOUBTED.sub("", line)
    joined = joined_thousands(certain)
    found = find_numbers(joined)
    figures = [one for one in found if one.kind == NumberKind.FIGURE] or day_or_year(joined, found, typed)
    if len(figures) > 1:
        values = {"text": whole(line), "read": in_list(in_short(one.figure) for one in figures)}
        return PhraseReading(hint=_("“%(text)s” has several figures: %(read)s.") % values)
    if not figures:
        return without_number(line)
    one = figures[0]
    if typed and one.doubt == Doubt.ARTICLE and one.text == joined:
        one = replace(one, doubt=Doubt.NONE)
    reading = of_number(one)
    if reading.qualifier == Qualifier.EXACT and certain != line:
        reading = replace(reading, qualifier=Qualifier.ABOUT.value)
    if joined != certain and not typed and not SEPARATED.fullmatch(certain):
        return in_doubt(reading, _("“%s” may be one number or several.") % whole(line))
    if UNKNOWN_WORDS.search(prepared(line)[0]):
        return in_doubt(reading, _("“%s” says also that something is unknown.") % whole(line))
    return reading


def day_or_year(text: str, found: list[FoundNumber], typed: bool) -> list[FoundNumber]:
    """The figure of a phrase that has nothing but a lone day or month, or a number that may be a year."""
    if len(found) != 1 or found[0].doubt not in (Doubt.YEAR, Doubt.NO_YEAR):
        return []
    is_year = found[0].doubt == Doubt.YEAR
    doubt = Doubt.DAYS if not is_year else Doubt.NONE if typed else Doubt.YEAR
    return [replace(found[0], figure=figure, doubt=doubt) for figure in read_figures(text)]


def of_number(one: FoundNumber) -> PhraseReading:
    figure, subject = one.figure, one.subject
    values = {"kind": subject.kind, "category": subject.category, "counted": subject.counted} if subject else {}
    reading = PhraseReading(figure.low, figure.high, figure.qualifier, is_sure=True, **values)
    if one.doubt:
        return in_doubt(reading, _(DOUBTS[one.doubt]) % {"text": one.text})
    for bound in (figure.low, figure.high):
        if bound is not None and (bound > GREATEST or bound % SMALLEST_STEP):
            return PhraseReading(hint=_("%s is no number that a claim can hold.") % plain(bound))
    return reading


def without_number(text: str) -> PhraseReading:
    """The meaning of a phrase without a number: that it is unknown, not given, or not in figures."""
    words = prepared(text)[0]
    for qualifier, pattern in WITHOUT_NUMBERS:
        if match := pattern.search(words):
            subject = subject_of(words, 0, match.start(), match.end(), len(words), is_followed=False)
            values = {"kind": subject.kind, "category": subject.category, "counted": subject.counted}
            return PhraseReading(qualifier=qualifier, is_sure=True, **values)
    return PhraseReading(hint=_("No figure can be read in “%s”.") % whole(text))


def in_doubt(reading: PhraseReading, why: str) -> PhraseReading:
    return replace(reading, is_sure=False, hint=why)


def whole(text: str) -> str:
    return quotable(text, None)


def in_short(figure: Figure) -> str:
    return describe(figure.qualifier, figure.low, figure.high)


def in_list(texts: Iterable[str]) -> str:
    return pgettext("list", ", ").join(texts)
