"""Versions of records: the one that a user saw, and whether there is a later one."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from battles.models import Change
from battles.models.records import Record
from battles.models.review import changes_of
from battles.values.keys import is_key


def latest_versions(model: type[Record], keys: Iterable[int]) -> dict[int, int]:
    """The version of each record by its key: the key of its latest change, 0 for a record without changes.

    Read it before the page reads the records, or after they are locked: a change in between then counts as unseen.
    """
    name = model._meta.concrete_model._meta.model_name
    keys = list(keys)
    changes = Change.objects.filter(model=name, record_id__in=keys).order_by().values_list("record_id")
    return dict.fromkeys(keys, 0) | dict(changes.annotate(latest=Max("pk")))


def with_versions(records: QuerySet, *, lock: bool = False) -> QuerySet:
    """The records, each with its ``version`` as of the same moment.

    ``lock`` first waits for others who change these records, and keeps the records locked until the transaction ends.
    """
    if lock:
        # Lock in a separate query. A single query would wait, then read the new row with the old version.
        list(records.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    latest = changes_of(records.model).order_by("-pk").values("pk")[:1]
    return records.annotate(version=Coalesce(Subquery(latest), 0))


def changed_since(model: type[Record], seen: dict[int, int]) -> list[int]:
    """The keys of records that were changed or deleted after the versions that were seen."""
    latest = latest_versions(model, seen)
    return [key for key, version in seen.items() if latest[key] != version]


def format_versions(versions: dict[int, int]) -> str:
    """The versions as the value of a hidden field."""
    return " ".join(f"{key}:{version}" for key, version in versions.items())


def parse_versions(text: str, *, limit: int) -> dict[int, int]:
    """The first versions of a hidden field; leaves out what is not a pair of numbers."""
    pairs = [pair.partition(":")[::2] for pair in text.split()[:limit]]
    return {int(key): int(version) for key, version in pairs if is_key(key) and is_key(version)}


def changed_sentence(names: Iterable[str]) -> str:
    """The sentence for a user who would overwrite changes that the page did not show."""
    return _("Somebody changed this after you opened the page: %(names)s. Check it, then try again.") % {
        "names": ", ".join(f"“{name}”" for name in names)
    }
