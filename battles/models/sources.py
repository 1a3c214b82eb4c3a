"""Works that can be cited."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import DayField, EDTFField, FoldedField, LanguageField, LineField
from battles.models.links import link
from battles.models.records import SluggedRecord
from battles.values.choices import Reliability, SourceKind
from battles.values.display_names import shown_name

# The year in an EDTF date.
YEAR = re.compile(r"-?\d{4}")
# The characters of a title that stand in place of author and year.
TITLE_LENGTH = 40
WEB_ADDRESS = re.compile(r'https?://[^\s<>"]+', re.IGNORECASE)


class Source(SluggedRecord):
    """A work that can be cited, consulted by the editor or known only through another work."""

    title = LineField(_("title"), max_length=300, help_text=_("In the work's own language and script."))
    title_en = LineField(_("English title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind)
    authors = LineField(_("authors"), max_length=300, blank=True, help_text=_("Several authors are separated by |."))
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    place = LineField(_("place of publication"), max_length=100, blank=True)
    issued = EDTFField(_("issued"), help_text=_("When it was published, in EDTF, such as 2012-10."))
    language = LanguageField(_("language"), blank=True)
    isbn = LineField("ISBN", max_length=20, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    archived_url = models.URLField(_("archived web address"), max_length=1000, blank=True)
    accessed = EDTFField(_("accessed"), help_text=_("When the web address was read, in EDTF."))
    document = LineField(
        _("document"), max_length=200, blank=True, help_text=_("The file with its text, for checkrecords.")
    )
    document_sha256 = LineField(
        _("SHA-256 of the document"),
        max_length=64,
        blank=True,
        validators=[RegexValidator("^[0-9a-f]{64}$", _("A SHA-256 has 64 hexadecimal digits, in lower case."))],
    )
    derived_from = link(
        "self",
        _("derived from"),
        "derivatives",
        help_text=_("The work that this one copies, translates, abridges or reports."),
    )
    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        choices=Reliability,
        blank=True,
        help_text=_("Grade on the NATO (Admiralty) scale; empty while nobody has judged it."),
    )
    search_key = FoldedField(sources=("slug", "title", "title_en", "authors", "publisher", "note"))
    issued_sort = DayField(source="issued")
    accessed_sort = DayField(source="accessed")

    circles = {"derived_from": _("This source would be derived from itself.")}

    label_columns = ("slug", "title", "title_en", "authors", "issued", "language")
    name_columns = ("title", "title_en")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            *SluggedRecord.Meta.constraints,
            constraints.has_text("title"),
            constraints.is_choice("kind", SourceKind),
            constraints.is_choice_or_empty("reliability", Reliability),
            constraints.is_date("issued", "issued_sort"),
            constraints.is_date("accessed", "accessed_sort"),
            constraints.is_not_itself("derived_from"),
            CheckConstraint(
                name="%(class)s_document_with_sha256",
                condition=Q(document="", document_sha256="") | ~Q(document="") & ~Q(document_sha256=""),
                violation_error_message=_("A document is named together with its SHA-256, or not at all."),
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.title_en}" if self.title_en and self.title_en != self.title else self.title

    @property
    def short_citation(self) -> str:
        """The work in a few words, as in a footnote: its first author and year, or its title."""
        year = YEAR.search(self.issued)
        if not (self.author_list and year):
            return Truncator(shown_name(self)).chars(TITLE_LENGTH)
        first, *others = (author.partition(",")[0] for author in self.author_list)
        if others:
            first = _("%(author)s and others") % {"author": first}
        return f"{first} {year[0]}"

    @property
    def author_list(self):
        return [author.strip() for author in self.authors.split("|") if author.strip()]

    def contradictions(self):
        if bool(self.document) != bool(self.document_sha256):
            missing = "document_sha256" if self.document else "document"
            yield missing, _("A document is named together with its SHA-256, or not at all.")
        for name in ("url", "archived_url"):
            address = getattr(self, name)
            if address and not WEB_ADDRESS.fullmatch(address):
                yield name, _("Give an address that begins with http:// or https:// and has no space, quote, < or >.")
