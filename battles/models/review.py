"""Proposals of contributors, and the comments of editors on proposals and drafts."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from battles.models.constraints import is_choice
from battles.models.fields import LinesField
from battles.models.history import Change, ChangeSet
from battles.models.links import link

# The columns that only editors set, and no proposal changes.
DECIDED = {"status", "status_reason"}


class ProposalState(models.TextChoices):
    OPEN = "open", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    RETRACTED = "taken_back", _("retracted")


class Proposal(models.Model):
    """A contributor's changes to a published record and the rows on its form; an editor accepts or declines them."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = link(settings.AUTH_USER_MODEL, _("made by"), "proposals", optional=False)
    message = LinesField(_("message"), blank=True, help_text=_("Why it should be changed."))
    # The record on whose form the changes were made.
    model = models.CharField(_("kind of record"), max_length=30)
    record_id = models.BigIntegerField(_("record"))
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    decided_by = link(settings.AUTH_USER_MODEL, _("decided by"), "decided_proposals")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    change_set = link(
        ChangeSet,
        _("changes"),
        "proposal",
        is_one_to_one=True,
        help_text=_("The changes made by accepting it; empty if there were none."),
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        # Users who may change a record may propose changes to it; editors decide (see history.PUBLISH).
        default_permissions = ()
        indexes = [models.Index(fields=["model", "record_id"], name="%(class)s_of_record")]
        constraints = [
            is_choice("state", ProposalState),
            CheckConstraint(
                name="%(class)s_decided_by_somebody",
                condition=Q(state=ProposalState.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=ProposalState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A closed proposal needs the person and the time of its decision."),
            ),
            CheckConstraint(
                name="%(class)s_changes_accepted",
                condition=Q(change_set__isnull=True) | Q(state=ProposalState.ACCEPTED),
                violation_error_message=_("Only an accepted proposal has a set of changes."),
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.record_id}, {self.made_at:%Y-%m-%d %H:%M}"


class ProposedChange(models.Model):
    """One record's states before and after a proposal, as in history.Change; a new row has no state before."""

    proposal = link(Proposal, _("proposal"), "proposed_changes", optional=False)
    model = models.CharField(_("kind of record"), max_length=30)
    record_id = models.BigIntegerField(_("record"), null=True, blank=True)
    identity = models.CharField(_("slug or ref"), max_length=120)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"))

    # Contributors delete nothing.
    is_deletion = False

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            CheckConstraint(
                name="%(class)s_new_or_known",
                condition=Q(record_id__isnull=True, before__isnull=True)
                | Q(record_id__isnull=False, before__isnull=False),
                violation_error_message=_("An existing row has a state before, and a new row has none."),
            )
        ]

    def __str__(self):
        return self.identity

    @property
    def is_new(self):
        return self.before is None


class Comment(models.Model):
    """A comment of an editor on a draft or a proposal, for its contributor."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = link(settings.AUTH_USER_MODEL, _("made by"), "review_comments", optional=False)
    text = LinesField(_("comment"))
    sends_back = models.BooleanField(_("sends back"), default=False, help_text=_("Returned to the contributor."))
    proposal = link(Proposal, _("proposal"), "comments")
    model = models.CharField(_("kind of record"), max_length=30, blank=True)
    record_id = models.BigIntegerField(_("record"), null=True, blank=True)
    # The version of the record that the comment is on: a later one was saved after it.
    last_change = models.BigIntegerField(_("version of the record"), default=0)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["model", "record_id"], name="%(class)s_of_record")]
        constraints = [
            CheckConstraint(
                name="%(class)s_on_something",
                condition=Q(proposal__isnull=False, model="", record_id__isnull=True)
                | Q(proposal__isnull=True, record_id__isnull=False) & ~Q(model=""),
                violation_error_message=_("A comment is on a record or on a proposal."),
            ),
            CheckConstraint(
                name="%(class)s_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write a comment."),
            ),
        ]

    def __str__(self):
        return self.text[:80]


def changes_of(model):
    """The changes of a row of the model, as a subquery."""
    return Change.objects.filter(model=model._meta.concrete_model._meta.model_name, record_id=OuterRef("pk"))


def maker(model):
    """The expression for the key of the user who made a row of the model; null for a row made by command."""
    return Subquery(changes_of(model).order_by("pk").values("change_set__made_by")[:1])
