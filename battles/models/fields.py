"""Fields of records: clean texts, EDTF dates, language tags, and columns derived from other columns of the same row."""

from decimal import InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, slug_re
from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.values import edtf
from battles.values.book_numbers import clean_doi, clean_isbn, isbn_forms
from battles.values.folding import fold
from battles.values.romanisation import name_keys
from battles.values.texts import clean_line, clean_text, quotable


def validate_edtf(value: str) -> None:
    try:
        edtf.parse(value)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid_date") from error


class CleanText:
    """A text that is cleaned on every way into a record: forms, files, fixtures, and code that saves or updates."""

    clean_characters = staticmethod(clean_line)

    def to_python(self, value):
        value = super().to_python(value)
        return self.clean_characters(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class LineField(CleanText, models.CharField):
    """A text on one line."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ISBNField(LineField):
    """An ISBN as it is written. Source.mistyped checks it."""

    clean_characters = staticmethod(clean_isbn)


class DOIField(LineField):
    """A DOI without an address or a word before it."""

    clean_characters = staticmethod(clean_doi)


class LinesField(CleanText, models.TextField):
    """A text of several lines."""

    clean_characters = staticmethod(clean_text)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def validate_identifier(value: str) -> None:
    if not slug_re.match(value):
        sentence = _(
            "“%(text)s” is no slug or ref: these have letters without accents, digits, hyphens and underscores."
        )
        raise ValidationError(sentence, code="invalid", params={"text": quotable(value)})


class IdentifierFormField(forms.SlugField):
    default_validators = [validate_identifier]

    def to_python(self, value):
        return clean_line(super().to_python(value))


class Identifying(CleanText):
    """The permanent name of a record, with one rule and one sentence in files and forms."""

    default_validators = [validate_identifier]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": IdentifierFormField, **kwargs})


class IdentifierField(Identifying, models.SlugField):
    """A slug."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


class CoordinateField(models.DecimalField):
    """Degrees, rounded to the decimals that the column keeps."""

    def to_python(self, value):
        number = super().to_python(value)
        try:
            has_more = number is not None and -number.as_tuple().exponent > self.decimal_places
            return round(number, self.decimal_places) if has_more else number
        except (InvalidOperation, TypeError):
            # Infinity, or more digits than Decimal keeps. The validators refuse it.
            return number

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"max_digits": None, "decimal_places": None, **kwargs})


class EDTFField(CleanText, models.CharField):
    """A date as EDTF text; empty if not stated. A DayField beside it makes it sortable."""

    default_validators = [validate_edtf]

    def __init__(self, *args, max_length=100, blank=True, **kwargs):
        super().__init__(*args, max_length=max_length, blank=blank, **kwargs)


class LanguageField(CleanText, models.CharField):
    """A language tag of BCP 47, such as zh-Hant."""

    default_validators = [
        RegexValidator(
            r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", _("Write a language tag such as zh-Hant, zh-Hans, ja, en or ru.")
        )
    ]

    def __init__(self, *args, max_length=35, **kwargs):
        kwargs.setdefault("help_text", _("A language tag: zh-Hant, zh-Hans, ja, en, ru."))
        super().__init__(*args, max_length=max_length, **kwargs)


class DerivedValue:
    """The attribute of a derived column: computed on reading, so that every way of writing a row is right."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        return self if instance is None else self.field.derive(instance)

    def __set__(self, instance, value):
        # Marks the column as loaded: Django takes a missing entry for a deferred field.
        instance.__dict__[self.field.attname] = value


class DerivedField(models.Field):
    """A column that ``derive`` computes from ``sources``, other columns of its row, whenever the row is written.

    Saving, bulk_create, and loaddata (which skips ``save`` and ``pre_save``) all read the attribute. Record.save adds
    derived columns to ``update_fields``; RecordQuerySet adds them to bulk_update and update.
    """

    def __init__(self, *args, sources=(), **kwargs):
        self.sources = tuple(sources)
        kwargs |= {"editable": False, "serialize": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources}

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.attname, DerivedValue(self))


def isbn_keys(text: str) -> list[str]:
    return [fold(form) for form in isbn_forms(text)] if text else []


class FoldedField(DerivedField, models.TextField):
    """The search keys of the row's own texts, one on each line; of its names and its ISBN in other spellings too."""

    # The columns with several keys, and the functions that give them.
    keys = {"name": name_keys, "name_en": name_keys, "text": name_keys, "isbn": isbn_keys}

    def __init__(self, *args, **kwargs):
        defaults = {"verbose_name": _("search key"), "blank": True, "default": ""}
        super().__init__(*args, **defaults | kwargs)

    def derive(self, instance) -> str:
        keys = []
        for source in self.sources:
            text = str(getattr(instance, source) or "")
            keys += self.keys[source](text) if source in self.keys else [fold(text)]
        return "\n".join(dict.fromkeys(filter(None, keys)))


@FoldedField.register_lookup
class KeyContains(models.lookups.Contains):
    """The key contains the folded term. PostgreSQL uses the index of character pairs if the model has one."""

    def as_postgresql(self, compiler, connection):
        contains, parameters = super().as_sql(compiler, connection)
        if len(self.rhs) < 2 or not getattr(self.lhs.target.model, "texts_are_indexed", False):
            return contains, parameters
        key, key_parameters = self.process_lhs(compiler, connection)
        # Without an index, only rows that contain the term are split into pairs.
        return (
            f"({contains} AND battles_character_pairs({key}) @> battles_character_pairs(%s))",
            (*parameters, *key_parameters, self.rhs),
        )


class DayField(DerivedField, models.BigIntegerField):
    """The first or last day that an EDTF date may mean, as a day number; null if there is no valid date."""

    def __init__(self, *args, source="", last=False, **kwargs):
        self.last = last
        kwargs.setdefault("sources", (source,))
        super().__init__(*args, **{"null": True, "blank": True} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"last": self.last}

    def derive(self, instance) -> int | None:
        text = getattr(instance, self.sources[0])
        try:
            span = edtf.parse(text) if text else None
        except ValueError:
            # The database refuses a date without a day (see constraints.is_date).
            return None
        return span and (span.last_day if self.last else span.sort_day)
