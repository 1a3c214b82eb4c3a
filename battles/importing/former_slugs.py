"""Former slugs in the cells of a file: they find the record, and refs that were made from them find the statement."""

from collections import defaultdict

from django.db.models import Count
from django.utils.translation import gettext as _

from battles.importing.rows import FileRow
from battles.models import FormerSlug
from battles.models.renaming import SLUGGED, former_slugs_by_key, kind_of, records_formerly


class FormerSlugs:
    """Looks up former slugs for a file. Where no record of a kind has one, nothing more is asked of the database."""

    def __init__(self):
        # The kinds of records of which some have former slugs.
        numbers = FormerSlug.objects.aggregate(**{kind: Count(f"{kind}_id") for kind in SLUGGED})
        self.kinds = {kind for kind, number in numbers.items() if number}
        # By kind: the present slug of a record by one that it had, and its former slugs by its present one.
        self.present = defaultdict(dict)
        self.former = defaultdict(dict)

    def has(self, model) -> bool:
        """Whether a record of the model has former slugs."""
        return kind_of(model) in self.kinds

    def find(self, model, slugs) -> dict[str, int]:
        """The keys of the records that had these slugs, by these and by their present slugs."""
        if not self.has(model) or not slugs:
            return {}
        found = records_formerly(model._base_manager.all(), slugs)
        self.present[kind_of(model)] |= {slug: record.slug for slug, record in found.items()}
        return {name: record.pk for slug, record in found.items() for name in (slug, record.slug)}

    def learn(self, model, keys: dict[str, int]):
        """Look up the former slugs of the records, given by slug."""
        kind = kind_of(model)
        if self.has(model) and keys:
            former = former_slugs_by_key({model: set(keys.values())})[kind]
            present = {key: self.present[kind].get(slug, slug) for slug, key in keys.items()}
            self.former[kind] |= {present[key]: slugs for key, slugs in former.items()}

    def replace(self, rows: list[FileRow], heading: str, model):
        """Put present slugs in the place of former ones, each with a note."""
        present = self.present.get(kind_of(model))
        for row in rows if present else ():
            value = row.values.get(heading)
            slugs = value if isinstance(value, list) else [value]
            for slug in slugs:
                if slug in present:
                    row.note(heading, is_former(model, slug, present[slug]))
            if isinstance(value, list):
                row.values[heading] = sorted({present.get(slug, slug) for slug in slugs})
            elif value in present:
                row.values[heading] = present[value]

    def of_links(self, row: FileRow, links) -> dict[str, list[str]]:
        """The former slugs of the records to which the row links, by heading."""
        return {
            heading: slugs
            for heading, column in links.items()
            if (slugs := self.former[kind_of(column.field.related_model)].get(row.values.get(heading)))
        }


def is_former(model, slug: str, present: str) -> str:
    values = {"slug": slug, "kind": model._meta.verbose_name, "present": present}
    return _("“%(slug)s” is a former slug of the %(kind)s “%(present)s”, which was found.") % values
