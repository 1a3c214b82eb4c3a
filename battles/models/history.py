"""The history: sets of changes with their author, time and reason, and the states of each record."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from battles.models.constraints import is_choice
from battles.models.fields import LinesField
from battles.models.links import link
from battles.values.choices import Status

# The permission of editors. Users who may change records without it edit their own drafts, and propose other changes.
PUBLISH = "publish_records"
# The permission to undo any set of changes, those of others and whole imports too.
UNDO = "undo_changeset"


class Way(models.TextChoices):
    EDIT = "edit", _("edited")
    IMPORT = "import", _("imported")
    UNDO = "undo", _("undone")
    REVERT = "restore", _("reverted")
    REVIEW = "review", _("accepted")


class ChangeSet(models.Model):
    """The changes that one person made together: by a form, an import or an undo."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = link(
        settings.AUTH_USER_MODEL, _("made by"), "change_sets", help_text=_("Empty if a command made the changes.")
    )
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.EDIT)
    message = LinesField(_("message"), blank=True, help_text=_("Why it was changed."))
    undoes = link(
        "self", _("undoes"), "undone_by", is_one_to_one=True, help_text=_("The set of changes that this undid.")
    )

    class Meta:
        verbose_name = _("set of changes")
        verbose_name_plural = _("sets of changes")
        ordering = ["-pk"]
        permissions = [
            (PUBLISH, "Can publish and withdraw records, and edit those of others"),
            (UNDO, "Can undo set of changes"),
        ]
        constraints = [
            is_choice("way", Way),
            CheckConstraint(
                name="%(class)s_undo_undoes",
                condition=Q(way=Way.UNDO, undoes__isnull=False) | ~Q(way=Way.UNDO) & Q(undoes__isnull=True),
                violation_error_message=_("Every undo, and nothing else, undoes a set of changes."),
            ),
        ]

    def __str__(self):
        return f"{self.get_way_display()}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def way_in_words(self):
        """The way, for display; of an accepted proposal, with the editor's name."""
        proposal = getattr(self, "proposal", None)
        return _("accepted by %(person)s") % {"person": proposal.decided_by} if proposal else self.get_way_display()


class ChangeQuerySet(models.QuerySet):
    """Changes of records."""

    def of(self, record):
        """The record's own changes, the latest first."""
        return self.filter(model=record._meta.concrete_model._meta.model_name, record_id=record.pk).order_by("-pk")

    def published(self):
        """Changes before or after which the record was published."""
        return self.filter(Q(before__status=Status.PUBLISHED) | Q(after__status=Status.PUBLISHED))

    def latest_of_each(self):
        """The latest change of each record."""
        later = Change.objects.filter(model=OuterRef("model"), record_id=OuterRef("record_id"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))


class Change(models.Model):
    """One record was made (no state before), changed, or deleted (no state after).

    A state has the record's own columns by attribute name, with foreign keys as primary keys and many-to-many fields as
    sorted lists of keys; see recording.states.
    """

    change_set = link(ChangeSet, _("set of changes"), "changes", optional=False)
    model = models.CharField(_("kind of record"), max_length=30)
    record_id = models.BigIntegerField(_("record"))
    identity = models.CharField(_("slug or ref"), max_length=120)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "record_id"], name="%(class)s_of_record")]
        constraints = [
            CheckConstraint(
                name="%(class)s_has_state",
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                violation_error_message=_("A change has a state before or after it."),
            )
        ]

    def __str__(self):
        return self.identity

    @property
    def is_new(self):
        return self.before is None

    @property
    def is_deletion(self):
        return self.after is None
