"""QuerySets of the records, named for what they choose or for the reader they serve."""

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache

from django.core.validators import slug_re
from django.db import NotSupportedError, connections, models, transaction
from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Greatest, Least, NullIf, RowNumber

from battles.models.recording import recording
from battles.values.choices import Counted, FigureKind, Qualifier, Status
from battles.values.folding import fold_terms

BATCH = 500

# What makes two claims speak of the same thing; the index of figure claims has these columns in this order.
SAME_FIGURE = ("campaign", "engagement", "belligerent", "unit", "kind", "counted", "category", "scope", "as_of")
SAME_DATE = ("campaign", "engagement", "boundary")
SAME_OUTCOME = ("campaign", "engagement")
# One number under two categories: 254,628 killed, 254,628 killed and wounded.
SAME_NUMBER = ("campaign", "engagement", "belligerent", "unit", "kind", "counted", "low", "high")
# In place of a bound that is not stated, so that it differs from all that are.
NO_BOUND = Decimal(-1)
# The work that speaks in a claim: the one quoted, or else the source itself.
WORK = Coalesce("quoted_source_id", "source_id")
# Which event and side a figure is of, as one number each that is never null.
SAME_EVENT = Coalesce(F("engagement_id"), -F("campaign_id"))
SAME_SIDE = Coalesce(F("belligerent_id"), 0)


class RecordQuerySet(models.QuerySet):
    """Rows that keep the columns worked out from others true, however they are written."""

    # Whether only what readers may see is looked at, in the rows themselves and in what is worked out for them.
    is_public = False

    def published(self):
        """The rows that readers may see."""
        rows = self.filter(status=Status.PUBLISHED)
        rows.is_public = True
        return rows

    def _clone(self):
        rows = super()._clone()
        rows.is_public = self.is_public
        return rows

    def rows_of(self, model):
        """All rows of the model that may be seen by who may see these."""
        return model.objects.published() if self.is_public else model.objects.all()

    def derived_from(self, columns):
        """The derived fields that depend on any of the columns."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not set(columns).isdisjoint(getattr(field, "sources", ()))
        ]

    def bulk_create(self, objs, *args, **kwargs):
        with recording() as changes:
            created = super().bulk_create(objs, *args, **kwargs)
            changes.added(self.model, [row.pk for row in created if row.pk is not None])
        return created

    bulk_create.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        objs = tuple(objs)
        derived = [field.name for field in self.derived_from(fields)]
        with recording() as changes:
            changes.will_change(self.model, [row.pk for row in objs])
            return super().bulk_update(objs, [*fields, *derived], batch_size=batch_size)

    bulk_update.alters_data = True

    def update(self, **values):
        with recording() as changes:
            changes.will_change(self.model, self.order_by().values_list("pk", flat=True))
            return self.update_with_derived(values)

    update.alters_data = True

    def update_with_derived(self, values):
        derived = [field for field in self.derived_from(values) if field.name not in values]
        if not derived:
            return super().update(**values)
        sources = {source for field in derived for source in field.sources}
        changed = {name: values.pop(name) for name in sources & values.keys()}
        if any(hasattr(value, "resolve_expression") for value in changed.values()):
            raise NotSupportedError(
                f"Give plain values for {', '.join(sorted(changed))}: keys cannot be worked out from an expression."
            )
        every_row = type(self)(self.model, using=self.db)
        with transaction.atomic(using=self.db):
            rows = list(self.only("pk", *sources))
            for row in rows:
                for name, value in changed.items():
                    setattr(row, name, value)
            every_row.bulk_update(rows, [*changed], batch_size=BATCH)
            if values:
                for start in range(0, len(rows), BATCH):
                    every_row.filter(pk__in=[row.pk for row in rows[start : start + BATCH]]).update(**values)
        return len(rows)

    def delete(self):
        with recording() as changes:
            changes.will_delete(self.model, self.order_by().values_list("pk", flat=True))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def with_links(self):
        """With every record that a row links to, in the same query."""
        links = [field.name for field in self.model._meta.concrete_fields if field.many_to_one]
        return self.select_related(*links) if links else self

    def with_count(self, name, related):
        """With the number of rows that link to each through ``related``, as ``name``."""
        link = self.model._meta.get_field(related).field
        rows = self.rows_of(link.model).filter(**{link.name: OuterRef("pk")}).order_by().values(link.name)
        return self.annotate(**{name: Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)})

    def search(self, query):
        """Rows that hold every word of the query, in any script (see folding.fold)."""
        found = self
        for term in fold_terms(query):
            found = found.filter(found.holds(term))
        return found

    def holds(self, term):
        """The condition that a row, or a row that speaks for it, has the folded term."""
        return Q(search_key__contains=term)


class EntityQuerySet(RecordQuerySet):
    """Rows with a slug, found by any name that a source gives them."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def holds(self, term):
        link = self.model._meta.get_field("names").field
        names = self.rows_of(link.model).filter(search_key__contains=term, **{f"{link.name}__isnull": False})
        return super().holds(term) | Q(pk__in=names.order_by().values(link.name))


