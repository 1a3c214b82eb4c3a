"""The way of a file into the database: kept, checked, looked at by an editor, imported or discarded."""

import json
import logging
import secrets
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.importing.background import is_at_work, start_process, working
from battles.importing.importer import Importer, ImportResult
from battles.importing.previews import Digest, PlanWriter
from battles.importing.remarks import remarks_on
from battles.models import ImportRecord, ImportState, Way
from battles.models.database_errors import is_full, no_room
from battles.models.recording import recording
from battles.resources import RESOURCES
from battles.tabular import EncodingUnknown, TableError, check_headings, read_table
from battles.values.choices import Status

FORGOTTEN_AFTER = timedelta(days=7)
FOLDER, FILE, PLAN, CANDIDATES = "imports", "file", "plan", "candidates.json"
logger = logging.getLogger(__name__)

# An XLSX is packed, and holds about so many times the text.
PACKED = 5
UNDER_WAY = (ImportState.CHECKING, ImportState.IMPORTING)


class DataChanged(Exception):
    """The file would not do what its plan says."""


def receive(kind, file, *, made_by, message="", file_format="", encoding="", new_status=Status.DRAFT) -> ImportRecord:
    """Keep an UploadedFile in a folder of its own, as an import that is to be checked.

    ``kind`` is a name in RESOURCES; an empty format or encoding is found out.
    """
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    record = ImportRecord(
        kind=kind,
        made_by=made_by,
        message=message,
        file_name=file.name,
        file_size=file.size,
        file_sha256=digest.hexdigest(),
        file_format=file_format,
        encoding=encoding,
        new_status=new_status,
        state=ImportState.CHECKING,
    )
    folder = Path(settings.MEDIA_ROOT, FOLDER, secrets.token_hex(16))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    record.upload.save(f"{folder.name}/{FILE}", file, save=False)
    try:
        record.save()
    except DatabaseError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return record


def folder_of(record) -> Path:
    return Path(record.upload.path).parent


def plan_folder(record) -> Path:
    return folder_of(record) / PLAN


def start(record):
    """Do what is due: at once, or for a long file in a process of its own."""
    size = record.file_size * (PACKED if record.file_format == "xlsx" else 1)
    if size <= settings.BACKGROUND_SIZE:
        run(record)
        return
    try:
        start_process(folder_of(record), record.pk)
    except OSError as error:
        fail(record, _("The process for long files cannot be started: %s.") % (error.strerror or error))


def run(record):
    """Check the file or import it, as the record's state says; what came of it stands on the record.

    AtWork if another process is at it.
    """
    folder = folder_of(record)
    with working(folder) as report:
        record.refresh_from_db()
        try:
            if record.state == ImportState.CHECKING:
                check(record, report)
            elif record.state == ImportState.IMPORTING:
                import_as_planned(record, report)
        except DatabaseError as error:
            logger.exception("Import %s", record.pk)
            fail(record, no_room() if is_full(error) else _("The database was busy or out of reach."))
        except Exception:
            fail(record, _("The program has a fault, which its log tells."))
            raise
    if record.state == ImportState.IMPORTED:
        shutil.rmtree(folder, ignore_errors=True)


def fail(record, problem):
    record.state, record.problem = ImportState.FAILED, f"{problem} {_('Nothing was imported.')}"
    record.save(update_fields=["state", "problem"])


def open_table(record, file):
    """The resource of the record's kind, and the table in the file; TableError if they do not fit."""
    resource = RESOURCES[record.kind](with_status=True)
    table = read_table(file, encoding=record.encoding or None, format=record.file_format or None)
    check_headings(table.headings, resource.headings, resource.required_headings)
    return resource, table


def check(record, progress):
    """Find out what the file would do, and keep it as the plan of its import."""
    record.plan_sha256 = record.problem = ""
    shutil.rmtree(plan_folder(record), ignore_errors=True)
    result, candidates = ImportResult(), []
    with open(record.upload.path, "rb") as file:
        try:
            resource, table = open_table(record, file)
            with PlanWriter(plan_folder(record), table.headings, remarks_on(resource.model)) as plan:
                importer = Importer(resource, table.headings, progress, plan, new_status=record.new_status)
                result = importer.result
                importer.run(table.rows, dry_run=True)
        except TableError as error:
            record.problem = str(error)
            if isinstance(error, EncodingUnknown):
                candidates = [[choice.encoding, choice.label, choice.sample] for choice in error.candidates]
    (folder_of(record) / CANDIDATES).write_text(json.dumps(candidates), encoding="utf-8")
    count(record, result)
    if record.problem or result.error_count:
        record.state = ImportState.REFUSED
    else:
        record.state, record.plan_sha256, record.file_format = ImportState.CHECKED, plan.hexdigest(), table.format
    record.save()


