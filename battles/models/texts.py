"""Texts of sources, which editors read: each in versions, each version in paragraphs."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from battles.models.constraints import is_choice
from battles.models.links import link
from battles.models.sources import Source
from battles.values.choices import TextFormat


class SourceTextQuerySet(models.QuerySet):
    """Versions of texts."""

    def current(self):
        """The last version of each text."""
        later = SourceText.objects.filter(source=models.OuterRef("source"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later))

    def with_links(self):
        """A text is described by its file alone."""
        return self


class SourceText(models.Model):
    """A version of the text of a source. Only editors see it; a new version leaves the earlier ones as they are."""

    source = link(Source, _("source"), "texts", optional=False)
    number = models.PositiveIntegerField(_("version"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = link(settings.AUTH_USER_MODEL, _("made by"), "source_texts")
    file_name = models.CharField(
        _("file"), max_length=255, help_text=_("For a pasted text, the name that it was given.")
    )
    file_sha256 = models.CharField(
        _("SHA-256 of the file"),
        max_length=64,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("A SHA-256 has 64 hexadecimal digits, in lower case."))],
    )
    file_format = models.CharField(_("format"), max_length=10, choices=TextFormat, default=TextFormat.PLAIN)
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8")

    objects = SourceTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["source", "-number"]
        # Those who may publish and change the source may read and give its text.
        default_permissions = ()
        constraints = [
            is_choice("file_format", TextFormat),
            UniqueConstraint(
                fields=["source", "number"],
                name="%(class)s_number_told_apart",
                violation_error_message=_("Somebody else has given this source a new version of its text."),
            ),
            CheckConstraint(
                name="%(class)s_sha256_is_one",
                condition=Q(file_sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits, in lower case."),
            ),
        ]

    def __str__(self):
        return f"{self.file_name}, {self.number}"

    @property
    def description(self):
        return self.file_name


class SourceParagraph(models.Model):
    """A paragraph of a text, as printed, with its references; and who has read it."""

    text = link(SourceText, _("text"), "paragraphs", optional=False)
    number = models.PositiveIntegerField(_("number"), help_text=_("As locators name it: ¶16."))
    # The desk shows one sheet at a time: as many paragraphs as a page holds.
    sheet = models.PositiveIntegerField(_("sheet"))
    page = models.CharField(_("page"), max_length=20, blank=True, help_text=_("Empty if the text marks no pages."))
    words = models.TextField(_("words"), blank=True)
    # Pairs of a place in the words and the text of the reference that stands there.
    references = models.JSONField(_("references"), default=list, blank=True)
    read_by = link(settings.AUTH_USER_MODEL, _("read by"), "read_paragraphs")
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["text", "number"]
        default_permissions = ()
        indexes = [models.Index(fields=["text", "sheet", "number"], name="%(class)s_by_sheet")]
        constraints = [
            UniqueConstraint(
                fields=["text", "number"],
                name="%(class)s_number_told_apart",
                violation_error_message=_("The text already has a paragraph with this number."),
            ),
            CheckConstraint(
                name="%(class)s_numbers_from_one",
                condition=Q(number__gte=1, sheet__gte=1),
                violation_error_message=_("Paragraphs and sheets are numbered from 1."),
            ),
            CheckConstraint(
                name="%(class)s_read_at_some_time",
                condition=Q(read_by__isnull=True) | Q(read_at__isnull=False),
                violation_error_message=_("A paragraph that somebody has read needs the time."),
            ),
        ]

    def __str__(self):
        return f"¶{self.number}"
