"""Rules for figure claims: against their wording and each other, and for impossible figures."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from battles.checking.dates import years_of
from battles.checking.findings import Finding, error, explains, has_numbers, warning
from battles.models import Category, FigureClaim, FigureKind, Measure, Qualifier
from battles.values.choices import LOSS_CATEGORIES, WITHOUT_NUMBER
from battles.values.figures import best_errors, bounds_error, describe, plain
from battles.values.numerals import Figure, read_figures

COUNTED_AS_LOST = {*LOSS_CATEGORIES} - {Category.SURVIVORS, Category.UNFIT, Category.OTHER}
COUNTED_AS_STRENGTH = {Category.TOTAL, Category.PRESENT, Category.ENGAGED}


def check_figure(claim) -> Iterator[Finding]:
    """The findings of all rules for one figure claim."""
    numbers = (claim.low, claim.high, claim.best)
    wrong_bound = bounds_error(claim.qualifier, claim.low, claim.high)
    if wrong_bound:
        yield error("bounds", claim, wrong_bound[1])
        return
    yield from (error("best", claim, sentence) for _column, sentence in best_errors(claim.qualifier, *numbers))
    if claim.counted.measure == Measure.SHARE and any(number > 100 for number in numbers if number is not None):
        yield error("percent", claim, _("%s per cent is more than 100 per cent.") % claim.figure)
    if claim.low is not None and claim.low == claim.high and claim.low in years_of(claim):
        yield warning("year", claim, _("%s is a year of the event. Is it really a figure?") % plain(claim.low))
    if claim.wording:
        yield from check_reading(claim)
        yield from check_best(claim)


def check_reading(claim) -> Iterator[Finding]:
    """The row has a figure of its wording, in both bounds and in the qualifier."""
    has_number = claim.qualifier not in WITHOUT_NUMBER
    found = read_figures(claim.wording, days=has_number)
    written = [claim.wording[figure.start : figure.end] for figure in found]
    stored = [*dict.fromkeys(plain(bound) for bound in (claim.low, claim.high) if bound is not None)]
    if claim.qualifier not in (Qualifier.EXACT, Qualifier.RANGE):
        stored.insert(0, claim.qualifier.replace("_", " "))
    values = {
        "wording": claim.wording,
        "read": ", ".join(describe(figure.qualifier, figure.low, figure.high) for figure in found),
        "figure": claim.figure,
        "written": written[0] if written else claim.wording,
        "stored": " ".join(stored),
    }
    if not has_number:
        if found and not any(words in claim.note for words in written):
            yield warning("reading", claim, _("“%(wording)s” reads %(read)s, but the row has no figure.") % values)
        return
    agrees = any(
        (figure.low, figure.high, figure.qualifier) == (claim.low, claim.high, claim.qualifier) for figure in found
    )
    if agrees and not any(is_one_digit_apart(figure, claim) for figure in found):
        return
    if agrees:
        sentence = _("“%(wording)s” has figures one digit apart: %(read)s. Shorten it to one figure.")
    elif not found:
        sentence = _("No figure can be read in “%(wording)s”. Say in the note: “this is read as %(stored)s”.")
    else:
        sentence = _(
            "“%(wording)s” reads %(read)s, but the row has %(figure)s. Correct it, or say why in the note: "
            "“%(written)s is read as %(stored)s”."
        )
    if not explains(claim.note, written, stored):
        yield error("reading", claim, sentence % values)


def check_best(claim) -> Iterator[Finding]:
    """The wording has the best estimate of the row."""
    if claim.best is None:
        return
    read = {number for figure in read_figures(claim.wording) for number in (figure.low, figure.high)}
    if claim.best not in read and not has_numbers(claim.note, [plain(claim.best)]):
        values = {"wording": claim.wording, "best": plain(claim.best)}
        yield warning("best", claim, _("“%(wording)s” lacks the best estimate %(best)s. Add it, or note why.") % values)


def is_one_digit_apart(figure: Figure, claim) -> bool:
    """Whether the figure differs from the row in one digit only."""
    one, other = (" ".join(dict.fromkeys(map(plain, (row.low, row.high)))) for row in (figure, claim))
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def check_losses(claims: Iterable[FigureClaim]) -> Iterator[Finding]:
    """Losses do not exceed the strength, and the killed do not exceed all losses, of one event, side and unit."""
    strengths, losses = [], []
    for claim in claims:
        if claim.kind == FigureKind.STRENGTH and claim.category in COUNTED_AS_STRENGTH:
            strengths.append(claim)
        elif claim.kind in (FigureKind.CASUALTIES, FigureKind.MATERIEL_LOSSES) and claim.category in COUNTED_AS_LOST:
            losses.append(claim)
    has_side = any(claim.belligerent_id or claim.unit_id for claim in losses)
    for loss in losses if has_side else []:
        alike = [strength for strength in strengths if strength.scope == loss.scope]
        above = least_exceeded(loss, alike) or least_exceeded(loss, strengths)
        if above and not has_numbers(loss.note, [plain(loss.low), plain(above.high)]):
            report = error if above in alike else warning
            sentence = _("%(loss)s lost, but the strength is %(strength)s (%(ref)s) in the same source.")
            yield report("strength", loss, sentence % {"loss": loss.figure, "strength": above.figure, "ref": above.ref})
    for killed in losses:
        wholes = [
            loss
            for loss in losses
            if loss.kind == killed.kind and loss.category in (Category.KILLED_AND_WOUNDED, Category.TOTAL)
        ]
        above = least_exceeded(killed, wholes) if killed.category == Category.KILLED else None
        if above and not has_numbers(killed.note, [plain(killed.low), plain(above.high)]):
            sentence = _("%(killed)s killed, but %(whole)s losses in all (%(ref)s) in the same source.")
            values = {"killed": killed.figure, "whole": above.figure, "ref": above.ref}
            yield warning("killed", killed, sentence % values)


def least_exceeded(claim, others: list[FigureClaim]) -> FigureClaim | None:
    """The greatest of the others, if the claim is certainly above all of them; otherwise ``None``."""
    if claim.low is None or not others or any(other.high is None for other in others):
        return None
    greatest = max(others, key=lambda other: other.high)
    return greatest if claim.low > greatest.high else None
