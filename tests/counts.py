"""The numbers of claims that PostgreSQL keeps, and the same by going through the claims."""

from django.db.models import Count

from battles.models import ClaimCount, FigureClaim

LINKS = ("counted", "belligerent", "claimant", "campaign", "source", "quoted_source")


def kept():
    rows = ClaimCount.objects.exclude(claims=0).values_list("facet", "value", "other", "other_value", "claims")
    return {row[:4]: row[4] for row in rows}


def as_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def counted():
    """The same by going through the rows that readers see."""
    found = {}
    for one, other in ClaimCount.objects.exclude(claims=0).values_list("facet", "other").distinct():
        columns = [name for name in (one, other) if name and name != "block"]
        keys = [f"{name}_id" if name in LINKS else name for name in columns]
        rows = FigureClaim.objects.published().order_by().values_list(*keys).annotate(rows=Count("pk"))
        if "block" in (one, other):
            rows = FigureClaim.objects.published().order_by().values_list(*keys, "pk").annotate(rows=Count("pk"))
        for *values, number in rows:
            texts = [*map(as_text, values)]
            if "block" in (one, other):
                texts[-1] = str(int(texts[-1]) // ClaimCount.BLOCK_SIZE)
            key = (one, texts[0], other, texts[1] if other else "")
            found[key] = found.get(key, 0) + number
    return found
