"""The base classes of records: how a row is saved and validated, and how an entity is identified."""

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import CheckConstraint, Q
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.constraints import has_text, is_identifier, is_unique_ignoring_case
from battles.models.fields import FoldedField, IdentifierField, LineField, LinesField
from battles.models.querysets import EntityQuerySet, RecordQuerySet, SluggedQuerySet
from battles.models.recording import recording
from battles.models.renaming import records_formerly, taken_sentence
from battles.values.choices import Status
from battles.values.hierarchies import MAX_LEVELS, in_circle, levels, with_parts

# The code of the error for a link of a published record to one that is not published.
UNPUBLISHED = "unpublished"
# Stands for the key of a record that has none yet.
NEW = 0


@lru_cache(maxsize=65_536)
def page_url(view, identifier, script_prefix):
    """The URL of a record's page, cached: a list has a hundred links, and reverse() takes most of their time."""
    return reverse(view, args=[identifier])


class Recorded(models.Model):
    """A row whose changes are recorded, and kept in the history."""

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        if update_fields is not None:
            derived = type(self).objects.derived_from(update_fields)
            update_fields = {*update_fields, *(field.name for field in derived)}
        with recording() as changes:
            if self.pk is not None:
                changes.will_change(type(self), [self.pk])
            super().save(update_fields=update_fields, **kwargs)
            changes.added(type(self), [self.pk])

    def delete(self, **kwargs):
        with recording() as changes:
            changes.will_delete(type(self), [self.pk])
            return super().delete(**kwargs)

    @property
    def description(self) -> str:
        """The record in words, for people. A statement reads its links: load them by ``with_links`` first."""
        return str(self)

    @classmethod
    def link_fields(cls):
        return [field for field in cls._meta.concrete_fields if field.many_to_one]