def encodings_possible(record) -> list[tuple[str, str, str]]:
    """Encodings among which a person must choose, each with its label and how the text would then read."""
    path = folder_of(record) / CANDIDATES
    return list(map(tuple, json.loads(path.read_text(encoding="utf-8")))) if path.exists() else []


def import_as_planned(record, progress):
    """Import just what the plan says; where that is no longer what would happen, make a new plan instead."""
    plan = Digest()
    try:
        with open(record.upload.path, "rb") as file:
            resource, table = open_table(record, file)
            result = import_rows(record, resource, table, progress=progress, plan=plan)
            has_changed = bool(result.error_count)
    except DataChanged:
        has_changed = True
    if has_changed:
        check(record, progress)
        record.problem = _("The data changed since the check, and nothing was imported. Look again.")
        record.save(update_fields=["problem"])


def import_rows(record, resource, table, *, progress, plan=None) -> ImportResult:
    """Import the table and save the record of it, both or, where the result has errors, neither.

    DataChanged, and neither, if the ``plan``, a Digest, comes out other than the record's.
    """
    with recording(made_by=record.made_by, message=record.message, way=Way.IMPORT) as changes:
        importer = Importer(resource, table.headings, progress, plan, new_status=record.new_status)
        result = importer.run(table.rows)
        if result.error_count:
            return result
        if plan and plan.hexdigest() != record.plan_sha256:
            raise DataChanged
        count(record, result)
        record.state, record.upload = ImportState.IMPORTED, ""
        record.change_set = changes.change_set if changes.change_set.pk else None
        record.save()
    return result


def count(record, result):
    record.new, record.changed, record.unchanged = result.new, result.changed, result.unchanged
    record.wrong = result.error_count


def is_interrupted(record) -> bool:
    """Whether the process that was to check or import the file is no more."""
    if record.state not in UNDER_WAY or is_at_work(folder_of(record)):
        return False
    # It may have come to its end since the record was read.
    return ImportRecord.objects.filter(pk=record.pk, state=record.state).exists()


def confirm(record, user) -> bool:
    """Import what was checked; whether it was still there to be imported."""
    if not advance(record, [ImportState.CHECKED], ImportState.IMPORTING, made_by=user):
        return False
    start(record)
    return True


def run_again(record) -> bool:
    """Do once more what failed or was interrupted; whether there was such a thing."""
    if not is_interrupted(record) and not take_up(record):
        return False
    start(record)
    return True


def take_up(record) -> bool:
    """Let what failed be due again; whether it had failed."""
    due = ImportState.IMPORTING if record.plan_sha256 else ImportState.CHECKING
    return advance(record, [ImportState.FAILED], due)


def read_as(record, encoding) -> bool:
    """Check the file once more, in the encoding; whether it was waiting for one."""
    if not advance(record, [ImportState.REFUSED], ImportState.CHECKING, encoding=encoding):
        return False
    start(record)
    return True


def advance(record, states, state, **values) -> bool:
    """Take the record from one of the states to another, unless somebody else has."""
    waiting = ImportRecord.objects.filter(pk=record.pk, state__in=states)
    if not waiting.update(state=state, **values):
        return False
    record.refresh_from_db()
    return True


def discard(record) -> bool:
    """Remove a file that was not imported, with its record; whether it could be."""
    folder = folder_of(record) if record.upload else None
    if record.state in UNDER_WAY and is_at_work(folder):
        return False
    removed, _kinds = (
        ImportRecord.objects.filter(pk=record.pk, state=record.state).exclude(state=ImportState.IMPORTED).delete()
    )
    if removed and folder:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(removed)


def discard_forgotten():
    """Remove the files that nobody has imported or discarded for a week."""
    long_ago = timezone.now() - FORGOTTEN_AFTER
    for record in ImportRecord.objects.filter(made_at__lt=long_ago).exclude(state=ImportState.IMPORTED):
        discard(record)
    folders = Path(settings.MEDIA_ROOT, FOLDER)
    kept = {Path(name).parent.name for name in ImportRecord.objects.exclude(upload="").values_list("upload", flat=True)}
    for folder in folders.iterdir() if folders.exists() else ():
        if folder.name not in kept and folder.stat().st_mtime < long_ago.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
