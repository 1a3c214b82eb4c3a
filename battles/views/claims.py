"""The page of a claim."""

from django.shortcuts import render

from battles import models
from battles.filters.parameters import read_choice
from battles.views.base import ReadOnlyView, find_or_404
from battles.views.citing import as_file, citing, formats_of
from battles.views.pagination import Excerpt


class FigureClaimView(ReadOnlyView):
    """One claim, with the other claims about the same thing beside it."""

    parameters = ("format",)

    def get(self, request, ref):
        format = read_choice(request.GET, "format", formats_of(models.FigureClaim))
        claims = models.FigureClaim.objects.published().with_links()
        claim = find_or_404(claims, ref=ref)
        if format:
            return as_file(claim, format)
        return render(
            request,
            "battles/figureclaim_detail.html",
            {
                "claim": claim,
                "others": Excerpt.of(claims.alongside(claim).exclude(pk=claim.pk)),
                "citing": citing(request, claim),
            },
        )
