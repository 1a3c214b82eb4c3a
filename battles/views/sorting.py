"""The order of a list: the columns to sort by, and the parameter ``sort``."""

from dataclasses import dataclass
from functools import cache

from django.core.exceptions import BadRequest
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import NullIf
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.filters.facets import shortened
from battles.models.fields import DayField
from battles.resources import resource_of


@dataclass(frozen=True)
class ListColumn:
    """A column of a list; ``order`` has the fields or expressions to sort by, and is empty if it cannot be sorted.

    A column that is slow to compute is shown in lists of up to ``most_rows`` rows only.
    """

    key: str
    label: str
    order: tuple = ()
    most_rows: int | None = None

    def is_in(self, counts):
        """Whether a list of so many rows has the column."""
        return self.most_rows is None or counts.total <= self.most_rows


@dataclass(frozen=True)
class Sort:
    """The column that a list is sorted by, None for the default order, and the direction."""

    column: ListColumn | None = None
    descending: bool = False

    def ordering(self, model):
        """The expressions to order rows of the model by; rows without a value come last in both directions."""
        for name in self.column.order:
            field = {each.name: each for each in model._meta.concrete_fields}.get(name)
            value = F(name) if isinstance(name, str) else name
            if isinstance(field, CharField | TextField) and field.blank:
                value = NullIf(value, Value(""), output_field=CharField())
            elif field is not None and not field.null:
                # PostgreSQL would not read an index backwards with its nulls last.
                yield value.desc() if self.descending else value.asc()
                continue
            yield directed(value, descending=self.descending)

    def heading(self, column):
        """The heading of a column for its template, with the order that a click on it gives."""
        is_sorted = column is self.column
        return {
            "label": column.label,
            "key": column.key,
            "is_sortable": bool(column.order),
            "direction": ("descending" if self.descending else "ascending") if is_sorted else "",
            "next_sort": f"-{column.key}" if is_sorted and not self.descending else column.key,
        }

    def options(self, columns):
        """The orders that a form offers, both directions of each column; also the one in use."""
        shown = [column for column in columns if column.order]
        if self.column and self.column not in shown:
            shown.append(self.column)
        return [
            {
                "value": f"{sign}{column.key}",
                "label": f"{column.label} {arrow}",
                "is_chosen": column is self.column and descending == self.descending,
            }
            for column in shown
            for sign, arrow, descending in (("", "↑", False), ("-", "↓", True))
        ]


def directed(expression, *, descending):
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


def read_sort(given, columns):
    """The Sort that the parameter ``sort`` asks for. Raises BadRequest if it names none of the columns."""
    by_key = {column.key: column for column in columns if column.order}
    chosen = given.get("sort", "")
    key = chosen.removeprefix("-")
    if not chosen:
        return Sort()
    if key not in by_key:
        raise BadRequest(
            _("“%(value)s” is not valid for sort; choose one of: %(allowed)s, with - before it for the reverse.")
            % {"value": shortened(chosen), "allowed": ", ".join(by_key)}
        )
    return Sort(by_key[key], chosen.startswith("-"))


@cache
def csv_columns(model):
    """A column for each heading of the model's CSV file that holds one value; dates sort by their day."""
    _name, resource = resource_of(model)
    days = {field.sources[0]: field.name for field in model._meta.concrete_fields if isinstance(field, DayField)}
    columns = []
    for heading in resource.headings:
        field = model._meta.get_field(heading)
        if not field.many_to_many:
            order = f"{heading}__slug" if field.many_to_one else days.get(heading, heading)
            columns.append(ListColumn(heading, capfirst(field.verbose_name), (order,)))
    return tuple(columns)
