"""Commanders."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import DayField, EDTFField
from battles.models.forces import Belligerent
from battles.models.records import Entity


class Commander(Entity):
    """A person who led, planned or ordered, or whom a source names among such persons."""

    belligerent = models.ForeignKey(
        Belligerent,
        verbose_name=_("belligerent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commanders",
    )
    rank = models.CharField(
        _("rank"), max_length=100, blank=True, help_text=_("The highest rank that the sources give, in their words.")
    )
    is_fictional = models.BooleanField(_("fictional"), default=False, help_text=_("A person invented by a novel."))
    born = EDTFField(_("born"))
    died = EDTFField(_("died"))
    born_sort = DayField(source="born")
    died_last = DayField(source="died", last=True)

    class Meta:
        verbose_name = _("commander")
        verbose_name_plural = _("commanders")
        ordering = ["slug"]
        constraints = [
            *Entity.Meta.constraints,
            constraints.is_date("born", "born_sort"),
            constraints.is_date("died", "died_last"),
            constraints.are_in_order("born_sort", "died_last"),
        ]

    def contradictions(self):
        if self.born_sort is not None and self.died_last is not None and self.died_last < self.born_sort:
            yield "died", _("The death is before the birth.")
