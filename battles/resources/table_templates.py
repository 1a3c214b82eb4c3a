"""Files to fill in and import, with the columns of a kind of record."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.models.fields import EDTFField
from battles.models.statements import Statement
from battles.models.terms import Term
from battles.resources.base import RecordResource
from battles.resources.widgets import CellWidget, LinksWidget, LinkWidget, NumberWidget, YesNoWidget
from battles.tabular import BlankColumn, write_blank_table

TEMPLATE_FORMATS = ("csv", "xlsx")


def template(resource: RecordResource, format: str) -> Iterator[bytes]:
    """The file in pieces, in one of TEMPLATE_FORMATS."""
    needed = resource.required_headings
    columns = [blank_column(heading, column, heading in needed) for heading, column in resource.columns.items()]
    return write_blank_table(columns, format=format)


def blank_column(heading: str, column: CellWidget, is_needed: bool) -> BlankColumn:
    field = column.field
    return BlankColumn(
        heading,
        str(capfirst(field.verbose_name)),
        is_needed,
        how_to_write(column),
        str(field.help_text),
        choices_of(column),
    )


def how_to_write(column: CellWidget) -> str:
    field = column.field
    if issubclass(field.model, Statement) and field.name == field.model.identifier:
        return _("Empty in a new row: it is made from the content.")
    if choices_of(column):
        return _("One of the choices.")
    match column:
        case LinksWidget():
            kind = field.related_model._meta.verbose_name_plural
            return _("The slugs of %(kind)s, separated by |.") % {"kind": kind}
        case LinkWidget():
            return _("The slug of one of the %(kind)s.") % {"kind": field.related_model._meta.verbose_name_plural}
        case NumberWidget():
            return _("A number in plain digits, such as 254628 or 5.5.")
    if isinstance(field, EDTFField):
        return _("Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.")
    return _("Text of at most %d characters.") % field.max_length if field.max_length else _("Text.")


def choices_of(column: CellWidget) -> list[tuple[str, str]]:
    """Pairs of a value and its label; none if other cells fit too."""
    if isinstance(column, YesNoWidget):
        return [("yes", _("yes")), ("no", _("no"))]
    if column.field.is_relation and issubclass(column.field.related_model, Term):
        return [(term.slug, term.label) for term in column.field.related_model.objects.published()]
    return [(value, str(label)) for value, label in column.field.choices or () if value]