class Record(Recorded):
    """Any row that an editor enters."""

    note = LinesField(
        _("editor's note"),
        blank=True,
        help_text=_("For later readers: doubtful or garbled text, anything added from elsewhere and why."),
    )

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Readers see published records only. A draft waits for review."),
    )
    status_reason = LineField(
        _("reason for withdrawal"),
        max_length=300,
        blank=True,
        help_text=_("Why it was withdrawn. Readers who follow an old link see this reason."),
    )

    objects = RecordQuerySet.as_manager()

    # The column that identifies a row in files and URLs.
    identifier = "slug"

    # Whether a search finds the statements that link to a record that it finds.
    is_searched_in_statements = True

    # The links to records of the same kind, with the sentence for a chain of them that leads back to the record.
    circles = {}

    class Meta:
        abstract = True
        constraints = [
            constraints.is_choice("status", Status),
            CheckConstraint(
                name="%(class)s_withdrawn_reason",
                condition=~Q(status=Status.WITHDRAWN) | ~Q(status_reason=""),
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]

    def natural_key(self):
        return (getattr(self, self.identifier),)

    def clean(self):
        super().clean()
        errors = {}
        for field, message in (
            *self.contradictions(),
            *self.newly_mistyped(),
            *self.wrong_nesting(),
            *self.reasons_missing(),
            *self.hidden_links(),
            *self.taken_slugs(),
        ):
            errors.setdefault(field, []).append(message)
        if errors:
            raise ValidationError(errors)

    def contradictions(self):
        """Pairs of a field and a sentence, one for each contradiction within this row."""
        return iter(())

    def mistyped(self):
        """Pairs of a field and a sentence, one for each value that a rule refuses unless the record has it already.

        A record of before the rule keeps its value, so that its other fields can be edited.
        """
        return iter(())

    def newly_mistyped(self):
        """Those of the mistyped values that the saved record does not have."""
        mistyped = list(self.mistyped())
        if mistyped and self.pk is not None:
            names = {name for name, _sentence in mistyped}
            saved = type(self)._base_manager.filter(pk=self.pk).values(*names).first() or {}
            return [(name, sentence) for name, sentence in mistyped if saved.get(name) != getattr(self, name)]
        return mistyped

    def not_exactly_one(self, *fields):
        """Pairs of a field and a sentence if none, or more than one, of the link fields is set."""
        chosen = [field for field in fields if getattr(self, f"{field}_id") is not None]
        if len(chosen) == 1:
            return
        labels = ", ".join(str(self._meta.get_field(field).verbose_name) for field in fields)
        if not chosen:
            yield fields[0], _("Say what this is about: choose one of %s.") % labels
        for field in chosen[1:]:
            yield field, _("Choose only one of %s.") % labels

    def reasons_missing(self):
        """A pair of a field and a sentence if a withdrawn record has no reason."""
        if self.status == Status.WITHDRAWN and not self.status_reason:
            yield "status_reason", _("Say why it is withdrawn.")

    def hidden_links(self):
        """Pairs of a field and a sentence, one for each link of a published record to a record that is not."""
        for field in self.link_fields() if self.status == Status.PUBLISHED else ():
            linked = getattr(self, field.name) if getattr(self, field.attname) is not None else None
            if linked is not None and linked.status != Status.PUBLISHED:
                sentence = _("“%s” is not published. An editor has to publish it first.") % linked
                yield field.name, ValidationError(sentence, code=UNPUBLISHED)

    def taken_slugs(self):
        """A pair of a field and a sentence if the slug of the record is a former slug of another one."""
        return iter(())

    def dates_out_of_order(self, first, last, message):
        """The contradiction of two dates as in constraints.are_dates_in_order; empty if there is none."""
        first_day, last_day = getattr(self, f"{first}_sort"), getattr(self, f"{last}_last")
        return [(last, message)] if None not in (first_day, last_day) and last_day < first_day else []

    def wrong_nesting(self):
        """Pairs of a field and a sentence, for chains of links that lead back to this row or became too long."""
        for field, circle in self.circles.items():
            linked = getattr(self, f"{field}_id")
            if linked is None:
                continue
            key = self.pk or NEW
            links = dict(type(self)._base_manager.order_by().values_list("pk", field))
            is_changed, links[key] = links.get(key) != linked, linked
            if key in in_circle(links):
                yield field, circle
            elif is_changed:
                found = levels(links)
                if any((found[part] or 0) > MAX_LEVELS for part in with_parts([key], links.items())):
                    yield field, too_deep()


def too_deep():
    return _("This would be nested more than %(levels)d levels deep.") % {"levels": MAX_LEVELS}


class SluggedRecord(Record):
    """A record with a slug, by which files name it: an entity, a source or a term."""

    slug = IdentifierField(
        _("slug"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("This slug is taken. Choose another, or edit the record that has it.")},
        help_text=_(
            "Permanent name in web addresses and spreadsheets: letters without accents in either case, digits, hyphens "
            "and underscores. If you change it, the old address leads to the new one, files with the old slug still "
            "find the record, and the refs of its statements stay as they are."
        ),
    )

    class Meta:
        abstract = True
        constraints = [*Record.Meta.constraints, is_identifier("slug"), is_unique_ignoring_case("slug")]


class RecordWithPage(SluggedRecord):
    """A record with a page of its own, whose address has its slug: an entity or a source."""

    objects = SluggedQuerySet.as_manager()

    class Meta(SluggedRecord.Meta):
        abstract = True

    def get_absolute_url(self):
        return page_url(f"battles:{self._meta.model_name}_detail", self.slug, get_script_prefix())

    def taken_slugs(self):
        former = records_formerly(type(self)._base_manager.exclude(pk=self.pk), [self.slug])
        for slug, record in former.items():
            yield "slug", ValidationError(taken_sentence(slug, record), code="former")


class Entity(RecordWithPage):
    """Something that sources speak of: an identity, and the names to find and sort it."""

    name = LineField(
        _("name"),
        max_length=300,
        help_text=_("In the script of the sources; in traditional characters if they use both."),
    )
    name_en = LineField(
        _("English name"), max_length=300, blank=True, help_text=_("The usual English or romanised name.")
    )
    search_key = FoldedField(sources=("slug", "name", "name_en", "note"))

    # The columns that the label of a link needs, in the order of the fields.
    label_columns = ("slug", "name", "name_en")
    # The columns by which people call the record.
    name_columns = ("name", "name_en")

    objects = EntityQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [*RecordWithPage.Meta.constraints, has_text("name")]

    def __str__(self):
        return f"{self.name} · {self.name_en}" if self.name_en and self.name_en != self.name else self.name


def records_for_links(keys, *, using=DEFAULT_DB_ALIAS):
    """Records of several models, with their label columns only, by model and key; one query.

    ``keys`` maps each model to its keys. The SQL is written here because a QuerySet takes ten times as long.
    """
    records = {model: {} for model in keys}
    wanted = {model._meta.model_name: model for model in keys if keys[model]}
    width = max((len(model.label_columns) for model in wanted.values()), default=0)
    parts, parameters = [], []
    for name, model in wanted.items():
        columns = ", ".join([*model.label_columns, *["''"] * (width - len(model.label_columns))])
        marks = ", ".join(["%s"] * len(keys[model]))
        parts.append(f"SELECT '{name}', id, {columns} FROM {model._meta.db_table} WHERE id IN ({marks})")
        parameters.extend(keys[model])
    if parts:
        with connections[using].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), parameters)
            for name, key, *values in cursor.fetchall():
                model = wanted[name]
                own = values[: len(model.label_columns)]
                records[model][key] = model.from_db(using, ["id", *model.label_columns], [key, *own])
    return records
