"""django-import-export as its documentation has it, for comparison: links by slug, all else left as it comes."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from battles.models import Belligerent, Campaign, Countable, Engagement, FigureClaim, Source, Unit
from battles.resources import RESOURCES


def link(heading, model):
    return Field(attribute=heading, column_name=heading, widget=ForeignKeyWidget(model, "slug"))


class StockResource(ModelResource):
    campaign = link("campaign", Campaign)
    engagement = link("engagement", Engagement)
    unit = link("unit", Unit)
    belligerent = link("belligerent", Belligerent)
    claimant = link("claimant", Belligerent)
    source = link("source", Source)
    quoted_source = link("quoted_source", Source)
    counted = link("counted", Countable)

    class Meta:
        model = FigureClaim
        fields = RESOURCES["claims"].headings
        import_id_fields = ["ref"]
