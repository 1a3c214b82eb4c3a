"""Columns of the entities."""

from battles import models
from battles.resources.base import RecordResource


class SourceResource(RecordResource):
    headings = [
        *["slug", "title", "title_en", "kind", "authors", "publisher", "place", "issued", "language", "isbn"],
        *["url", "archived_url", "accessed", "document", "document_sha256", "derived_from", "reliability", "note"],
    ]

    class Meta:
        model = models.Source


class BelligerentResource(RecordResource):
    headings = ["slug", "name", "name_en", "note"]

    class Meta:
        model = models.Belligerent


class PlaceResource(RecordResource):
    headings = ["slug", "name", "name_en", "part_of", "latitude", "longitude", "note"]

    class Meta:
        model = models.Place


class CampaignResource(RecordResource):
    headings = ["slug", "name", "name_en", "part_of", "start", "end", "outcome", "places", "note"]

    class Meta:
        model = models.Campaign


class EngagementResource(RecordResource):
    headings = [
        *["slug", "name", "name_en", "campaign", "part_of", "kind", "front"],
        *["start", "end", "places", "victor", "outcome", "note"],
    ]

    class Meta:
        model = models.Engagement


class UnitResource(RecordResource):
    headings = ["slug", "name", "name_en", "belligerent", "echelon", "arm", "note"]

    class Meta:
        model = models.Unit


class CommanderResource(RecordResource):
    headings = ["slug", "name", "name_en", "belligerent", "rank", "is_fictional", "born", "died", "note"]

    class Meta:
        model = models.Commander
