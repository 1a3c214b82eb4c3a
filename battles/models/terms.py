"""Short lists of terms, which come with the site and which editors extend: the things that claims count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import FoldedField, LineField
from battles.models.records import SluggedRecord
from battles.values.choices import Measure
from battles.values.display_names import word_for


class Term(SluggedRecord):
    """A term of a short list. ``migrate`` fills the list; its terms alone do not make a site that has records."""

    # A search for “days” would find all claims that count days.
    is_searched_in_statements = False

    class Meta(SluggedRecord.Meta):
        abstract = True

    def contradictions(self):
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
            if stored is not None and stored != self.slug and self.is_used():
                yield "slug", _("Records use this term, and files and refs name it by its slug: it stays %s.") % stored

    def is_used(self):
        """Whether a record links to the term."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}).exists()
            for relation in self._meta.related_objects
        )


class Countable(Term):
    """Something that figures count: persons, officers, aircraft, divisions."""

    name = LineField(_("name"), max_length=300, help_text=_("In Chinese in traditional characters, such as 飛機."))
    name_en = LineField(
        _("English name"), max_length=300, blank=True, help_text=_("In the plural and in small letters: aircraft.")
    )
    measure = models.CharField(
        _("measure"),
        max_length=10,
        choices=Measure,
        default=Measure.NUMBER,
        help_text=_("What the figures of such claims are."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=500,
        help_text=_("Its place in tables and menus. A new claim counts the one with the smallest number."),
    )
    search_key = FoldedField(sources=("slug", "name", "name_en", "note"))

    # The columns that a label needs, in the order of the fields.
    label_columns = ("slug", "name", "name_en", "measure")
    # The columns by which people call the term.
    name_columns = ("name", "name_en")

    class Meta(Term.Meta):
        verbose_name = _("thing counted")
        verbose_name_plural = _("things counted")
        ordering = ["position", "slug"]
        constraints = [
            *Term.Meta.constraints,
            constraints.has_text("name"),
            constraints.is_choice("measure", Measure),
        ]

    def __str__(self):
        return f"{self.name} · {self.name_en}" if self.name_en else self.name

    @property
    def label(self):
        """The name in the reader's language."""
        return word_for(self)

    @property
    def is_named(self):
        """Whether pages name it beside a figure."""
        return self.measure != Measure.UNNAMED


def first_countable():
    """The key of what a new claim counts; None if the list is empty."""
    return Countable._base_manager.order_by("position", "slug").values_list("pk", flat=True).first()
