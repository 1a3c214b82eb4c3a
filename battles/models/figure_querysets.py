"""The QuerySet of figure claims: comparisons with other claims about the same thing."""

from decimal import Decimal
from functools import lru_cache

from django.db.models import Case, CharField, Count, F, FloatField, Max, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Greatest, Least, NullIf, RowNumber

from battles.models.querysets import SAME_FIGURE, SAME_NUMBER, StatementQuerySet
from battles.values.choices import WITHOUT_NUMBER, FigureKind, Status

# Stands for a bound that is not stated; it differs from all bounds that are.
NO_BOUND = Decimal(-1)
# The event and the side of a figure, each as one number that is never null.
SAME_EVENT = Coalesce(F("engagement_id"), -F("campaign_id"))
SAME_SIDE = Coalesce(F("belligerent_id"), 0)
# FigureClaim.date_apart, by the dates of the campaign or engagement.
COVERS_EVENT = Q(as_of_sort__lte=Coalesce(F("engagement__start_sort"), F("campaign__start_sort"))) & Q(
    as_of_last__gte=Coalesce(F("engagement__end_last"), F("campaign__end_last"))
)
DATE_APART = Case(When(COVERS_EVENT, then=Value("")), default=F("as_of"), output_field=CharField())


class FigureClaimQuerySet(StatementQuerySet):
    """Figure claims in comparison with each other."""

    def with_date_apart(self):
        """Add ``date_apart`` (see FigureClaim.date_apart)."""
        return self.annotate(date_apart=DATE_APART)

    def in_figures(self):
        return self.exclude(qualifier__in=WITHOUT_NUMBER)

    def differing(self):
        """Groups of claims about the same thing with different bounds (see grouped and SAME_FIGURE).

        ``lowest`` and ``highest`` are the least and the greatest stated bound. ``ratio`` is highest by lowest, and
        null if the lowest is zero.
        """
        low, high = (Coalesce(bound, Value(NO_BOUND)) for bound in ("low", "high"))
        lowest, highest = Min(Coalesce("low", "high")), Max(Coalesce("high", "low"))
        groups = (
            self.in_figures()
            .with_date_apart()
            .grouped(
                SAME_FIGURE,
                differing=Q(least_low__lt=F("greatest_low")) | Q(least_high__lt=F("greatest_high")),
                least_low=Min(low),
                greatest_low=Max(low),
                least_high=Min(high),
                greatest_high=Max(high),
            )
        )
        quotient = Cast(highest, FloatField()) / NullIf(Cast(lowest, FloatField()), Value(0.0))
        return groups.annotate(lowest=lowest, highest=highest, ratio=quotient)

    def with_others(self):
        """Add ``lowest`` and ``highest`` of the other claims about the same thing (see SAME_FIGURE), null without any.

        ``disagreement`` is the ratio of the highest to the lowest number of all of them, this claim included; a
        lowest number below one counts as one.
        """
        own = self.alias(own_date_apart=DATE_APART)
        return own.annotate(**bounds_of_others(self.model, self.is_public)).annotate(disagreement=disagreement())

    def with_two_meanings(self):
        """Groups of claims of different works that give one number in different categories (see SAME_NUMBER)."""
        return self.in_figures().grouped(
            SAME_NUMBER,
            differing=Q(first_category__lt=F("last_category")),
            first_category=Min("category"),
            last_category=Max("category"),
        )

    def alongside(self, claim):
        """Claims about the same event, side, kind and unit of counting: those of the same category first."""
        shared = ("campaign_id", "engagement_id", "belligerent_id", "kind", "counted_id")
        same = {name: getattr(claim, name) for name in shared}
        other_category = Case(When(category=claim.category, then=Value(0)), default=Value(1))
        other_unit = Case(When(unit=claim.unit_id, then=Value(0)), default=Value(1))
        return self.filter(**same).order_by(
            other_category, "category", other_unit, F("low").desc(nulls_last=True), "ref"
        )

    def for_comparison(self):
        """Claims with their links, in an order in which the first ones are about as many things as possible.

        Claims about whole sides come before those about a unit, a part or a date. Then the first claim about each
        thing comes before the second claim about any. ``place`` is the position in an order that keeps claims about
        the same thing together (see SAME_FIGURE); ``alike_count`` is the number of claims about the same thing.
        """
        together = (
            F("belligerent__slug").asc(nulls_last=True),
            Case(When(kind=FigureKind.OTHER, then=Value(1)), default=Value(0)),
            "kind",
            "counted__position",
            "counted__slug",
            "category",
            "unit__slug",
            "scope",
            Case(When(date_apart="", then=Value(None)), default=F("as_of_sort")),
            "date_apart",
        )
        by_number = (F("low").desc(nulls_last=True), "ref")
        return (
            self.with_links()
            .with_date_apart()
            .annotate(
                place=Window(RowNumber(), order_by=[*together, *by_number]),
                place_among_alike=Window(RowNumber(), partition_by=SAME_FIGURE, order_by=by_number),
                alike_count=Window(Count("pk"), partition_by=SAME_FIGURE),
            )
            .order_by(
                Case(When(unit=None, scope="", date_apart="", then=Value(0)), default=Value(1)),
                "place_among_alike",
                "place",
            )
        )


@lru_cache
def bounds_of_others(model, is_public):
    """Subqueries for the lowest and the highest bound of the other claims about the same thing."""
    claims = model._base_manager.filter(status=Status.PUBLISHED) if is_public else model._base_manager
    same = claims.alias(event=SAME_EVENT, side=SAME_SIDE, part=Coalesce(F("unit_id"), 0), date_apart=DATE_APART).filter(
        event=Coalesce(OuterRef("engagement_id"), -OuterRef("campaign_id")),
        side=Coalesce(OuterRef("belligerent_id"), 0),
        part=Coalesce(OuterRef("unit_id"), 0),
        date_apart=OuterRef("own_date_apart"),
        **{name: OuterRef(name) for name in ("kind", "category", "counted", "scope")},
    )
    others = same.exclude(pk=OuterRef("pk")).order_by().values("kind")
    bounds = {"lowest": Min(Coalesce("low", "high")), "highest": Max(Coalesce("high", "low"))}
    return {name: Subquery(others.annotate(bound=bound).values("bound")) for name, bound in bounds.items()}


def disagreement():
    """The ratio of the highest to the lowest bound of a row and the others; null without others."""
    lowest = Least(F("lowest"), Coalesce("low", "high", "lowest"))
    highest = Greatest(F("highest"), Coalesce("high", "low", "highest"))
    # As floats, because SQLite divides integers without remainder.
    ratio = Cast(highest, FloatField()) / Greatest(Cast(lowest, FloatField()), Value(1.0))
    return Case(When(lowest__isnull=False, then=ratio))
