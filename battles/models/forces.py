"""Belligerents and their units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.records import Entity


class Belligerent(Entity):
    """A state or party that fights, or whose people suffer."""

    class Meta:
        verbose_name = _("belligerent")
        verbose_name_plural = _("belligerents")
        ordering = ["slug"]
        constraints = [*Entity.Meta.constraints]


class Echelon(models.TextChoices):
    """Sizes of units, each side's own terms brought to one scale: 集團軍 is an army group, 軍 of China a corps."""

    SUPREME_COMMAND = "supreme_command", _("supreme command")
    WAR_AREA = "war_area", _("war area or theatre army")
    ARMY_GROUP = "army_group", _("army group")
    ARMY = "army", _("army")
    CORPS = "corps", _("corps")
    DIVISION = "division", _("division")
    BRIGADE = "brigade", _("brigade")
    REGIMENT = "regiment", _("regiment")
    BATTALION = "battalion", _("battalion")
    DETACHMENT = "detachment", _("detachment")
    AIR_FORCE = "air_force", _("air force or air group")
    FLEET = "fleet", _("fleet or flotilla")
    MILITIA = "militia", _("militia or guerrilla force")
    OTHER = "other", _("other")


class Arm(models.TextChoices):
    INFANTRY = "infantry", _("infantry")
    CAVALRY = "cavalry", _("cavalry")
    ARTILLERY = "artillery", _("artillery")
    ENGINEERS = "engineers", _("engineers")
    ARMOUR = "armour", _("armour")
    AIR = "air", _("air")
    NAVAL = "naval", _("naval")
    GUERRILLA = "guerrilla", _("guerrilla")
    COMBINED = "combined", _("combined arms")
    OTHER = "other", _("other")


class Unit(Entity):
    """A formation or force, from a war area to a regiment or a militia, also fleets and air groups."""

    belligerent = models.ForeignKey(
        Belligerent, verbose_name=_("belligerent"), on_delete=models.PROTECT, related_name="units"
    )
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
