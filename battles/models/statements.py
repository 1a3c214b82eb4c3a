"""Statements: what one source says, at one place in it, about entities."""

import hashlib
import json
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.commanders import Commander
from battles.models.fields import DayField, DerivedField, EDTFField, FoldedField, LanguageField
from battles.models.forces import Belligerent, Unit
from battles.models.places import Place
from battles.models.querysets import StatementQuerySet
from battles.models.records import Record
from battles.models.sources import Source
from battles.values.choices import AppointmentRole, ParticipationRole
from battles.values.figures import plain

# What slugify leaves as it is.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
IN_ORDER = json.JSONEncoder(sort_keys=True)
REF_LENGTH = 120
DIGEST_LENGTH = 10


class RefField(models.SlugField):
    """The lasting name of a statement, made from its content where it is left blank."""

    def pre_save(self, instance, add):
        if add and not getattr(instance, self.attname):
            setattr(instance, self.attname, instance.make_ref())
        return super().pre_save(instance, add)


class Statement(Record):
    """What one source says at one place in it."""

    ref = RefField(
        _("ref"),
        max_length=REF_LENGTH,
        unique=True,
        blank=True,
        error_messages={"unique": _("Another statement has this ref. Leave it empty to have one made.")},
        help_text=_("Its lasting name. Leave it empty to have it made from the content; it cannot change later."),
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text=_("The work that you had in hand."),
    )
    locator = models.CharField(
        _("locator"), max_length=100, blank=True, help_text=_("The place in it: ¶16, p. 328, table 4, note 7.")
    )
    wording = models.CharField(
        _("wording"),
        max_length=200,
        blank=True,
        help_text=_("The source's own few words that say it; a phrase, never a passage."),
    )
    quoted_source = models.ForeignKey(
        Source,
        verbose_name=_("quoted source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quoted_%(class)ss",
        help_text=_("The work that the source itself names for this, if any."),
    )
    quoted_locator = models.CharField(
        _("place in the quoted source"), max_length=100, blank=True, help_text=_("As the source gives it: p. 328.")
    )

    objects = StatementQuerySet.as_manager()

    # The columns that a ref is made from, in the order in which they appear in it.
    ref_columns = ()
    # What can be said again differently without being another statement.
    editorial_columns = {"id", "ref", "note", "status", "status_reason"}

    class Meta:
        abstract = True
        ordering = ["ref"]
        constraints = [
            *Record.Meta.constraints,
            constraints.is_identifier("ref"),
            CheckConstraint(
                name="%(class)s_quotes_another",
                condition=Q(quoted_source__isnull=True) | ~Q(quoted_source=F("source")),
                violation_error_message=_("A source does not quote itself: leave the quoted source empty."),
            ),
            CheckConstraint(
                name="%(class)s_quoted_place",
                condition=Q(quoted_locator="") | Q(quoted_source__isnull=False),
                violation_error_message=_("A place in a quoted source needs the quoted source."),
            ),
        ]

    def __str__(self):
        return self.ref

    @classmethod
    def link_names(cls):
        """The names of the columns that link to another record."""
        return [field.name for field in cls._meta.concrete_fields if field.many_to_one]

    def natural_key(self):
        return (self.ref,)

    def make_ref(self):
        """The ref of this statement's content: the same for the same content, so that a repetition is noticed."""
        return self.ref_of({field.name: self.plain_value(field) for field in self.content_fields()})

    @classmethod
    def content_fields(cls):
        return [
            field
            for field in cls._meta.concrete_fields
            if field.name not in cls.editorial_columns and not isinstance(field, DerivedField)
        ]

    @classmethod
    def ref_of(cls, content):
        """A ref from the content as CSV cells have it: a readable beginning, and a digest of all of it."""
        digest = hashlib.sha256(IN_ORDER.encode(content).encode()).hexdigest()[:DIGEST_LENGTH]
        words = "-".join([content[name] for name in cls.ref_columns if content[name]]).replace("_", "-")
        if not SLUG.fullmatch(words):
            words = slugify(words)
        return f"{words[: REF_LENGTH - DIGEST_LENGTH - 1]}-{digest}".lstrip("-")

    def plain_value(self, field):
        """The column as a CSV cell has it."""
        if field.many_to_one:
            linked = getattr(self, field.name)
            return linked.slug if linked else ""
        value = field.to_python(getattr(self, field.attname))
        if isinstance(value, bool):
            return "yes" if value else "no"
        return plain(value) if isinstance(field, models.DecimalField) else str(value)

    def clean(self):
        super().clean()
        # Worked out here too, so that a repetition is reported as a mistake of the form.
        if self._state.adding and not self.ref and self.has_required_links():
            self.ref = self.make_ref()
            if type(self)._base_manager.filter(ref=self.ref).exists():
                repeated, self.ref = self.ref, ""
                raise self.repetition(repeated)

    def validate_constraints(self, exclude=None):
        # A statement that lacks a link has no ref yet; its editor is told of the link.
        super().validate_constraints({*(exclude or ()), *(() if self.ref else ("ref",))})

    def has_required_links(self):
        links = (field for field in self._meta.concrete_fields if field.many_to_one and not field.null)
        return all(getattr(self, link.attname) is not None for link in links)

    @staticmethod
    def repetition(ref):
        return ValidationError(
            _("This source already says exactly this at this place: see %(ref)s."), code="repeated", params={"ref": ref}
        )

    def contradictions(self):
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).values_list("ref", flat=True).first()
            if stored is not None and stored != self.ref:
                yield "ref", _("The ref stays %s: others may rely on it.") % stored
        if self.quoted_source_id is not None and self.quoted_source_id == self.source_id:
            yield "quoted_source", _("A source does not quote itself: leave this empty.")
        if self.quoted_locator and self.quoted_source_id is None:
            yield "quoted_locator", _("A place in a quoted source needs the quoted source.")

    def unless_exactly_one(self, *fields):
        """The contradiction of linking to none, or to more than one, of the fields."""
        chosen = [field for field in fields if getattr(self, f"{field}_id") is not None]
        if len(chosen) == 1:
            return
        labels = ", ".join(str(self._meta.get_field(field).verbose_name) for field in fields)
        if not chosen:
            yield fields[0], _("Say what this is about: choose one of %s.") % labels
        for field in chosen[1:]:
            yield field, _("Choose only one of %s.") % labels


