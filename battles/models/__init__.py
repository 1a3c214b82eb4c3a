"""The records: entities that have an identity, and statements of what sources say about them."""

from battles.models.campaigns import Campaign, Engagement, EngagementKind, Outcome
from battles.models.claims import (
    Authority,
    Boundary,
    CasualtyClaim,
    Category,
    Counted,
    DateClaim,
    FigureClaim,
    FigureKind,
    OutcomeClaim,
    Qualifier,
    Standing,
    StrengthClaim,
)
from battles.models.commanders import Commander
from battles.models.counts import ClaimCount
from battles.models.forces import Arm, Belligerent, Echelon, Unit
from battles.models.history import Change, ChangeSet, Way
from battles.models.imports import ImportRecord, ImportState
from battles.models.places import Place
from battles.models.review import Comment, Proposal, ProposalState, ProposedChange
from battles.models.sources import Reliability, Source, SourceKind
from battles.models.statements import (
    Appointment,
    AppointmentRole,
    Name,
    Participation,
    ParticipationRole,
    Subordination,
)

__all__ = [
    "Appointment",
    "AppointmentRole",
    "Arm",
    "Authority",
    "Belligerent",
    "Boundary",
    "Campaign",
    "CasualtyClaim",
    "Category",
    "Change",
    "ChangeSet",
    "ClaimCount",
    "Commander",
    "Comment",
    "Counted",
    "DateClaim",
    "Echelon",
    "Engagement",
    "EngagementKind",
    "FigureClaim",
    "FigureKind",
    "ImportRecord",
    "ImportState",
    "Name",
    "Outcome",
    "OutcomeClaim",
    "Participation",
    "ParticipationRole",
    "Place",
    "Proposal",
    "ProposalState",
    "ProposedChange",
    "Qualifier",
    "Reliability",
    "Source",
    "SourceKind",
    "Standing",
    "StrengthClaim",
    "Subordination",
    "Unit",
    "Way",
]
