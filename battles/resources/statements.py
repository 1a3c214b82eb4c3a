"""Columns of the statements."""

from battles import models
from battles.resources.base import RecordResource

CITATION = ["source", "locator", "wording", "quoted_source", "quoted_locator"]


class NameResource(RecordResource):
    headings = [
        *["ref", "campaign", "engagement", "unit", "commander", "place", "belligerent", "text", "language"],
        *CITATION,
        "note",
    ]

    class Meta:
        model = models.Name


class AppointmentResource(RecordResource):
    headings = ["ref", "commander", "unit", "office", "role", "rank", "campaign", "start", "end", *CITATION, "note"]

    class Meta:
        model = models.Appointment


class SubordinationResource(RecordResource):
    headings = ["ref", "unit", "superior", "campaign", "start", "end", *CITATION, "note"]

    class Meta:
        model = models.Subordination


class ParticipationResource(RecordResource):
    headings = ["ref", "campaign", "engagement", "belligerent", "unit", "commander", "role", *CITATION, "note"]

    class Meta:
        model = models.Participation


class FigureClaimResource(RecordResource):
    headings = [
        *["ref", "campaign", "engagement", "unit", "belligerent", "kind", "category", "counted"],
        *["low", "high", "qualifier", "as_of", "scope", "attributed_to", "claimant"],
        *["standing", "standing_reason", "disputed", *CITATION, "note"],
    ]

    class Meta:
        model = models.FigureClaim


class CasualtyClaimResource(FigureClaimResource):
    class Meta:
        model = models.CasualtyClaim


class StrengthClaimResource(FigureClaimResource):
    class Meta:
        model = models.StrengthClaim


class DateClaimResource(RecordResource):
    headings = ["ref", "campaign", "engagement", "boundary", "date", "attributed_to", *CITATION, "note"]

    class Meta:
        model = models.DateClaim


class OutcomeClaimResource(RecordResource):
    headings = ["ref", "campaign", "engagement", "victor", "outcome", "attributed_to", *CITATION, "note"]

    class Meta:
        model = models.OutcomeClaim
