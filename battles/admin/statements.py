"""Names, appointments, subordinations and participations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from battles.admin.base import (
    CITATION,
    EVENT,
    SOURCE_COLUMNS,
    MostUsedFilter,
    StatementAdmin,
    StatementInline,
    column,
    event,
    more,
)
from battles.admin.guide import guide_link
from battles.models import Appointment, Name, Participation, Subordination
from battles.models.statements import NAMED

start = column("start", _("from"), day="start_sort")
end = column("end", _("to"), day="end_last")


class NameInline(StatementInline):
    model = Name
    fields = ("text", "language", "source", "locator", "wording")
    verbose_name_plural = _("names that sources use")


@admin.register(Name)
class NameAdmin(StatementAdmin):
    index_place = 70
    list_display = ("text", "language", "subject", *SOURCE_COLUMNS)
    list_filter = ("language", ("source", MostUsedFilter))
    fieldsets = (
        CITATION,
        (None, {"fields": (("text", "language"),), "description": guide_link("names", _("How to enter names"))}),
        (
            _("Whose name it is"),
            {
                "fields": (NAMED[:2], NAMED[2:4], NAMED[4:]),
                "description": _("Choose exactly one."),
            },
        ),
        more(),
    )
    carry_over_subject = (*NAMED, "language")

    @admin.display(description=_("name of"))
    def subject(self, name):
        return next(filter(None, (getattr(name, link) for link in NAMED)))


class AppointmentInline(StatementInline):
    model = Appointment
    fields = ("commander", "unit", "office", "role", "start", "end", "source", "locator", "wording")


@admin.register(Appointment)
class AppointmentAdmin(StatementAdmin):
    index_place = 50
    list_display = (
        column("commander", _("commander")), "role", column("unit", _("unit")), "office", "rank", start, end,
        *SOURCE_COLUMNS,
    )  # fmt: skip
    list_filter = ("role", ("campaign", MostUsedFilter), ("source", MostUsedFilter))
    fieldsets = (
        CITATION,
        (None, {"fields": ("commander", ("unit", "office"), ("role", "rank"), "campaign", ("start", "end"))}),
        more(),
    )
    carry_over_subject = ("campaign",)


class SuperiorInline(StatementInline):
    model = Subordination
    fk_name = "unit"
    fields = ("superior", "campaign", "start", "end", "source", "locator", "wording")
    verbose_name = _("superior")
    verbose_name_plural = _("superiors of this unit")


@admin.register(Subordination)
class SubordinationAdmin(StatementAdmin):
    index_place = 60
    list_display = (
        column("unit", _("unit")), column("superior", _("superior")), column("campaign", _("campaign")),
        start, end, *SOURCE_COLUMNS,
    )  # fmt: skip
    list_filter = (("campaign", MostUsedFilter), ("superior", MostUsedFilter), ("source", MostUsedFilter))
    fieldsets = (
        CITATION,
        (None, {"fields": (("unit", "superior"), "campaign", ("start", "end"))}),
        more(),
    )
    carry_over_subject = ("superior", "campaign")


@admin.register(Participation)
class ParticipationAdmin(StatementAdmin):
    index_place = 40
    list_display = ("participant", "side", "role", event, *SOURCE_COLUMNS)
    list_filter = (
        "role",
        ("campaign", MostUsedFilter),
        ("engagement", MostUsedFilter),
        ("belligerent", MostUsedFilter),
        ("source", MostUsedFilter),
    )
    fieldsets = (
        CITATION,
        (
            _("Who took part"),
            {
                "fields": (("unit", "commander"), "belligerent"),
                "description": _("Choose a unit or a commander, and the side if the source names it, or a side alone."),
            },
        ),
        (None, {"fields": ("role",)}),
        EVENT,
        more(),
    )
    carry_over_subject = ("campaign", "engagement", "role")

    @admin.display(description=_("participant"))
    def participant(self, participation):
        return participation.participant

    @admin.display(description=_("for the side"), empty_value="")
    def side(self, participation):
        return participation.belligerent if participation.belligerent != participation.participant else None