NAMED = ("campaign", "engagement", "unit", "commander", "place", "belligerent")


def link(to, verbose_name, related_name, *, optional=True, help_text=""):
    """A link that keeps the record it points to from being deleted."""
    return models.ForeignKey(
        to,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=optional,
        blank=optional,
        related_name=related_name,
        help_text=help_text,
    )


class Name(Statement):
    """A source calls an entity so, in this language."""

    campaign = link(Campaign, _("campaign"), "names")
    engagement = link(Engagement, _("engagement"), "names")
    unit = link(Unit, _("unit"), "names")
    commander = link(Commander, _("commander"), "names")
    place = link(Place, _("place"), "names")
    belligerent = link(Belligerent, _("belligerent"), "names")
    text = models.CharField(_("name"), max_length=200, help_text=_("The form that the source uses."))
    language = LanguageField(_("language"))
    search_key = FoldedField(sources=("text",))

    ref_columns = ("source", *NAMED, "language")

    class Meta(Statement.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            *Statement.Meta.constraints,
            constraints.exactly_one(*NAMED, of="entity"),
            constraints.has_text("text"),
        ]

    def contradictions(self):
        yield from super().contradictions()
        yield from self.unless_exactly_one(*NAMED)


class Appointment(Statement):
    """A commander held this post, in this unit or office, from and to these dates."""

    commander = link(Commander, _("commander"), "appointments", optional=False)
    unit = link(Unit, _("unit"), "appointments")
    office = models.CharField(
        _("office"), max_length=200, blank=True, help_text=_("The post in the source's words, such as 總司令.")
    )
    role = models.CharField(_("role"), max_length=30, choices=AppointmentRole, default=AppointmentRole.COMMANDER)
    rank = models.CharField(_("rank"), max_length=100, blank=True, help_text=_("As the source gives it, such as 中將."))
    campaign = link(Campaign, _("campaign"), "appointments", help_text=_("The campaign in which the source says so."))
    start = EDTFField(_("from"))
    end = EDTFField(_("to"))
    start_sort = DayField(source="start")
    end_last = DayField(source="end", last=True)
    search_key = FoldedField(sources=("ref", "office", "rank", "wording", "note"))

    ref_columns = ("source", "commander", "unit", "role")

    class Meta(Statement.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            *Statement.Meta.constraints,
            constraints.is_choice("role", AppointmentRole),
            constraints.is_date("start", "start_sort"),
            constraints.is_date("end", "end_last"),
            constraints.in_order("start_sort", "end_last"),
            CheckConstraint(
                name="%(class)s_to_something",
                condition=Q(unit__isnull=False) | ~Q(office=""),
                violation_error_message=_("Say in which unit or to which office the appointment was."),
            ),
        ]

    def contradictions(self):
        yield from super().contradictions()
        if self.unit_id is None and not self.office:
            yield "office", _("Say in which unit or to which office the appointment was.")
        if self.start_sort is not None and self.end_last is not None and self.end_last < self.start_sort:
            yield "end", _("The end is before the beginning.")


