"""The QuerySets of records, entities and statements."""

import re
from collections import defaultdict

from django.core.validators import slug_re
from django.db import NotSupportedError, connections, models, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from battles.models.published_links import BATCH, batches
from battles.models.recording import recording
from battles.models.renaming import former_slugs_of, kind_of
from battles.values.book_numbers import searched_number
from battles.values.choices import Status
from battles.values.folding import fold_terms

# Claims that agree in these columns are about the same thing. ``date_apart`` is of FigureClaimQuerySet.
SAME_FIGURE = ("campaign", "engagement", "belligerent", "unit", "kind", "counted", "category", "scope", "date_apart")
SAME_DATE = ("campaign", "engagement", "boundary")
SAME_OUTCOME = ("campaign", "engagement")
# Claims that give the same number: 254,628 killed, 254,628 killed and wounded.
SAME_NUMBER = ("campaign", "engagement", "belligerent", "unit", "kind", "counted", "low", "high")
# Texts that can be an identifier: Q187711, geonames:1791247. A number alone is looked for in names and notes.
IDENTIFYING = re.compile(r"(?=.*[A-Za-z:])(?=.*[0-9])[!-~]{2,200}")
# The work that makes the claim: the quoted work, or else the source.
WORK = Coalesce("quoted_source_id", "source_id")


def column_reader(model, names):
    """A function from a record to its values in these columns; a link is a key."""
    attributes = {field.name: field.attname for field in model._meta.concrete_fields}
    return lambda record: tuple(getattr(record, attributes.get(name, name)) for name in names)


class RecordQuerySet(models.QuerySet):
    """Records. Every way of writing rows records their changes and updates their derived columns."""

    # Whether the rows, and all that is computed for them, are limited to published records.
    is_public = False

    def published(self):
        """The records that readers may see."""
        rows = self.filter(status=Status.PUBLISHED)
        rows.is_public = True
        return rows

    def _clone(self):
        rows = super()._clone()
        rows.is_public = self.is_public
        return rows

    def rows_of(self, model):
        """The rows of another model: published ones if these are limited to published records, else all."""
        return model.objects.published() if self.is_public else model.objects.all()

    def get_by_natural_key(self, identifier):
        return self.get(**{self.model.identifier: identifier})

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
            raise NotSupportedError(f"Give plain values for {', '.join(sorted(changed))}: derived columns need them.")
        every_row = type(self)(self.model, using=self.db)
        with transaction.atomic(using=self.db):
            rows = list(self.only("pk", *sources))
            for row in rows:
                for name, value in changed.items():
                    setattr(row, name, value)
            every_row.bulk_update(rows, [*changed], batch_size=BATCH)
            if values:
                for batch in batches(row.pk for row in rows):
                    every_row.filter(pk__in=batch).update(**values)
        return len(rows)

    def delete(self):
        with recording() as changes:
            changes.will_delete(self.model, self.order_by().values_list("pk", flat=True))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def with_links(self):
        """Load all linked records in the same query."""
        links = [field.name for field in self.model.link_fields()]
        return self.select_related(*links) if links else self

    def with_count(self, name, related, only=None):
        """Add ``name``: the number of rows that link to each row by ``related``; ``only`` is a Q that they meet."""
        link = self.model._meta.get_field(related).field
        rows = self.rows_of(link.model).filter(only or Q(), **{link.name: OuterRef("pk")}).order_by().values(link.name)
        return self.annotate(**{name: Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)})

    def search(self, query):
        """Rows that contain every word of the query, in any script (see folding.fold)."""
        found = self
        for term in fold_terms(query):
            found = found.filter(found.term_condition(term))
        return found

    def term_condition(self, term):
        """The condition that a row, or a name or linked record of the row, contains the folded term."""
        return Q(search_key__contains=term)


