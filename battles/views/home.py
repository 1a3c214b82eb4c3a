"""The home page."""

from django.shortcuts import render

from battles import models
from battles.views.base import ReadOnlyView
from battles.views.disagreements import DISAGREEMENT_KINDS
from battles.views.pagination import Excerpt

CASES = 3
COUNTED = (
    (models.Campaign, "battles:campaign_list"),
    (models.Engagement, "battles:engagement_list"),
    (models.Unit, "battles:unit_list"),
    (models.Commander, "battles:commander_list"),
    (models.Place, "battles:place_list"),
    (models.Belligerent, "battles:belligerent_list"),
    (models.Source, "battles:source_list"),
    (models.FigureClaim, "battles:figureclaim_list"),
    (models.CasualtyClaim, "battles:casualtyclaim_list"),
    (models.StrengthClaim, "battles:strengthclaim_list"),
    (models.DateClaim, ""),
    (models.OutcomeClaim, ""),
    (models.Name, ""),
    (models.Appointment, ""),
    (models.Subordination, ""),
    (models.Participation, ""),
)


class HomeView(ReadOnlyView):
    """Counts of the records, disagreements, campaigns and documents; for an empty site, the first steps."""

    def get(self, request):
        figures, meanings, *_others = DISAGREEMENT_KINDS
        of_interest = figures.claims.exclude(kind=models.FigureKind.OTHER)
        counts = [
            {
                "label": model._meta.verbose_name_plural,
                "number": model.objects.published().count(),
                "url_name": url_name,
            }
            for model, url_name in COUNTED
        ]
        return render(
            request,
            "battles/home.html",
            {
                "counts": counts,
                "is_empty": not any(count["number"] for count in counts),
                "campaigns": Excerpt.of(
                    models.Campaign.objects.published().with_links().with_count("claim_count", "figureclaims"), 20
                ),
                "meanings": list(meanings.details(meanings.groups_among(meanings.claims)[:CASES])),
                "figures": list(figures.details(figures.groups_among(of_interest)[:CASES])),
                "documents": Excerpt.of(models.Source.objects.published().exclude(document="")),
            },
        )
