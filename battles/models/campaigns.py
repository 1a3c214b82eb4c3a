"""Campaigns and engagements."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.fields import DayField, EDTFField, LineField
from battles.models.forces import Belligerent
from battles.models.links import link
from battles.models.places import Place
from battles.models.records import Entity
from battles.values.choices import EngagementKind, Outcome


class DatedEntity(Entity):
    """An entity with working values for its dates, outcome and places; sources state theirs in claims."""

    start = EDTFField(_("start"), help_text=_("Working value for sorting, in EDTF: 1938-06-11, 1938-07~."))
    end = EDTFField(_("end"), help_text=_("Working value, in EDTF; for a single day the same as the start."))
    start_sort = DayField(source="start")
    end_last = DayField(source="end", last=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=Outcome,
        blank=True,
        help_text=_("Working value for browsing. For each source, see the outcome claims."),
    )
    places = models.ManyToManyField(Place, verbose_name=_("places"), blank=True, related_name="%(class)ss")

    circles = {"part_of": _("This record would be a part of itself.")}

    class Meta:
        abstract = True
        ordering = [F("start_sort").asc(nulls_last=True), "slug"]
        constraints = [
            *Entity.Meta.constraints,
            *constraints.are_dates_in_order("start", "end"),
            constraints.is_choice_or_empty("outcome", Outcome),
            constraints.is_not_itself("part_of"),
        ]

    def contradictions(self):
        yield from self.dates_out_of_order("start", "end", _("The end is before the start."))


class Campaign(DatedEntity):
    """A named campaign or great battle (會戰), within a war or larger campaign."""

    part_of = link("self", _("part of"), "parts", help_text=_("The war or larger campaign that it belongs to."))

    class Meta(DatedEntity.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        indexes = [models.Index(fields=["start_sort", "slug"], name="%(class)s_by_start")]


class Engagement(DatedEntity):
    """A battle, landing, capture, bombing, breach or other event, within a campaign if it belongs to one."""

    campaign = link(Campaign, _("campaign"), "engagements", help_text=_("The campaign that it belongs to, if any."))
    part_of = link("self", _("part of"), "parts", help_text=_("The larger engagement that it belongs to, if any."))
    kind = models.CharField(_("kind"), max_length=20, choices=EngagementKind)
    front = LineField(_("front"), max_length=100, blank=True, help_text=_("The part of the theatre, such as 長江以南."))
    victor = link(
        Belligerent,
        _("victor"),
        "victories",
        help_text=_("Working value for browsing. For each source, see the outcome claims."),
    )

    class Meta(DatedEntity.Meta):
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        indexes = [models.Index(fields=["start_sort", "slug"], name="%(class)s_by_start")]
        constraints = [
            *DatedEntity.Meta.constraints,
            constraints.is_choice("kind", EngagementKind),
        ]