class SluggedQuerySet(RecordQuerySet):
    """Records with a page. A search also looks at the slugs that they had before."""

    def term_condition(self, term):
        former = former_slugs_of(self.model).order_by().filter(search_key__contains=term)
        return super().term_condition(term) | Q(pk__in=former.values(kind_of(self.model)))


class IdentifiedQuerySet(SluggedQuerySet):
    """Records that have identifiers of authorities."""

    def search(self, query):
        """If the query is an identifier, only the records that have it."""
        if IDENTIFYING.fullmatch(query.strip()):
            link = self.model._meta.get_field("identifiers").field
            named = self.rows_of(link.model).named(query.strip()).filter(**{f"{link.name}__isnull": False})
            if keys := list(named.values_list(link.name, flat=True)[:BATCH]):
                return self.filter(pk__in=keys)
        return super().search(query)


class EntityQuerySet(IdentifiedQuerySet):
    """Entities. A search also looks at all names that sources give them."""

    def term_condition(self, term):
        link = self.model._meta.get_field("names").field
        names = self.rows_of(link.model).filter(search_key__contains=term, **{f"{link.name}__isnull": False})
        return super().term_condition(term) | Q(pk__in=names.order_by().values(link.name))


class SourceQuerySet(IdentifiedQuerySet):
    """Sources. A search for an ISBN or a DOI finds it in any spelling."""

    def search(self, query):
        return super().search(searched_number(query) or query)


class StatementQuerySet(RecordQuerySet):
    """Statements. A search also looks at the records that they link to."""

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        without_ref = [statement for statement in objs if not statement.ref]
        for statement, ref in zip(without_ref, self.model.refs_for(without_ref), strict=True):
            statement.ref = ref
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True

    def in_groups(self, groups, columns):
        """Rows that agree in the columns with any of the groups, which are dicts as from values()."""
        if not groups:
            return self.none()
        condition = Q()
        for group in groups:
            condition |= Q(**{column: group[column] for column in columns})
        return self.filter(condition)

    def grouped(self, columns, *, differing, **aggregates):
        """Groups of rows that are equal in the columns, as dicts with ``claim_count`` and the aggregates.

        A group has claims of two works or more (see WORK) and meets the condition ``differing``, which may use the
        aggregates. Groups with the most claims come first.
        """
        groups = self.order_by().values(*columns).annotate(claim_count=Count("*"), **aggregates)
        # COUNT(DISTINCT) would sort the rows of every group.
        several = groups.alias(first_work=Min(WORK), last_work=Max(WORK)).filter(first_work__lt=F("last_work"))
        return several.filter(differing).order_by("-claim_count", *columns)

    def search(self, query):
        """If the query is a ref, only that statement."""
        ref = query.strip()
        if slug_re.match(ref) and self.rows_of(self.model).filter(ref=ref).exists():
            return self.filter(ref=ref)
        return super().search(query)

    def term_condition(self, term):
        condition = super().term_condition(term)
        for name, keys in self.linked_keys(term).items():
            condition |= Q(**{f"{name}__in": keys})
        return condition

    def linked_keys(self, term):
        """For each link, the keys of the records that contain the folded term."""
        fields = [field for field in self.model.link_fields() if field.related_model.is_searched_in_statements]
        links = {field.name: field.related_model for field in fields}
        found = {model: self.rows_of(model).order_by() for model in set(links.values())}
        found = {model: rows.filter(rows.term_condition(term)) for model, rows in found.items()}
        if connections[self.db].vendor != "postgresql":
            return {name: found[model].values("pk") for name, model in links.items()}
        # With the keys as constants, PostgreSQL can choose between its indexes and the order of the list.
        first, *others = (
            rows.annotate(found_in=Value(model._meta.model_name)).values_list("found_in", "pk")
            for model, rows in found.items()
        )
        keys = defaultdict(list)
        for model_name, key in first.union(*others, all=True):
            keys[model_name].append(key)
        return {name: keys[model._meta.model_name] for name, model in links.items() if keys[model._meta.model_name]}
