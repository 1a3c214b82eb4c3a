"""Statements of sources, their refs, and the names that sources give."""

import hashlib
import json
import re
from itertools import product

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.commanders import Commander
from battles.models.fields import DerivedField, FoldedField, Identifying, LanguageField, LineField
from battles.models.forces import Belligerent, Unit
from battles.models.links import link
from battles.models.places import Place
from battles.models.published_links import batches
from battles.models.querysets import StatementQuerySet
from battles.models.records import Record
from battles.models.renaming import former_slugs_by_key, kind_of
from battles.models.sources import Source
from battles.values.display_names import word_for
from battles.values.figures import plain

# Texts that slugify leaves unchanged.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
IN_ORDER = json.JSONEncoder(sort_keys=True)
REF_LENGTH = 120
DIGEST_LENGTH = 10


class RefField(Identifying, models.SlugField):
    """The permanent name of a statement, made from its content if it is left blank."""

    def pre_save(self, instance, add):
        if add and not getattr(instance, self.attname):
            setattr(instance, self.attname, instance.make_ref())
        return super().pre_save(instance, add)


class Statement(Record):
    """A statement that one source makes, at one place in it."""

    ref = RefField(
        _("ref"),
        max_length=REF_LENGTH,
        unique=True,
        blank=True,
        error_messages={"unique": _("Another statement has this ref. Leave the field empty to get a new one.")},
        help_text=_("Permanent name. If you leave it empty, it is made from the content. It cannot be changed later."),
    )
    source = link(Source, _("source"), "%(class)ss", optional=False, help_text=_("The work that you consulted."))
    locator = LineField(
        _("locator"), max_length=100, blank=True, help_text=_("The place in the source: ¶16, p. 328, table 4, note 7.")
    )
    wording = LineField(
        _("wording"),
        max_length=200,
        blank=True,
        help_text=_("The few words of the source that say so: a phrase, never a passage."),
    )
    quoted_source = link(
        Source, _("quoted work"), "quoted_%(class)ss", help_text=_("The work that the source cites for this, if any.")
    )
    quoted_locator = LineField(
        _("place in the quoted work"), max_length=100, blank=True, help_text=_("As the source gives it: p. 328.")
    )

    objects = StatementQuerySet.as_manager()

    identifier = "ref"
    # The columns in the readable beginning of a ref, in order.
    ref_columns = ()
    # Columns that are not part of the content, from which the ref is made.
    editorial_columns = {"id", "ref", "note", "status", "status_reason"}
    # Columns of the content that a later version added. While one is empty, a ref is what it was without the column.
    later_columns = frozenset()

    class Meta:
        abstract = True
        ordering = ["ref"]
        constraints = [
            *Record.Meta.constraints,
            constraints.is_identifier("ref"),
            CheckConstraint(
                name="%(class)s_quotes_another",
                condition=Q(quoted_source__isnull=True) | ~Q(quoted_source=F("source")),
                violation_error_message=_("A source does not quote itself: leave the quoted work empty."),
            ),
            CheckConstraint(
                name="%(class)s_quoted_place",
                condition=Q(quoted_locator="") | Q(quoted_source__isnull=False),
                violation_error_message=_("A place in a quoted work needs the quoted work."),
            ),
        ]

    def __str__(self):
        return self.ref

    @property
    def description(self):
        said = pgettext("list", ", ").join(str(part) for part in self.said() if part)
        # The form of a row that is not complete yet is shown again with its description.
        source = getattr(self, "source", None)
        cited = source.short_name if source else "?"
        citation = pgettext("list", ", ").join(filter(None, [cited, self.locator]))
        return _("%(said)s; %(citation)s") % {"said": said, "citation": citation}

    def said(self):
        """The parts of the description without the citation; empty ones are left out."""
        raise NotImplementedError

    def make_ref(self):
        """The ref of this statement: the same content has the same ref, so that a repetition is noticed.

        A statement that was recorded under a former slug of one of its links has the ref that it got then.
        """
        (ref,) = self.refs_for([self])
        return ref

    @classmethod
    def refs_for(cls, statements):
        """The refs of statements, in their order: two queries at most."""
        keys = {field.related_model: set() for field in cls.link_fields()}
        for statement in statements:
            for field in cls.link_fields():
                keys[field.related_model].add(getattr(statement, field.attname))
        former = former_slugs_by_key({model: found - {None} for model, found in keys.items()})
        possible = [
            cls.possible_refs(
                {field.name: statement.plain_value(field) for field in cls.content_fields()},
                {
                    field.name: slugs
                    for field in cls.link_fields()
                    if (slugs := former[kind_of(field.related_model)].get(getattr(statement, field.attname)))
                },
            )
            for statement in statements
        ]
        return cls.recorded_refs(possible)

    @classmethod
    def possible_refs(cls, content, former_slugs):
        """The refs that a statement of this content may have got: first that of today, then those under former slugs.

        ``former_slugs`` has lists of slugs by the names of links.
        """
        slugs = [[content[name], *former] for name, former in former_slugs.items()]
        return [cls.ref_of(content | dict(zip(former_slugs, chosen, strict=True))) for chosen in product(*slugs)]

    @classmethod
    def recorded_refs(cls, possible):
        """For each list of possible refs the first one that a statement has, or else the first one."""
        several = {ref for refs in possible if len(refs) > 1 for ref in refs}
        recorded = set()
        for batch in batches(several):
            recorded.update(cls._base_manager.filter(ref__in=batch).values_list("ref", flat=True))
        return [next((ref for ref in refs if ref in recorded), refs[0]) for refs in possible]

    @classmethod
    def content_fields(cls):
        """The fields of the content, from which a ref is made."""
        return [
            field
            for field in cls._meta.concrete_fields
            if field.name not in cls.editorial_columns and not isinstance(field, DerivedField)
        ]

    @classmethod
    def ref_of(cls, content):
        """The ref of a content given as CSV cells by name: a readable beginning, and a digest of all cells."""
        known = {name: cell for name, cell in content.items() if cell or name not in cls.later_columns}
        digest = hashlib.sha256(IN_ORDER.encode(known).encode()).hexdigest()[:DIGEST_LENGTH]
        words = "-".join([content[name] for name in cls.ref_columns if content[name]]).replace("_", "-")
        if not SLUG.fullmatch(words):
            words = slugify(words)
        return f"{words[: REF_LENGTH - DIGEST_LENGTH - 1]}-{digest}".lstrip("-")

    def plain_value(self, field):
        """The value of the field as a CSV cell."""
        if field.many_to_one:
            linked = getattr(self, field.name)
            return linked.slug if linked else ""
        value = field.to_python(getattr(self, field.attname))
        if isinstance(value, bool):
            return "yes" if value else "no"
        return plain(value) if isinstance(field, models.DecimalField) else str(value)

    def clean(self):
        super().clean()
        # Made before saving, so that the form reports a repetition as an error.
        if self._state.adding and not self.ref and self.has_required_links():
            self.ref = self.make_ref()
            if type(self)._base_manager.filter(ref=self.ref).exists():
                repeated, self.ref = self.ref, ""
                raise self.repetition(type(self)._meta.concrete_model.objects.with_links().get(ref=repeated))

    def validate_constraints(self, exclude=None):
        # A statement without a required link has no ref yet; the form reports the link only.
        super().validate_constraints({*(exclude or ()), *(() if self.ref else ("ref",))})

    def has_required_links(self):
        return all(getattr(self, field.attname) is not None for field in self.link_fields() if not field.null)

    @staticmethod
    def repetition(statement):
        return ValidationError(
            _("This statement of the source is already recorded: %(statement)s (%(ref)s)."),
            code="repeated",
            params={"statement": statement.description, "ref": statement.ref},
        )

    def contradictions(self):
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).values_list("ref", flat=True).first()
            if stored is not None and stored != self.ref:
                yield "ref", _("The ref cannot be changed: it stays %s.") % stored
        if self.quoted_source_id is not None and self.quoted_source_id == self.source_id:
            yield "quoted_source", _("A source does not quote itself: leave this empty.")
        if self.quoted_locator and self.quoted_source_id is None:
            yield "quoted_locator", _("A place in a quoted work needs the quoted work.")