class Subordination(Statement):
    """A unit stood under that superior, in this campaign, from and to these dates."""

    unit = link(Unit, _("unit"), "superiors", optional=False)
    superior = link(Unit, _("superior"), "subordinates", optional=False, help_text=_("The unit that it stood under."))
    campaign = link(Campaign, _("campaign"), "subordinations")
    start = EDTFField(_("from"))
    end = EDTFField(_("to"))
    start_sort = DayField(source="start")
    end_last = DayField(source="end", last=True)
    search_key = FoldedField(sources=("ref", "wording", "note"))

    ref_columns = ("source", "unit", "superior")

    class Meta(Statement.Meta):
        verbose_name = _("subordination")
        verbose_name_plural = _("subordinations")
        constraints = [
            *Statement.Meta.constraints,
            constraints.is_date("start", "start_sort"),
            constraints.is_date("end", "end_last"),
            constraints.in_order("start_sort", "end_last"),
            CheckConstraint(
                name="%(class)s_under_another",
                condition=~Q(unit=F("superior")),
                violation_error_message=_("A unit does not stand under itself."),
            ),
        ]

    def contradictions(self):
        yield from super().contradictions()
        if self.unit_id is not None and self.unit_id == self.superior_id:
            yield "superior", _("A unit does not stand under itself.")
        if self.start_sort is not None and self.end_last is not None and self.end_last < self.start_sort:
            yield "end", _("The end is before the beginning.")


class Participation(Statement):
    """A belligerent, unit or commander took part in an engagement or campaign, in this role."""

    campaign = link(Campaign, _("campaign"), "participations")
    engagement = link(Engagement, _("engagement"), "participations")
    belligerent = link(Belligerent, _("belligerent"), "participations")
    unit = link(Unit, _("unit"), "participations")
    commander = link(Commander, _("commander"), "participations")
    role = models.CharField(_("role"), max_length=30, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    search_key = FoldedField(sources=("ref", "wording", "note"))

    ref_columns = ("source", "campaign", "engagement", "belligerent", "unit", "commander", "role")

    class Meta(Statement.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            *Statement.Meta.constraints,
            constraints.is_choice("role", ParticipationRole),
            constraints.exactly_one("campaign", "engagement", of="event"),
            constraints.exactly_one("belligerent", "unit", "commander", of="participant"),
        ]

    def contradictions(self):
        yield from super().contradictions()
        yield from self.unless_exactly_one("campaign", "engagement")
        yield from self.unless_exactly_one("belligerent", "unit", "commander")
