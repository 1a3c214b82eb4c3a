"""Which set of records a site has: the one that it was made with, or the one that an update brought."""

from django.db.models import Exists

from battles.models import ChangeSet, ImportRecord, ImportState, LoadedSet, Way
from battles.models.review import changes_of

# The name of the set, and the kind of the imports that bring a newer one.
NAME = "documents"


def set_of_site(records) -> str | None:
    """The SHA-256 of the set that the site has; "" if it is not known, None if the site has no set.

    ``records`` is the RecordSet of the software.
    """
    undone = undone_sets()
    updates = ImportRecord.objects.filter(kind=NAME, state=ImportState.IMPORTED).order_by("-pk")
    for sha256, change_set in updates.values_list("file_sha256", "change_set"):
        if change_set not in undone:
            return sha256
    loaded = LoadedSet.objects.filter(name=NAME).values_list("sha256", flat=True).first()
    return loaded or ("" if has_loaded_records(records) else None)


def has_older_set(records) -> bool:
    return set_of_site(records) not in (None, records.sha256)


def has_loaded_records(records) -> bool:
    """Whether the site has a record of the set that nobody added: loading records leaves no history."""
    for model, fields in records.records.items():
        identities = [*fields, *records.dropped[model]]
        present = model._base_manager.filter(**{f"{model.identifier}__in": identities})
        if present.filter(~Exists(changes_of(model).filter(before__isnull=True))).exists():
            return True
    return False


def undone_sets() -> set[int]:
    """The keys of the sets of changes that are undone, if their undo is not undone in turn."""
    undo_of = dict(ChangeSet.objects.filter(way=Way.UNDO).values_list("undoes", "pk"))
    return {key for key in undo_of if is_undone(key, undo_of)}


def is_undone(key: int, undo_of: dict[int, int]) -> bool:
    undo = undo_of.get(key)
    return undo is not None and not is_undone(undo, undo_of)
