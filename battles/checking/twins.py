"""Records that may be the same as another: those with the same name in any script, or the same identifier."""

from collections import defaultdict

from django.db.models import Q
from django.utils.functional import cached_property

from battles.models import Name, Source
from battles.models.renaming import is_slugged, kind_of
from battles.models.statements import NAMED
from battles.values.book_numbers import isbn_forms
from battles.values.romanisation import name_keys

# The link that tells two records of the same name apart.
SIDE = "belligerent"
MOST_COMPARED = 50_000


def may_have_twins(model) -> bool:
    return is_slugged(model)


def keys_of(record) -> set[str]:
    """The keys that a record has in common with its twins: those of its names or titles, and its identifiers."""
    if isinstance(record, Source):
        numbers = [*isbn_forms(record.isbn)[:1], record.doi, record.url]
        return {*keys_of_texts(record.title, record.title_en), *filter(None, numbers)}
    return keys_of_texts(record.name, record.name_en)


def keys_of_texts(*texts) -> set[str]:
    return {key for text in texts if text for key in name_keys(text) if key}


def twins_of(record, most: int) -> list:
    """The first few records that may be the same as this one; reads those only that have one of its names."""
    return Twins(type(record), keys_of(record)).of(record, most)


class Twins:
    """Finds records that may be the same as others, in two queries; ``keys`` limits what is looked for."""

    def __init__(self, model, keys: set[str] | None = None):
        self.model, self.keys = model._meta.concrete_model, keys
        self.has_side = SIDE in {field.name for field in self.model._meta.concrete_fields}

    def of(self, record, most: int) -> list:
        """The first few that may be the same as the record, in the order in which they were made."""
        found = {}
        for key in keys_of(record):
            found |= {twin.pk: twin for twin in self.by_key.get(key, ()) if self.are_alike(record, twin)}
        return [found[key] for key in sorted(found)][:most]

    def are_alike(self, record, twin) -> bool:
        if record.pk == twin.pk:
            return False
        sides = {record.belligerent_id, twin.belligerent_id} - {None} if self.has_side else set()
        return len(sides) < 2

    @cached_property
    def by_key(self) -> dict[str, list]:
        """The records by what they may have in common with others."""
        columns = ["url", "isbn", "doi"] if self.model is Source else [SIDE] if self.has_side else []
        names = list(self.names())
        rows = self.rows([key for key, _lines in names]).only(*self.model.label_columns, *columns)
        records, by_key = {record.pk: record for record in rows.order_by("pk")[:MOST_COMPARED]}, defaultdict(list)
        for record in records.values():
            for key in keys_of(record):
                by_key[key].append(record)
        for key, lines in names:
            for line in lines.split("\n") if key in records else ():
                by_key[line].append(records[key])
        return by_key

    def names(self):
        """Pairs of the key of a record and the lines of the search key of a name that a source gives it."""
        link = kind_of(self.model)
        if link not in NAMED:
            return ()
        names = Name._base_manager.filter(self.have_key(), **{f"{link}__isnull": False}).order_by()
        return names.values_list(f"{link}_id", "search_key")[:MOST_COMPARED]

    def rows(self, named: list[int]):
        """The records to look at; those that a source gives such a name too."""
        condition = self.have_key()
        if self.keys is not None and self.model is Source:
            condition |= ~Q(isbn="") | Q(url__in=self.keys) | Q(doi__in=self.keys)
        elif self.keys is not None:
            condition |= Q(pk__in=named)
        return self.model._base_manager.filter(condition)

    def have_key(self) -> Q:
        """The condition that a search key has one of the keys that are looked for."""
        return Q(*(Q(search_key__contains=key) for key in self.keys or ()), _connector=Q.OR)