class SourceQuerySet(RecordQuerySet):
    """Works that can be cited."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class StatementQuerySet(RecordQuerySet):
    """Rows that say what a source says, found also by the names of what they speak of."""

    def get_by_natural_key(self, ref):
        return self.get(ref=ref)

    def in_groups(self, groups, columns):
        """Rows that agree in the columns with any of the groups, which are dicts as values() gives them."""
        if not groups:
            return self.none()
        condition = Q()
        for group in groups:
            condition |= Q(**{column: group[column] for column in columns})
        return self.filter(condition)

    def grouped(self, columns, *, differing, **aggregates):
        """Groups of rows equal in the columns, as dicts with the number of claims in each and the aggregates.

        Only groups in which two works or more speak (see WORK) and that meet the condition ``differing``, which may
        use the aggregates, are given; those of most claims come first.
        """
        groups = self.order_by().values(*columns).annotate(claim_count=Count("*"), **aggregates)
        # Counting the works would have every group sorted by them.
        several = groups.alias(first_work=Min(WORK), last_work=Max(WORK)).filter(first_work__lt=F("last_work"))
        return several.filter(differing).order_by("-claim_count", *columns)

    def search(self, query):
        """Also the one statement whose ref the query is."""
        ref = query.strip()
        if slug_re.match(ref) and self.rows_of(self.model).filter(ref=ref).exists():
            return self.filter(ref=ref)
        return super().search(query)

    def holds(self, term):
        condition = super().holds(term)
        for name, keys in self.linked_keys(term).items():
            condition |= Q(**{f"{name}__in": keys})
        return condition

    def linked_keys(self, term):
        """For each link, the keys of the records that hold the folded term."""
        links = {name: self.model._meta.get_field(name).related_model for name in self.model.link_names()}
        found = {model: self.rows_of(model).order_by() for model in set(links.values())}
        found = {model: rows.filter(rows.holds(term)) for model, rows in found.items()}
        if connections[self.db].vendor != "postgresql":
            return {name: found[model].values("pk") for name, model in links.items()}
        # Known before it plans, the keys let PostgreSQL choose between its indexes and the order of the list.
        first, *others = (
            rows.annotate(found_in=Value(model._meta.model_name)).values_list("found_in", "pk")
            for model, rows in found.items()
        )
        keys = defaultdict(list)
        for model_name, key in first.union(*others, all=True):
            keys[model_name].append(key)
        return {name: keys[model._meta.model_name] for name, model in links.items() if keys[model._meta.model_name]}


class FigureClaimQuerySet(StatementQuerySet):
    """Figures, by what sort of figure they are and what is said of them."""

    def casualties(self):
        return self.filter(kind__in=[FigureKind.CASUALTIES, FigureKind.CIVILIAN_CASUALTIES])

    def strengths(self):
        return self.filter(kind=FigureKind.STRENGTH)

    def disputed(self):
        return self.filter(disputed=True)

    def in_figures(self):
        return self.exclude(qualifier=Qualifier.UNQUANTIFIED)

    def differing(self):
        """Groups of claims about the same thing whose bounds differ (see grouped and SAME_FIGURE).

        ``lowest`` and ``highest`` are the least and the greatest bound that is stated, ``ratio`` their quotient,
        which is null where the lowest is zero.
        """
        low, high = (Coalesce(bound, Value(NO_BOUND)) for bound in ("low", "high"))
        lowest, highest = Min(Coalesce("low", "high")), Max(Coalesce("high", "low"))
        groups = self.in_figures().grouped(
            SAME_FIGURE,
            differing=Q(least_low__lt=F("greatest_low")) | Q(least_high__lt=F("greatest_high")),
            least_low=Min(low),
            greatest_low=Max(low),
            least_high=Min(high),
            greatest_high=Max(high),
        )
        quotient = Cast(highest, models.FloatField()) / NullIf(Cast(lowest, models.FloatField()), Value(0.0))
        return groups.annotate(lowest=lowest, highest=highest, ratio=quotient)

    def with_others(self):
        """With ``lowest`` and ``highest`` of the other claims about the same thing (see SAME_FIGURE), null without any.

        ``disagreement`` is how many times the lowest of all of them, this one included, the highest is; a number
        below one is taken for one there.
        """
        return self.annotate(**bounds_of_others(self.model, self.is_public)).annotate(disagreement=disagreement())

    def with_two_meanings(self):
        """Groups of claims of different works that give one number under different categories (see SAME_NUMBER)."""
        return self.in_figures().grouped(
            SAME_NUMBER,
            differing=Q(first_category__lt=F("last_category")),
            first_category=Min("category"),
            last_category=Max("category"),
        )

    def alongside(self, claim):
        """Claims about the same event, side, kind and things counted: the same category first, then by number."""
        same = {
            name: getattr(claim, name) for name in ("campaign_id", "engagement_id", "belligerent_id", "kind", "counted")
        }
        other_category = Case(When(category=claim.category, then=Value(0)), default=Value(1))
        other_unit = Case(When(unit=claim.unit_id, then=Value(0)), default=Value(1))
        return self.filter(**same).order_by(
            other_category, "category", other_unit, F("low").desc(nulls_last=True), "ref"
        )

    def for_comparison(self):
        """Claims to be set side by side, in an order that is fair where only the first of them are read.

        Those of whole sides come before those of a unit, a part or a date; and of each thing that claims are about,
        the first claim comes before the second of any other. ``place`` is where a claim stands in the order that
        keeps together what is about the same thing, ``alike_count`` how many claims are about it.
        """
        together = (
            F("belligerent__slug").asc(nulls_last=True),
            Case(When(kind=FigureKind.OTHER, then=Value(1)), default=Value(0)),
            "kind",
            Case(When(counted=Counted.PERSONS, then=Value(0)), default=Value(1)),
            "counted",
            "category",
            "unit__slug",
            "scope",
            "as_of_sort",
            "as_of",
        )
        by_number = (F("low").desc(nulls_last=True), "ref")
        return (
            self.with_links()
            .annotate(
                place=Window(RowNumber(), order_by=[*together, *by_number]),
                place_among_alike=Window(RowNumber(), partition_by=SAME_FIGURE, order_by=by_number),
                alike_count=Window(Count("pk"), partition_by=SAME_FIGURE),
            )
            .order_by(
                Case(When(unit=None, scope="", as_of="", then=Value(0)), default=Value(1)), "place_among_alike", "place"
            )
        )


@lru_cache
def bounds_of_others(model, is_public):
    """The lowest and the highest bound in the other claims about the same thing, as subqueries."""
    claims = model._base_manager.filter(status=Status.PUBLISHED) if is_public else model._base_manager
    same = claims.alias(event=SAME_EVENT, side=SAME_SIDE, part=Coalesce(F("unit_id"), 0)).filter(
        event=Coalesce(OuterRef("engagement_id"), -OuterRef("campaign_id")),
        side=Coalesce(OuterRef("belligerent_id"), 0),
        part=Coalesce(OuterRef("unit_id"), 0),
        **{name: OuterRef(name) for name in ("kind", "category", "counted", "scope", "as_of")},
    )
    others = same.exclude(pk=OuterRef("pk")).order_by().values("kind")
    bounds = {"lowest": Min(Coalesce("low", "high")), "highest": Max(Coalesce("high", "low"))}
    return {name: Subquery(others.annotate(bound=bound).values("bound")) for name, bound in bounds.items()}


def disagreement():
    """How many times the lowest bound the highest is, of a row with those of others; null without any."""
    lowest = Least(F("lowest"), Coalesce("low", "high", "lowest"))
    highest = Greatest(F("highest"), Coalesce("high", "low", "highest"))
    # As real numbers: SQLite divides whole numbers without their remainder.
    ratio = Cast(highest, models.FloatField()) / Greatest(Cast(lowest, models.FloatField()), Value(1.0))
    return Case(When(lowest__isnull=False, then=ratio))


class ClaimCountQuerySet(models.QuerySet):
    """Numbers of claims by one column, or by two."""

    def alone(self):
        """By each column alone, as triples of facet, value and number."""
        return self.filter(other="", other_value="", claims__gt=0).values_list("facet", "value", "claims")

    def under(self, facet, values, *, only=None):
        """By each other column, or one of them, of the claims with one of the values; triples like those of alone."""
        before = self.filter(other=facet, other_value__in=values, claims__gt=0)
        after = self.filter(facet=facet, value__in=values, claims__gt=0).exclude(other="")
        if only:
            before, after = before.filter(facet=only), after.filter(other=only)
        triples = before.values_list("facet", "value", "claims")
        return triples.union(after.values_list("other", "other_value", "claims"), all=True)
