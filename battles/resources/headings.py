"""The headings of each kind of record in CSV files, in their order."""

from import_export.resources import modelresource_factory

from battles import models
from battles.models.identifiers import IDENTIFIED
from battles.resources.base import RecordResource


def resource_for(model, headings) -> type[RecordResource]:
    resource = modelresource_factory(model, resource_class=RecordResource)
    resource.headings = headings
    return resource


CITATION = ["source", "locator", "wording", "quoted_source", "quoted_locator"]
FIGURE = [
    *["ref", "campaign", "engagement", "unit", "belligerent", "kind", "category", "counted"],
    *["low", "high", "best", "qualifier", "as_of", "scope", "attributed_to", "claimant"],
    *["standing", "standing_reason", "disputed", *CITATION, "note"],
]

# By the names in commands and URLs; a kind comes after those to which it links.
RESOURCES = {
    "countables": resource_for(models.Countable, ["slug", "name", "name_en", "note"]),
    "sources": resource_for(
        models.Source,
        [
            *["slug", "title", "title_en", "short_title", "kind", "authors", "editors", "translators", "container"],
            *["volume", "issue", "pages", "edition", "publisher", "place", "issued", "language", "isbn", "doi"],
            *["url", "archived_url", "accessed", "document", "document_sha256", "derived_from", "reliability", "note"],
        ],
    ),
    "belligerents": resource_for(models.Belligerent, ["slug", "name", "name_en", "note"]),
    "places": resource_for(models.Place, ["slug", "name", "name_en", "part_of", "latitude", "longitude", "note"]),
    "campaigns": resource_for(
        models.Campaign, ["slug", "name", "name_en", "part_of", "start", "end", "outcome", "places", "note"]
    ),
    "engagements": resource_for(
        models.Engagement,
        [
            *["slug", "name", "name_en", "campaign", "part_of", "kind", "front"],
            *["start", "end", "places", "victor", "outcome", "note"],
        ],
    ),
    "units": resource_for(models.Unit, ["slug", "name", "name_en", "belligerent", "echelon", "arm", "note"]),
    "commanders": resource_for(
        models.Commander, ["slug", "name", "name_en", "belligerent", "rank", "is_fictional", "born", "died", "note"]
    ),
    "names": resource_for(
        models.Name,
        [
            *["ref", "campaign", "engagement", "unit", "commander", "place", "belligerent", "text", "language"],
            *[*CITATION, "note"],
        ],
    ),
    "appointments": resource_for(
        models.Appointment,
        ["ref", "commander", "unit", "office", "role", "rank", "campaign", "start", "end", *CITATION, "note"],
    ),
    "subordinations": resource_for(
        models.Subordination, ["ref", "unit", "superior", "campaign", "start", "end", *CITATION, "note"]
    ),
    "participations": resource_for(
        models.Participation,
        ["ref", "campaign", "engagement", "belligerent", "unit", "commander", "role", *CITATION, "note"],
    ),
    "claims": resource_for(models.FigureClaim, FIGURE),
    "casualty-claims": resource_for(models.CasualtyClaim, FIGURE),
    "strength-claims": resource_for(models.StrengthClaim, FIGURE),
    "dateclaims": resource_for(
        models.DateClaim, ["ref", "campaign", "engagement", "boundary", "date", "attributed_to", *CITATION, "note"]
    ),
    "outcomeclaims": resource_for(
        models.OutcomeClaim, ["ref", "campaign", "engagement", "victor", "outcome", "attributed_to", *CITATION, "note"]
    ),
    "authorities": resource_for(models.Authority, ["slug", "name", "url", "pattern", "form", "note"]),
    "identifiers": resource_for(models.Identifier, [*IDENTIFIED, "authority", "value", "note"]),
}


def resource_of(model, *, with_status=False) -> tuple[str, RecordResource]:
    """The name of the model in RESOURCES, and its resource."""
    return next(
        (name, resource(with_status=with_status))
        for name, resource in RESOURCES.items()
        if resource._meta.model is model
    )
