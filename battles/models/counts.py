"""Numbers of claims by the values that readers choose among, for tables too large to count on every page."""

from django.db import models

from battles.models.querysets import ClaimCountQuerySet


class ClaimCount(models.Model):
    """So many figure claims have this value in one column and, where another is named, that value in it.

    Kept by the database: PostgreSQL brings the rows up to date when a transaction that wrote claims commits (see the
    migration counts_and_search_of_claims), so that they are never stale. SQLite counts on every page, and has none.
    A link stands as the key of its record, and no value as an empty text.
    """

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=30)
    # Both empty in the rows that count by one column alone.
    other = models.CharField(max_length=20)
    other_value = models.CharField(max_length=30)
    claims = models.BigIntegerField()

    objects = ClaimCountQuerySet.as_manager()

    # As in that migration: two of the first are also counted together, and each of them with each of the second.
    WIDE = frozenset({"kind", "category", "counted", "qualifier", "standing", "disputed", "belligerent", "claimant"})
    FACETS = WIDE | {"campaign", "source", "quoted_source"}
    # Claims by so many keys at a time, alone and with their kind.
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
