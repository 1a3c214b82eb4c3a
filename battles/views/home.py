"""The home page."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from battles import models
from battles.values.choices import WITHOUT_FIGHTING
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


def counts():
    """The number of records of each kind, with the label and the address of its list."""
    for model, url_name in COUNTED:
        url, rows = reverse(url_name) if url_name else "", model.objects.published()
        label = model._meta.verbose_name_plural
        if model is not models.Engagement:
            yield {"label": label, "number": rows.count(), "url": url}
            continue
        # The list leaves events out too.
        events = Count("pk", filter=Q(kind__in=WITHOUT_FIGHTING))
        found = rows.aggregate(fights=Count("pk") - events, events=events)
        yield {"label": label, "number": found["fights"], "url": url}
        if found["events"]:
            query = urlencode({"kind": WITHOUT_FIGHTING}, doseq=True)
            yield {"label": _("events without fighting"), "number": found["events"], "url": f"{url}?{query}"}


class HomeView(ReadOnlyView):
    """Counts of the records, disagreements, campaigns and documents; for an empty site, the first steps."""

    def get(self, request):
        figures, meanings, *_others = DISAGREEMENT_KINDS
        of_interest = figures.claims.exclude(kind=models.FigureKind.OTHER)
        found = list(counts())
        return render(
            request,
            "battles/home.html",
            {
                "counts": found,
                "is_empty": not any(count["number"] for count in found),
                "campaigns": Excerpt.of(
                    models.Campaign.objects.published().with_links().with_count("claim_count", "figureclaims"), 20
                ),
                "meanings": list(meanings.details(meanings.groups_among(meanings.claims)[:CASES])),
                "figures": list(figures.details(figures.groups_among(of_interest)[:CASES])),
                "documents": Excerpt.of(models.Source.objects.published().exclude(document="")),
            },
        )
