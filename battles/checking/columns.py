"""Rules for the columns of a record by themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from battles.checking.findings import Finding, warning
from battles.models.fields import EDTFField
from battles.values.choices import Outcome
from battles.values.typed_dates import meant_by_year

WITHOUT_VICTOR = (Outcome.STALEMATE, Outcome.INCONCLUSIVE)


def check_columns(row) -> Iterator[Finding]:
    """A year that is the serial number of a date in a spreadsheet, a wrong ISBN, and a victor of what has none."""
    for field in row._meta.concrete_fields:
        text = getattr(row, field.attname) if isinstance(field, EDTFField) else ""
        for year in text.split("/"):
            if date := meant_by_year(year):
                sentence = _(
                    "%(year)s in “%(column)s” is a year far ahead, and the serial number of %(date)s in a spreadsheet."
                )
                yield warning("serial", row, sentence % {"year": year, "column": field.verbose_name, "date": date})
    for _field, sentence in row.mistyped():
        yield warning("number", row, sentence)
    outcome = getattr(row, "outcome", "")
    if outcome in WITHOUT_VICTOR and getattr(row, "victor_id", None) is not None:
        sentence = _("“%(outcome)s” has no victor. Leave the victor empty, or choose another outcome.")
        yield warning("victor", row, sentence % {"outcome": row.get_outcome_display()})
