"""Places."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import CoordinateField
from battles.models.links import link
from battles.models.records import Entity


class Place(Entity):
    """A town, river, pass or region that a source names."""

    part_of = link("self", _("part of"), "parts", help_text=_("The larger place that contains this one."))
    latitude = CoordinateField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, WGS 84; south is negative."),
    )
    longitude = CoordinateField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, WGS 84; west is negative."),
    )

    circles = {"part_of": _("This place would lie within itself.")}

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["slug"]
        constraints = [
            *Entity.Meta.constraints,
            constraints.is_not_itself("part_of"),
            CheckConstraint(
                name="%(class)s_on_the_globe",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("Give latitude (±90) and longitude (±180) together, or neither."),
            ),
        ]

    def contradictions(self):
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            yield missing, _("Give latitude and longitude together, or neither.")
