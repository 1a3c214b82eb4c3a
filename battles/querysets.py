"""QuerySets of the records, named for what they choose or for the reader they serve."""

from django.db import NotSupportedError, models, transaction
from django.db.models import Q

from battles.folding import fold_terms

BATCH = 500


class RecordQuerySet(models.QuerySet):
    """Rows that keep the columns worked out from others true, however they are written."""

    def derived_from(self, columns):
        """The derived fields that depend on any of the columns."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not set(columns).isdisjoint(getattr(field, "sources", ()))
        ]

    def bulk_update(self, objs, fields, batch_size=None):
        derived = [field.name for field in self.derived_from(fields)]
        return super().bulk_update(objs, [*fields, *derived], batch_size=batch_size)

    bulk_update.alters_data = True

    def update(self, **values):
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

    update.alters_data = True

    def search(self, query):
        """Rows that hold every word of the query, in any script (see folding.fold)."""
        found = self
        for term in fold_terms(query):
            found = found.filter(self.holds(term))
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
        names = link.model.objects.filter(search_key__contains=term, **{f"{link.name}__isnull": False})
        return super().holds(term) | Q(pk__in=names.order_by().values(link.name))


class SourceQuerySet(RecordQuerySet):
    """Works that can be cited."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class StatementQuerySet(RecordQuerySet):
    """Rows that say what a source says, found also by the names of what they speak of."""

    def get_by_natural_key(self, ref):
        return self.get(ref=ref)

    def with_subjects(self):
        """With every record that the statement links to, in the same query."""
        return self.select_related(*self.model.link_names())

    def holds(self, term):
        condition = super().holds(term)
        for name in self.model.link_names():
            linked = self.model._meta.get_field(name).related_model.objects.all()
            condition |= Q(**{f"{name}__in": linked.filter(linked.holds(term)).order_by().values("pk")})
        return condition


class FigureClaimQuerySet(StatementQuerySet):
    """Figures, by what sort of figure they are and what is said of them."""

    def casualties(self):
        return self.filter(kind__in=["casualties", "civilian_casualties"])

    def strengths(self):
        return self.filter(kind="strength")

    def disputed(self):
        return self.filter(disputed=True)
