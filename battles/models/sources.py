"""Works that can be cited."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import DayField, DOIField, EDTFField, FoldedField, ISBNField, LanguageField, LineField
from battles.models.links import link
from battles.models.querysets import SourceQuerySet
from battles.models.records import RecordWithPage
from battles.values.book_numbers import is_doi, isbn_error
from battles.values.choices import Reliability, SourceKind
from battles.values.display_names import short_name

WEB_ADDRESS = re.compile(r'https?://[^\s<>"]+', re.IGNORECASE)


class Source(RecordWithPage):
    """A work that can be cited, consulted by the editor or known only through another work."""

    title = LineField(_("title"), max_length=300, help_text=_("In the work's own language and script."))
    title_en = LineField(_("English title"), max_length=300, blank=True)
    short_title = LineField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For tables and lists, where it tells the work apart from all others: Wikipedia zh, Wuhan."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind)
    authors = LineField(_("authors"), max_length=300, blank=True, help_text=_("Several authors are separated by |."))
    editors = LineField(_("editors"), max_length=300, blank=True, help_text=_("Several editors are separated by |."))
    translators = LineField(
        _("translators"), max_length=300, blank=True, help_text=_("Several translators are separated by |.")
    )
    container = LineField(
        _("contained in"),
        max_length=300,
        blank=True,
        help_text=_("The journal, book, newspaper or site of which the work is a part."),
    )
    volume = LineField(_("volume"), max_length=50, blank=True)
    issue = LineField(_("issue"), max_length=50, blank=True)
    pages = LineField(
        _("pages"),
        max_length=100,
        blank=True,
        help_text=_("Those of the whole work in its journal or book, such as 12–15. A claim has its own page."),
    )
    edition = LineField(_("edition"), max_length=100, blank=True, help_text=_("A number, or words as printed."))
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    place = LineField(_("place of publication"), max_length=100, blank=True)
    issued = EDTFField(_("issued"), help_text=_("When it was published, in EDTF, such as 2012-10."))
    language = LanguageField(_("language"), blank=True)
    isbn = ISBNField(
        "ISBN", max_length=40, blank=True, help_text=_("As printed, of 10 or 13 digits. Its check digit is checked.")
    )
    doi = DOIField(
        "DOI", max_length=200, blank=True, help_text=_("Such as 10.1000/182, with or without https://doi.org/.")
    )
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
    search_key = FoldedField(
        sources=(
            *("slug", "title", "title_en", "short_title", "authors", "editors", "translators", "container"),
            *("publisher", "isbn", "doi", "note"),
        )
    )
    issued_sort = DayField(source="issued")
    accessed_sort = DayField(source="accessed")

    objects = SourceQuerySet.as_manager()

    circles = {"derived_from": _("This source would be derived from itself.")}

    # In the order of the fields, as from_db needs them.
    label_columns = ("slug", "title", "title_en", "short_title", "authors", "issued", "language")
    name_columns = ("title", "title_en")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            *RecordWithPage.Meta.constraints,
            constraints.has_text("title"),
            constraints.is_choice("kind", SourceKind),
            constraints.is_choice_or_empty("reliability", Reliability),
            constraints.is_doi("doi"),
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
        return self.short_title or self.full_title

    @property
    def full_title(self):
        return f"{self.title} · {self.title_en}" if self.title_en and self.title_en != self.title else self.title

    @property
    def short_name(self):
        """The short title, or the title cut at a word with the first author and the year, for tables and lists."""
        return short_name(self, reader="")

    @property
    def author_list(self):
        return people_in(self.authors)

    @property
    def editor_list(self):
        return people_in(self.editors)

    @property
    def translator_list(self):
        return people_in(self.translators)

    def mistyped(self):
        if self.isbn and (sentence := isbn_error(self.isbn)):
            yield "isbn", sentence

    def contradictions(self):
        if bool(self.document) != bool(self.document_sha256):
            missing = "document_sha256" if self.document else "document"
            yield missing, _("A document is named together with its SHA-256, or not at all.")
        for name in ("url", "archived_url"):
            address = getattr(self, name)
            if address and not WEB_ADDRESS.fullmatch(address):
                yield name, _("Give an address that begins with http:// or https:// and has no space, quote, < or >.")
        if self.doi and not is_doi(self.doi):
            yield "doi", constraints.NO_DOI


def people_in(text):
    """The names in a cell in which they are separated by a bar."""
    return [name.strip() for name in text.split("|") if name.strip()]
