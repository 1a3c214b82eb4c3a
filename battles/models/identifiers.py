"""Identifiers of records in the catalogues of others: Wikidata, GeoNames, VIAF, DOI."""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.commanders import Commander
from battles.models.fields import FoldedField, LineField
from battles.models.forces import Belligerent, Unit
from battles.models.links import link
from battles.models.places import Place
from battles.models.querysets import RecordQuerySet
from battles.models.records import Record
from battles.models.sources import Source
from battles.models.terms import Term
from battles.values.choices import Status, ValueForm
from battles.values.display_names import word_for
from battles.values.identifiers import (
    LONGEST_PATTERN,
    LONGEST_VALUE,
    has_right_check_digit,
    is_bounded,
    values_in,
    written,
)
from battles.values.texts import quotable

# The history has room for references of 120 characters.
LONGEST_SLUG = 19
# The records that can have identifiers.
IDENTIFIED = ("campaign", "engagement", "unit", "commander", "place", "belligerent", "source")


def validate_pattern(pattern: str) -> None:
    if not is_bounded(pattern):
        raise ValidationError(
            _("Write a regular expression that repeats no group, has few repetitions and does not look ahead or back."),
            code="invalid_pattern",
        )


def validate_template(template: str) -> None:
    if template.count("{value}") != 1 or not template.lower().startswith(("http://", "https://")):
        raise ValidationError(_("Write a web address with {value} in the place of the identifier."), code="invalid")


class Authority(Term):
    """A catalogue that identifies things: an identifier is unique in it, and its page may tell more."""

    name = LineField(_("name"), max_length=100)
    url = LineField(
        _("web address"),
        max_length=300,
        blank=True,
        validators=[validate_template],
        help_text=_("With {value} in the place of the identifier: https://www.wikidata.org/wiki/{value}."),
    )
    pattern = LineField(
        _("pattern"),
        max_length=LONGEST_PATTERN,
        validators=[validate_pattern],
        help_text=_("A regular expression for the whole identifier: Q[1-9][0-9]*."),
    )
    form = models.CharField(
        _("form"),
        max_length=10,
        choices=ValueForm,
        default=ValueForm.AS_IS,
        help_text=_("How identifiers are written."),
    )
    search_key = FoldedField(sources=("slug", "name", "note"))

    label_columns = ("slug", "name")
    name_columns = ("name",)

    class Meta(Term.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["slug"]
        constraints = [
            *Term.Meta.constraints,
            constraints.has_text("name"),
            constraints.has_text("pattern"),
            constraints.is_choice("form", ValueForm),
            CheckConstraint(
                name="%(class)s_slug_short",
                condition=Q(slug__regex=rf"^.{{1,{LONGEST_SLUG}}}$"),
                violation_error_message=_("The slug of an authority has at most 19 characters."),
            ),
        ]

    def __str__(self):
        return self.name

    def contradictions(self):
        yield from super().contradictions()
        if len(self.slug) > LONGEST_SLUG:
            yield "slug", _("The slug of an authority has at most 19 characters.")

    @property
    def label(self):
        return self.name

    def read(self, text: str) -> str:
        """The identifier in a text, which may be an address of the authority's pages."""
        found = [written(value, self.form) for value in values_in(text, self.url)]
        return next((value for value in found if self.fits(value)), found[0])

    def fits(self, value: str) -> bool:
        """Whether the value has the pattern."""
        return len(value) <= LONGEST_VALUE and re.fullmatch(self.pattern, value) is not None

    def mistake_in(self, value: str) -> str:
        """The sentence about a value that cannot be an identifier of the authority; empty if it can."""
        said = {"text": quotable(value), "authority": self.name}
        if not self.fits(value):
            return _("“%(text)s” is no identifier of %(authority)s.") % said
        if not has_right_check_digit(value, self.form):
            return _("“%(text)s” has a wrong check digit. Compare it with the work.") % said
        return ""


class IdentifierQuerySet(RecordQuerySet):
    """Identifiers."""

    def named(self, text):
        """The identifiers that a text names, with their authority (wikidata:Q187711) or without."""
        authority, _colon, value = text.rpartition(":")
        own = [*dict.fromkeys([text, text.upper(), text.lower()])]
        references = [f"{authority.lower()}:{each}" for each in dict.fromkeys([value, value.upper(), value.lower()])]
        return self.exclude(status=Status.WITHDRAWN).filter(
            Q(value__in=own) | Q(reference__in=references if authority else ())
        )

    def update_with_derived(self, values):
        if not {"authority", "authority_id", "value"} & values.keys():
            return super().update_with_derived(values)
        rows = list(self)
        for row in rows:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        return len(rows)


class ValueField(LineField):
    """The value of an identifier, as its authority writes it."""

    def pre_save(self, instance, add):
        instance.read_value()
        return super().pre_save(instance, add)


class ReferenceField(LineField):
    """The authority and the value of an identifier in one text."""

    def pre_save(self, instance, add):
        instance.read_value()
        return super().pre_save(instance, add)


class Identifier(Record):
    """An authority knows this record under this value."""

    campaign = link(Campaign, _("campaign"), "identifiers")
    engagement = link(Engagement, _("engagement"), "identifiers")
    unit = link(Unit, _("unit"), "identifiers")
    commander = link(Commander, _("commander"), "identifiers")
    place = link(Place, _("place"), "identifiers")
    belligerent = link(Belligerent, _("belligerent"), "identifiers")
    source = link(Source, _("source"), "identifiers", help_text=_("The work that is identified, not one that says so."))
    authority = link(Authority, _("authority"), "identifiers", optional=False)
    value = ValueField(
        _("value"),
        max_length=1000,
        validators=[MaxLengthValidator(1000)],
        help_text=_("The identifier, or the address of its page: Q187711."),
    )
    reference = ReferenceField(_("reference"), max_length=120, editable=False, db_index=True)
    search_key = FoldedField(sources=("reference", "note"))

    objects = IdentifierQuerySet.as_manager()

    identifier = "reference"

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["reference", "pk"]
        constraints = [
            *Record.Meta.constraints,
            constraints.exactly_one(*IDENTIFIED, of="record"),
            constraints.has_text("value"),
            CheckConstraint(
                name="%(class)s_value_fits",
                condition=Q(value__regex=rf"^.{{0,{LONGEST_VALUE}}}$"),
                violation_error_message=_("An identifier has at most 100 characters."),
            ),
            UniqueConstraint(
                fields=["authority", "value"],
                name="%(class)s_of_one_record",
                violation_error_message=_("Another record has this identifier. The two may be one."),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def description(self):
        return pgettext("list", ", ").join([f"{self.authority.label} {self.value}", word_for(self.record)])

    @property
    def record(self):
        """The record that is identified."""
        return next(filter(None, (getattr(self, name) for name in IDENTIFIED)), None)

    @property
    def url(self):
        """The address of the authority's page about it; empty if there is none."""
        return self.authority.url.replace("{value}", quote(self.value, safe="/:;()"))

    def read_value(self):
        """Bring the value into the form of the authority, and make the reference."""
        field = self._meta.get_field("value")
        self.value = self.authority.read(field.to_python(self.value))
        self.reference = reference_of(self.authority.slug, self.value)

    def clean(self):
        super().clean()
        if self.authority_id is not None and self.value:
            self.read_value()
            if mistake := self.authority.mistake_in(self.value):
                raise ValidationError({"value": mistake})

    def contradictions(self):
        yield from self.not_exactly_one(*IDENTIFIED)


def reference_of(authority: str, value: str) -> str:
    """The text by which links in files name a record, from the slug of the authority and the value."""
    return f"{authority}:{value}"