# The entities that a name can belong to.
NAMED = ("campaign", "engagement", "unit", "commander", "place", "belligerent")


class Name(Statement):
    """A source gives an entity this name, in this language."""

    campaign = link(Campaign, _("campaign"), "names")
    engagement = link(Engagement, _("engagement"), "names")
    unit = link(Unit, _("unit"), "names")
    commander = link(Commander, _("commander"), "names")
    place = link(Place, _("place"), "names")
    belligerent = link(Belligerent, _("belligerent"), "names")
    text = LineField(_("name"), max_length=300, help_text=_("The name in the form that the source uses."))
    language = LanguageField(_("language"))
    search_key = FoldedField(sources=("text",))

    ref_columns = ("source", *NAMED, "language")

    @property
    def subject(self):
        """The entity that is called so; None in a row that is not complete."""
        return next(filter(None, (getattr(self, name) for name in NAMED)), None)

    class Meta(Statement.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            *Statement.Meta.constraints,
            constraints.exactly_one(*NAMED, of="entity"),
            constraints.has_text("text"),
        ]

    def said(self):
        names = {"name": self.text, "entity": word_for(self.subject)}
        return (_("%(name)s as a name of %(entity)s") % names,)

    def contradictions(self):
        yield from super().contradictions()
        yield from self.not_exactly_one(*NAMED)
