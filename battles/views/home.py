"""The first page, and the search over all kinds of records."""

from django.shortcuts import render

from battles import models
from battles.views.claims import all_disagreements
from battles.views.reading import Excerpt, ReadOnlyView, read_query

CASES = 3
FOUND_ROWS = 10
LISTED = (
    models.Campaign,
    models.Engagement,
    models.Unit,
    models.Commander,
    models.Place,
    models.Belligerent,
    models.Source,
    models.FigureClaim,
)
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
    """What is here, what the sources disagree on, how to edit, and where the records come from."""

    def get(self, request):
        figures, meanings, *_others = all_disagreements()
        return render(
            request,
            "battles/home.html",
            {
                "counts": [
                    {
                        "label": model._meta.verbose_name_plural,
                        "number": model.objects.count(),
                        "url_name": url_name,
                    }
                    for model, url_name in COUNTED
                ],
                "campaigns": Excerpt(
                    models.Campaign.objects.with_links().with_count("claim_count", "figureclaims"), 20
                ),
                "meanings": meanings.compare(meanings.groups[:CASES]),
                "figures": figures.compare(figures.groups.exclude(kind=models.FigureKind.OTHER)[:CASES]),
                "documents": Excerpt(models.Source.objects.exclude(document="")),
            },
        )


class SearchView(ReadOnlyView):
    """Records of all kinds that hold every word, a few of each."""

    parameters = ("q",)

    def get(self, request):
        query = read_query(request.GET)
        sections = []
        if query:
            for model in LISTED:
                found = Excerpt(model.objects.search(query).with_links(), FOUND_ROWS)
                if found.rows:
                    sections.append(
                        {
                            "kinds": model._meta.verbose_name_plural,
                            "list": f"battles:{model._meta.model_name}_list",
                            "found": found,
                            "is_claims": model is models.FigureClaim,
                        }
                    )
        return render(request, "battles/search.html", {"query": query, "sections": sections})
