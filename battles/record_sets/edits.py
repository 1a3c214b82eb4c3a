"""Which records of a site editors have made, changed or deleted, as its history tells."""

from collections import defaultdict

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min, Q

from battles.models import Change, ChangeSet, ImportRecord, ImportState, Way
from battles.models.published_links import batches
from battles.models.records import Record
from battles.record_sets.sites import NAME, undone_sets

EDITED = "edited here"
PERHAPS_EDITED = "perhaps edited here, before this site had a history"
# The migrations that made the tables of records and of their history.
RECORDS, HISTORY = "0001_records", "0002_history"


class Edits:
    """The changes that count as an editor's: all but those of updates, and those that were undone."""

    def __init__(self):
        updates = ImportRecord.objects.filter(kind=NAME, change_set__isnull=False)
        undos = ChangeSet.objects.filter(way=Way.UNDO)
        self.not_edits = {
            *updates.values_list("change_set", flat=True),
            *undos.values_list("pk", flat=True),
            *undone_sets(),
        }
        self.came_before_history = is_older_than_history()

    def reasons(self, model, keys) -> dict[int, str]:
        """Why records, or former records, stay as they are: an editor made, changed or deleted them."""
        found, known = {}, set()
        for batch in batches(keys):
            changes = Change.objects.filter(model=model._meta.model_name, record_id__in=batch)
            for key, change_set in changes.order_by().values_list("record_id", "change_set"):
                known.add(key)
                if change_set not in self.not_edits:
                    found[key] = EDITED
        if self.came_before_history:
            found |= dict.fromkeys(set(keys) - known, PERHAPS_EDITED)
        return found

    def earlier_keys(self, model, identities) -> dict[str, set[int]]:
        """The keys of the records that had one of the identities at some time, as far as there is a history."""
        found, name = defaultdict(set), model.identifier
        identities = set(identities)
        for batch in batches(identities):
            had = Q(identity__in=batch) | Q(**{f"before__{name}__in": batch}) | Q(**{f"after__{name}__in": batch})
            changes = Change.objects.filter(had, model=model._meta.model_name).order_by()
            for key, *names in changes.values_list("record_id", "identity", f"before__{name}", f"after__{name}"):
                for identity in identities.intersection(names):
                    found[identity].add(key)
        return found


def is_older_than_history() -> bool:
    """Whether people may have written records with the first version, which kept no history of them.

    It wrote them through the admin, which keeps a log, or by an import, which now has a set of changes for its rows.
    """
    return has_account_of_before_history() or has_log_of_before_history() or has_import_without_history()


def has_account_of_before_history() -> bool:
    """Whether an account was made after the tables of records, and before those of the history."""
    migrations = MigrationRecorder.Migration.objects.filter(app="battles")
    applied = dict(migrations.filter(name__in=[RECORDS, HISTORY]).values_list("name", "applied"))
    between = {"date_joined__gt": applied.get(RECORDS), "date_joined__lt": applied.get(HISTORY)}
    return None not in between.values() and get_user_model().objects.filter(**between).exists()


def has_log_of_before_history() -> bool:
    """Whether the admin's log has an edit of before the history. In a restored backup, the tables are younger."""
    records = [model for model in apps.get_app_config("battles").get_models() if issubclass(model, Record)]
    content_types = ContentType.objects.get_for_models(*records, for_concrete_models=False).values()
    # A form that is saved unchanged is in the log too, and makes no set of changes.
    log = LogEntry.objects.filter(content_type__in=content_types).exclude(change_message="[]")
    history = MigrationRecorder.Migration.objects.filter(app="battles", name=HISTORY)
    times = [
        ChangeSet.objects.aggregate(first=Min("made_at"))["first"],
        history.aggregate(first=Min("applied"))["first"],
    ]
    for time in filter(None, times):
        log = log.filter(action_time__lt=time)
    return log.exists()


def has_import_without_history() -> bool:
    imports = ImportRecord.objects.exclude(kind=NAME).filter(change_set__isnull=True, state=ImportState.IMPORTED)
    return imports.filter(Q(new__gt=0) | Q(changed__gt=0)).exists()
