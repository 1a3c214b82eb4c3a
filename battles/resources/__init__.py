"""Records as tables: the columns of each kind in CSV files."""

from battles.resources.base import RecordResource
from battles.resources.entities import (
    BelligerentResource,
    CampaignResource,
    CommanderResource,
    EngagementResource,
    PlaceResource,
    SourceResource,
    UnitResource,
)
from battles.resources.statements import (
    AppointmentResource,
    CasualtyClaimResource,
    DateClaimResource,
    FigureClaimResource,
    NameResource,
    OutcomeClaimResource,
    ParticipationResource,
    StrengthClaimResource,
    SubordinationResource,
)

# By the names in commands and URLs; a kind comes after those to which it links.
RESOURCES: dict[str, type[RecordResource]] = {
    "sources": SourceResource,
    "belligerents": BelligerentResource,
    "places": PlaceResource,
    "campaigns": CampaignResource,
    "engagements": EngagementResource,
    "units": UnitResource,
    "commanders": CommanderResource,
    "names": NameResource,
    "appointments": AppointmentResource,
    "subordinations": SubordinationResource,
    "participations": ParticipationResource,
    "claims": FigureClaimResource,
    "casualty-claims": CasualtyClaimResource,
    "strength-claims": StrengthClaimResource,
    "dateclaims": DateClaimResource,
    "outcomeclaims": OutcomeClaimResource,
}


def resource_of(model, *, with_status=False) -> tuple[str, RecordResource]:
    """The name of the model in RESOURCES, and its resource."""
    return next(
        (name, resource(with_status=with_status))
        for name, resource in RESOURCES.items()
        if resource._meta.model is model
    )
