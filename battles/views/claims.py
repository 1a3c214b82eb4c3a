"""The page of a claim."""

from django.shortcuts import render

from battles import models
from battles.views.reading import Excerpt, ReadOnlyView, find_or_404


class FigureClaimView(ReadOnlyView):
    """One claim, with the other claims about the same thing beside it."""

    def get(self, request, ref):
        claims = models.FigureClaim.objects.with_links()
        claim = find_or_404(claims, models.FigureClaim._meta.verbose_name, ref=ref)
        return render(
            request,
            "battles/figureclaim_detail.html",
            {"claim": claim, "others": Excerpt(claims.alongside(claim).exclude(pk=claim.pk))},
        )
