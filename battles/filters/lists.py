"""The filters of each list, named as the headings of CSV files."""

from django.utils.translation import gettext_lazy as _

from battles import models
from battles.filters.facets import (
    ChoiceFacet,
    LeavingOutFacet,
    LinkFacet,
    LinkListFacet,
    OptionalLinkFacet,
    TermFacet,
    TextFacet,
    YesOrNoFacet,
)
from battles.filters.ranges import DateRange, NumberRange
from battles.values.choices import WITHOUT_FIGHTING

EVENT_DATES = DateRange("date", _("Date"), "start_sort", "end_last")
ISSUED = DateRange("issued", _("Issued"), "issued_sort")
BORN = DateRange("born", _("Born"), "born_sort")

CAMPAIGN_FACETS = (
    LinkFacet("part_of", _("Part of"), models.Campaign),
    ChoiceFacet("outcome", _("Outcome"), models.Outcome),
    LinkListFacet("places", _("Place"), models.Place),
)
ENGAGEMENT_FACETS = (
    OptionalLinkFacet("campaign", _("Campaign"), models.Campaign, _("no campaign")),
    LinkFacet("part_of", _("Part of"), models.Engagement),
    LeavingOutFacet("kind", _("Kind"), models.EngagementKind, left_out=WITHOUT_FIGHTING),
    TextFacet("front", _("Front")),
    LinkListFacet("places", _("Place"), models.Place),
    LinkFacet("victor", _("Victor"), models.Belligerent),
    ChoiceFacet("outcome", _("Outcome"), models.Outcome),
)
UNIT_FACETS = (
    LinkFacet("belligerent", _("Belligerent"), models.Belligerent),
    ChoiceFacet("echelon", _("Echelon"), models.Echelon),
    ChoiceFacet("arm", _("Arm"), models.Arm),
)
COMMANDER_FACETS = (
    LinkFacet("belligerent", _("Belligerent"), models.Belligerent),
    YesOrNoFacet("is_fictional", _("Fictional")),
)
PLACE_FACETS = (LinkFacet("part_of", _("Part of"), models.Place),)
SOURCE_FACETS = (
    ChoiceFacet("kind", _("Kind"), models.SourceKind),
    TextFacet("language", _("Language")),
    ChoiceFacet("reliability", _("Reliability"), models.Reliability),
    LinkFacet("derived_from", _("Derived from"), models.Source),
)


def claim_facets(kinds):
    """The facets of a list of figure claims of the kinds."""
    return (
        LinkFacet("belligerent", _("Belligerent"), models.Belligerent),
        ChoiceFacet("kind", _("Kind"), [(kind.value, kind.label) for kind in kinds]),
        ChoiceFacet("category", _("Category"), models.Category),
        TermFacet("counted", _("Counted"), models.Countable),
        ChoiceFacet("qualifier", _("Qualifier"), models.Qualifier),
        LinkFacet("campaign", _("Campaign"), models.Campaign),
        LinkFacet("engagement", _("Engagement"), models.Engagement),
        LinkFacet("unit", _("Unit"), models.Unit),
        LinkFacet("source", _("Source"), models.Source),
        LinkFacet("quoted_source", _("Quoted source"), models.Source),
        LinkFacet("claimant", _("Claimant"), models.Belligerent),
        ChoiceFacet("standing", _("Standing"), models.Standing),
        YesOrNoFacet("disputed", _("Disputed")),
    )


CLAIM_RANGES = (NumberRange("figure", _("Figure")), DateRange("as_of", _("As of"), "as_of_sort"))
