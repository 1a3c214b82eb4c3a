"""Columns of CSV files: reading a cell as a value, and writing a value as a cell."""

import json
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MaxLengthValidator, MinValueValidator
from django.db.models import BooleanField, Case, DecimalField, F, ForeignKey, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from import_export.widgets import Widget

from battles.tabular.errors import listed
from battles.values.figures import plain
from battles.values.synonyms import hint_on, nearest_choices
from battles.values.texts import clean_line, quotable
from battles.values.typed_numbers import is_plain_number, not_a_number

SEPARATOR = "|"


class CellWidget(Widget):
    """A column of text: the cell is the text."""

    def __init__(self, field):
        super().__init__(coerce_to_string=True)
        self.field = field

    @cached_property
    def clean_characters(self):
        return getattr(self.field, "clean_characters", clean_line)

    @cached_property
    def plain_length(self):
        """The length up to which a cell needs no other check; None if every cell needs to be cleaned."""
        only_length = all(isinstance(validator, MaxLengthValidator) for validator in self.field.validators)
        return self.field.max_length if only_length and not self.field.choices else None

    def are_plain(self, texts):
        """Whether each of the cells is its own value, with no need to clean it."""
        if self.plain_length is None:
            return False
        lengths = set(map(len, texts))
        may_be_empty = self.field.blank and self.field.empty_strings_allowed
        return max(lengths) <= self.plain_length and (0 not in lengths or may_be_empty)

    def clean(self, value, row=None, **kwargs):
        """The value of the cell; ValidationError with a sentence if it has none.

        An empty cell empties the column, or gives it its default if the column cannot be empty.
        """
        if not value and not self.field.blank and self.field.has_default():
            return self.field.get_default()
        return self.field.clean(value or "", None)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def as_json(self, cell):
        """The cell as JSON."""
        return json.dumps(cell, ensure_ascii=False)

    def expression(self):
        """The database expression of the cell, before ``finish``."""
        return F(self.field.name)

    # A function from the value of the expression to the cell's text; None if the value is the text.
    finish = None


class NumberWidget(CellWidget):
    """A number, without separators or trailing zeros."""

    @cached_property
    def whole_digits(self):
        """The number of digits up to which a whole number needs no other check."""
        limits = [validator for validator in self.field.validators if not isinstance(validator, DecimalValidator)]
        from_zero = all(isinstance(limit, MinValueValidator) and limit.limit_value == 0 for limit in limits)
        return self.field.max_digits - self.field.decimal_places if from_zero else 0

    def clean(self, value, row=None, **kwargs):
        if not value:
            return self.field.clean(None, None)
        if value.isascii() and value.isdigit() and len(value) <= self.whole_digits:
            return Decimal(value)
        if not is_plain_number(value):
            raise ValidationError(not_a_number(value, self.field.name))
        try:
            return self.field.clean(value, None)
        except ValidationError as error:
            what = " ".join(error.messages)
            raise ValidationError(_("“%(text)s”: %(what)s") % {"text": quotable(value), "what": what}) from None

    def render(self, value, obj=None, **kwargs):
        return plain(value)

    def as_json(self, cell):
        return cell or "null"

    finish = staticmethod(plain)


class ChoiceWidget(CellWidget):
    """One of the values that the column has."""

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except ValidationError:
            if not value:
                raise
            raise ValidationError(self.no_such(value)) from None

    def no_such(self, text):
        """The sentence about a text that is none of the values: it names the nearest ones, or else all."""
        values = {"kind": self.field.verbose_name, "identifier": quotable(text)}
        if near := nearest_choices(text, self.field.choices):
            values["nearest"] = pgettext("list", " or ").join(near)
            sentence = _("There is no %(kind)s “%(identifier)s”. Did you mean %(nearest)s?") % values
            return f"{sentence} {hint_on(text)}".strip()
        values["values"] = listed(value for value, _label in self.field.choices)
        return _("There is no %(kind)s “%(identifier)s”. Choose one of these: %(values)s.") % values


class YesNoWidget(CellWidget):
    """A yes or no; empty is no."""

    VALUES = {"yes": True, "no": False, "": False}
    CHOICES = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]

    def clean(self, value, row=None, **kwargs):
        try:
            return self.VALUES[value or ""]
        except KeyError:
            near = nearest_choices(value, self.CHOICES)
            sentence = (
                _("“%(text)s” is neither yes nor no. Did you mean %(nearest)s?")
                if near
                else _("“%(text)s” is neither yes nor no.")
            )
            raise ValidationError(
                sentence % {"text": quotable(value), "nearest": pgettext("list", " or ").join(near)}
            ) from None

    def render(self, value, obj=None, **kwargs):
        return "yes" if value else "no"

    def as_json(self, cell):
        return "true" if cell == "yes" else "false"

    def expression(self):
        return Case(When(**{self.field.name: True}, then=Value("yes")), default=Value("no"))


class StatusWidget(ChoiceWidget):
    """Draft, published or withdrawn. An empty cell keeps the status of a record."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(value, row, **kwargs) if value else None


class LinkWidget(CellWidget):
    """A link to another record, by its slug. ``clean`` gives the slug; the importer finds the record."""

    @property
    def default_slug(self):
        """The slug of the record that an empty cell means; None if it means no record."""
        if not self.field.has_default():
            return None
        records = self.field.related_model._base_manager.filter(pk=self.field.get_default())
        return records.values_list("slug", flat=True).first()

    def clean(self, value, row=None, **kwargs):
        if value or self.field.null:
            return value or None
        if slug := self.default_slug:
            return slug
        raise ValidationError(_("Give the slug of a record."))

    def render(self, value, obj=None, **kwargs):
        return value.slug if value else ""

    def as_json(self, cell):
        return json.dumps(cell) if cell else "null"

    def expression(self):
        return Coalesce(F(f"{self.field.name}__slug"), Value(""))

    @property
    def to_itself(self):
        return self.field.related_model is self.field.model


class LinksWidget(CellWidget):
    """Links to several records: their slugs, separated by a bar, in the order of the slugs."""

    def clean(self, value, row=None, **kwargs):
        slugs = [slug.strip() for slug in (value or "").split(SEPARATOR)]
        return sorted({slug for slug in slugs if slug})

    def as_json(self, cell):
        return json.dumps(cell.split(SEPARATOR) if cell else [])

    def render(self, value, obj=None, **kwargs):
        return SEPARATOR.join(sorted(record.slug for record in value.all()))


def widget_for(field):
    """The widget that reads and writes the column of the model field."""
    if field.many_to_many:
        return LinksWidget(field)
    if isinstance(field, ForeignKey):
        return LinkWidget(field)
    if isinstance(field, DecimalField):
        return NumberWidget(field)
    if isinstance(field, BooleanField):
        return YesNoWidget(field)
    if field.name == "status":
        return StatusWidget(field)
    if field.choices:
        return ChoiceWidget(field)
    return CellWidget(field)
