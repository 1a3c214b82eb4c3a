"""The models: entities, statements of sources about entities, and their history, review and imports."""

from battles.models.campaigns import Campaign, Engagement
from battles.models.claims import CasualtyClaim, DateClaim, FigureClaim, OutcomeClaim, StrengthClaim
from battles.models.commanders import Commander
from battles.models.counts import ClaimCount
from battles.models.forces import Belligerent, Unit
from battles.models.former_slugs import FormerSlug
from battles.models.history import Change, ChangeSet, Way
from battles.models.identifiers import Authority, Identifier
from battles.models.imports import ImportRecord, ImportState, LoadedSet
from battles.models.kept_lists import KeptList
from battles.models.participations import Appointment, Participation, Subordination
from battles.models.places import Place
from battles.models.review import Comment, Proposal, ProposalState, ProposedChange
from battles.models.sources import Source
from battles.models.statements import Name
from battles.models.terms import Countable
from battles.models.texts import SourceParagraph, SourceText
from battles.values.choices import (
    AppointmentRole,
    Arm,
    Boundary,
    Category,
    Echelon,
    EngagementKind,
    FigureKind,
    Measure,
    Origin,
    Outcome,
    Qualifier,
    Reliability,
    SourceKind,
    Standing,
    TextFormat,
)
