"""Commanders."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import DayField, EDTFField, LineField
from battles.models.forces import Belligerent
from battles.models.links import link
from battles.models.records import Entity


class Commander(Entity):
    """A person who led, planned or ordered, or whom a source names among such persons."""

    belligerent = link(Belligerent, _("belligerent"), "commanders")
    rank = LineField(
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
            *constraints.are_dates_in_order("born", "died"),
        ]

    def contradictions(self):
        return self.dates_out_of_order("born", "died", _("The death is before the birth."))
