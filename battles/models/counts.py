"""Numbers of claims by the values of the filters, for tables that are too large to count on every page."""

from django.db import models


class ClaimCountQuerySet(models.QuerySet):
    """Numbers of claims by one column, or by two."""

    def by_one_column(self):
        """Numbers by each column, as triples of facet, value and number."""
        return self.filter(other="", other_value="", claims__gt=0).values_list("facet", "value", "claims")

    def with_values(self, facet, values, *, by=None):
        """Numbers of the claims with one of the values of ``facet``, by each other column or by the column ``by``."""
        before = self.filter(other=facet, other_value__in=values, claims__gt=0)
        after = self.filter(facet=facet, value__in=values, claims__gt=0).exclude(other="")
        if by:
            before, after = before.filter(facet=by), after.filter(other=by)
        triples = before.values_list("facet", "value", "claims")
        return triples.union(after.values_list("other", "other_value", "claims"), all=True)


class ClaimCount(models.Model):
    """The number of figure claims whose ``facet`` is ``value`` and, if given, whose ``other`` is ``other_value``.

    PostgreSQL updates the rows when a transaction that wrote claims commits (see the migration
    counts_and_search_of_claims), so they are never stale. On SQLite there are none, and every page counts.
    The value of a link is the key of its record; a missing value is an empty text.
    """

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=30)
    # Both empty in the rows that count by one column alone.
    other = models.CharField(max_length=20)
    other_value = models.CharField(max_length=30)
    claims = models.BigIntegerField()

    objects = ClaimCountQuerySet.as_manager()

    # As in that migration: pairs of FACETS are counted too, if at least one is in WIDE (columns with few values).
    WIDE = frozenset({"kind", "category", "counted", "qualifier", "standing", "disputed", "belligerent", "claimant"})
    FACETS = WIDE | {"campaign", "source", "quoted_source"}
    # Claims are also counted in blocks of this many keys, alone and by kind.
    BLOCK = "block"
    BLOCK_SIZE = 4_096

    class Meta:
        unique_together = [("facet", "value", "other", "other_value")]
        indexes = [models.Index(fields=["other", "other_value"], name="claimcount_by_other")]

    def __str__(self):
        return " · ".join(filter(None, (self.facet, self.value, self.other, self.other_value)))

    @classmethod
    def counts_together(cls, one, other):
        return {one, other} <= cls.FACETS and not cls.WIDE.isdisjoint({one, other})
