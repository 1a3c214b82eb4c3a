"""Statements about who held a post, who was under whom and who took part."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.commanders import Commander
from battles.models.fields import DayField, EDTFField, FoldedField, LineField
from battles.models.forces import Belligerent, Unit
from battles.models.links import link
from battles.models.statements import Statement
from battles.values.choices import AppointmentRole, ParticipationRole
from battles.values.display_names import word_for


class Appointment(Statement):
    """A commander held this post, in this unit or office, from and to these dates."""

    commander = link(Commander, _("commander"), "appointments", optional=False)
    unit = link(Unit, _("unit"), "appointments")
    office = LineField(
        _("office"), max_length=200, blank=True, help_text=_("The post in the source's words, such as 總司令.")
    )
    role = models.CharField(_("role"), max_length=30, choices=AppointmentRole, default=AppointmentRole.COMMANDER)
    rank = LineField(_("rank"), max_length=100, blank=True, help_text=_("As the source gives it, such as 中將."))
    campaign = link(Campaign, _("campaign"), "appointments", help_text=_("The campaign that the source speaks of."))
    start = EDTFField(_("from"))
    end = EDTFField(_("to"))
    start_sort = DayField(source="start")
    end_last = DayField(source="end", last=True)
    search_key = FoldedField(sources=("ref", "office", "rank", "wording", "note"))

    ref_columns = ("source", "commander", "unit", "role")

    class Meta(Statement.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            *Statement.Meta.constraints,
            constraints.is_choice("role", AppointmentRole),
            *constraints.are_dates_in_order("start", "end"),
            CheckConstraint(
                name="%(class)s_to_something",
                condition=Q(unit__isnull=False) | ~Q(office=""),
                violation_error_message=_("Give the unit or the office of the appointment."),
            ),
        ]

    def said(self):
        return (
            word_for(getattr(self, "commander", None)),
            self.get_role_display(),
            self.unit and word_for(self.unit),
            self.office,
        )

    def contradictions(self):
        yield from super().contradictions()
        if self.unit_id is None and not self.office:
            yield "office", _("Give the unit or the office of the appointment.")
        yield from self.dates_out_of_order("start", "end", _("The end is before the beginning."))


class Subordination(Statement):
    """A unit was under this superior, in this campaign, from and to these dates."""

    unit = link(Unit, _("unit"), "superiors", optional=False)
    superior = link(Unit, _("superior"), "subordinates", optional=False, help_text=_("The unit that it was under."))
    campaign = link(Campaign, _("campaign"), "subordinations")
    start = EDTFField(_("from"))
    end = EDTFField(_("to"))
    start_sort = DayField(source="start")
    end_last = DayField(source="end", last=True)
    search_key = FoldedField(sources=("ref", "wording", "note"))

    ref_columns = ("source", "unit", "superior")

    class Meta(Statement.Meta):
        verbose_name = _("subordination")
        verbose_name_plural = _("subordinations")
        constraints = [
            *Statement.Meta.constraints,
            *constraints.are_dates_in_order("start", "end"),
            CheckConstraint(
                name="%(class)s_under_another",
                condition=~Q(unit=F("superior")),
                violation_error_message=_("A unit cannot be its own superior."),
            ),
        ]

    def said(self):
        names = {name: word_for(getattr(self, name, None)) for name in ("unit", "superior")}
        return _("%(unit)s under %(superior)s") % names, self.campaign and word_for(self.campaign)

    def contradictions(self):
        yield from super().contradictions()
        if self.unit_id is not None and self.unit_id == self.superior_id:
            yield "superior", _("A unit cannot be its own superior.")
        yield from self.dates_out_of_order("start", "end", _("The end is before the beginning."))


class Participation(Statement):
    """A belligerent, unit or commander took part in an engagement or campaign, in this role.

    A belligerent beside a unit or commander is the side for which it was there: people and units change sides.
    """

    campaign = link(Campaign, _("campaign"), "participations")
    engagement = link(Engagement, _("engagement"), "participations")
    belligerent = link(
        Belligerent,
        _("belligerent"),
        "participations",
        help_text=_("The side that took part. Beside a unit or commander, the side for which it was there."),
    )
    unit = link(Unit, _("unit"), "participations")
    commander = link(Commander, _("commander"), "participations")
    role = models.CharField(_("role"), max_length=30, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    search_key = FoldedField(sources=("ref", "wording", "note"))

    ref_columns = ("source", "campaign", "engagement", "belligerent", "unit", "commander", "role")

    class Meta(Statement.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            *Statement.Meta.constraints,
            constraints.is_choice("role", ParticipationRole),
            constraints.exactly_one("campaign", "engagement", of="event"),
            CheckConstraint(
                name="%(class)s_one_participant",
                condition=Q(unit__isnull=False, commander__isnull=True)
                | Q(unit__isnull=True, commander__isnull=False)
                | Q(unit__isnull=True, commander__isnull=True, belligerent__isnull=False),
                violation_error_message=_("Choose a unit or a commander, not both, or a belligerent alone."),
            ),
        ]

    @property
    def participant(self):
        """The unit, commander or belligerent that took part."""
        return self.unit or self.commander or self.belligerent

    @property
    def side(self):
        """The belligerent for which it was there: the one that the source names, or that of the unit or commander."""
        return self.belligerent or self.participant.belligerent

    def said(self):
        event = self.campaign or self.engagement
        side = self.belligerent if self.participant != self.belligerent else None
        return (
            self.participant and word_for(self.participant),
            side and word_for(side),
            self.get_role_display(),
            event and word_for(event),
        )

    def contradictions(self):
        yield from super().contradictions()
        yield from self.not_exactly_one("campaign", "engagement")
        if self.unit_id is not None and self.commander_id is not None:
            yield "commander", _("A unit and a commander are two statements: choose one of them.")
        if (self.belligerent_id, self.unit_id, self.commander_id) == (None, None, None):
            yield "belligerent", _("Say who took part: choose a belligerent, a unit or a commander.")
