"""Belligerents and their units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.links import link
from battles.models.records import Entity
from battles.values.choices import Arm, Echelon


class Belligerent(Entity):
    """A state or party that fights or suffers in a war."""

    class Meta:
        verbose_name = _("belligerent")
        verbose_name_plural = _("belligerents")
        ordering = ["slug"]
        constraints = [*Entity.Meta.constraints]


class Unit(Entity):
    """A formation or force: from a war area to a regiment or militia, or a fleet or air group."""

    belligerent = link(Belligerent, _("belligerent"), "units", optional=False)
    echelon = models.CharField(
        _("echelon"),
        max_length=20,
        choices=Echelon,
        help_text=_("One scale for all sides: 集團軍 is an army group, 軍 of China a corps, 軍 of Japan an army."),
    )
    arm = models.CharField(_("arm"), max_length=20, choices=Arm, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["slug"]
        constraints = [
            *Entity.Meta.constraints,
            constraints.is_choice("echelon", Echelon),
            constraints.is_choice_or_empty("arm", Arm),
        ]
