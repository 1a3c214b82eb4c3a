"""Imports: the file, its state, and the set of changes that it made; and the records that came with the software."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from battles.models.constraints import is_choice
from battles.models.history import ChangeSet
from battles.models.links import link
from battles.values.choices import Status


class ImportState(models.TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, can be imported")
    REFUSED = "refused", _("has errors")
    IMPORTING = "importing", _("being imported")
    IMPORTED = "imported", _("imported")
    FAILED = "failed", _("failed")


class ImportRecord(models.Model):
    """A file that was imported with all its rows, or that is being checked or imported."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = link(settings.AUTH_USER_MODEL, _("made by"), "imports", help_text=_("Empty for an import by command."))
    # For an update of the records of the documents, the name of their set: see battles/record_sets.
    kind = models.CharField(_("kind of records"), max_length=30, help_text=_("As commands name it, such as claims."))
    message = models.TextField(_("message"), blank=True, help_text=_("Why it was imported."))
    file_name = models.CharField(_("file"), max_length=255)
    file_size = models.PositiveBigIntegerField(_("size in bytes"))
    file_sha256 = models.CharField(
        _("SHA-256 of the file"),
        max_length=64,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("A SHA-256 has 64 hexadecimal digits, in lower case."))],
    )
    file_format = models.CharField(_("format"), max_length=10, default="csv")
    encoding = models.CharField(_("encoding"), max_length=20, blank=True, help_text=_("Empty if it was detected."))
    new_status = models.CharField(
        _("status of new rows"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Used where the file states no status."),
    )
    upload = models.FileField(
        _("uploaded file"), upload_to="imports", blank=True, help_text=_("Kept until it is imported or discarded.")
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.IMPORTED)
    problem = models.TextField(_("problem"), blank=True, help_text=_("Why the file was not imported."))
    plan_sha256 = models.CharField(
        _("SHA-256 of the preview"),
        max_length=64,
        blank=True,
        help_text=_("Detects changes between the check and the import."),
    )
    new = models.PositiveIntegerField(_("new rows"), default=0)
    changed = models.PositiveIntegerField(_("changed rows"), default=0)
    removed = models.PositiveIntegerField(_("removed rows"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged rows"), default=0)
    wrong = models.PositiveIntegerField(_("errors"), default=0)
    change_set = link(
        ChangeSet,
        _("changes"),
        "import_record",
        is_one_to_one=True,
        help_text=_("The changes that the import made; empty if there were none."),
    )

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        # Not by time, because a clock may be set back.
        ordering = ["-pk"]
        constraints = [
            is_choice("state", ImportState),
            is_choice("new_status", Status),
            CheckConstraint(
                name="%(class)s_sha256_is_one",
                condition=Q(file_sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits, in lower case."),
            ),
        ]

    def __str__(self):
        return f"{self.file_name}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def undone_by(self):
        """The set of changes that undid this import, or None."""
        return getattr(self.change_set, "undone_by", None)


class LoadedSet(models.Model):
    """A set of records that comes with the software. Once it was loaded, or left out, it is not loaded again."""

    name = models.CharField(max_length=30, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # Of all its files. Empty if the set was left out, or if it was loaded before this was noted.
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
