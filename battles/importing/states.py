"""The states of an import, and the changes from one to another."""

from django.utils.translation import gettext as _

from battles.importing.rows import ImportResult
from battles.models import ImportRecord, ImportState

UNDER_WAY = (ImportState.CHECKING, ImportState.IMPORTING)
# Nothing is imported, and the file can still be changed.
UNFINISHED = (ImportState.CHECKED, ImportState.REFUSED)


def change_state(record, states, state, **values) -> bool:
    """Change the state of an import that is in one of the states. Returns False if it is in none of them by now."""
    records = ImportRecord.objects.filter(pk=record.pk, state__in=states)
    if not records.update(state=state, **values):
        return False
    record.refresh_from_db()
    return True


def queue_again(record) -> bool:
    """Queue a failed import again. Returns False if it had not failed."""
    state = ImportState.IMPORTING if record.plan_sha256 else ImportState.CHECKING
    return change_state(record, [ImportState.FAILED], state)


def set_failed(record, problem: str):
    record.state, record.problem = ImportState.FAILED, f"{problem} {_('Nothing was imported.')}"
    record.save(update_fields=["state", "problem"])


def set_refused(record, result: ImportResult, problem: str = ""):
    set_counts(record, result)
    record.state, record.problem, record.plan_sha256 = ImportState.REFUSED, problem, ""
    record.save()


def set_checked(record, result: ImportResult, preview_sha256: str, file_format: str):
    set_counts(record, result)
    record.state, record.problem, record.plan_sha256 = ImportState.CHECKED, "", preview_sha256
    record.file_format = file_format
    record.save()


def set_imported(record, result: ImportResult, change_set):
    """Save the record as imported; the set of changes is not saved if the file changes nothing."""
    set_counts(record, result)
    record.state, record.upload = ImportState.IMPORTED, ""
    record.change_set = change_set if change_set.pk else None
    record.save()


def set_counts(record, result: ImportResult):
    record.new, record.changed, record.unchanged = result.new, result.changed, result.unchanged
    record.wrong = result.error_count
