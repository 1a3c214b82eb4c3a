"""What was imported, when, by whom and why."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """A file was taken into the database: all of its rows."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        help_text=_("Empty for an import by command."),
    )
    kind = models.CharField(_("kind of records"), max_length=30, help_text=_("By its name in commands: claims."))
    message = models.TextField(_("message"), blank=True, help_text=_("Why it was imported."))
    file_name = models.CharField(_("file"), max_length=255)
    file_size = models.PositiveBigIntegerField(_("size in bytes"))
    file_sha256 = models.CharField(
        _("SHA-256 of the file"),
        max_length=64,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("A SHA-256 has 64 hexadecimal digits, in lower case."))],
    )
    new = models.PositiveIntegerField(_("new rows"))
    changed = models.PositiveIntegerField(_("changed rows"))
    unchanged = models.PositiveIntegerField(_("unchanged rows"))

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        ordering = ["-made_at", "-pk"]
        constraints = [
            CheckConstraint(
                name="%(class)s_sha256_is_one",
                condition=Q(file_sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits, in lower case."),
            )
        ]

    def __str__(self):
        return f"{self.file_name}, {self.made_at:%Y-%m-%d %H:%M}"
