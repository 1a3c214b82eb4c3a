"""An uploaded file on its way into the database: received, checked, previewed by an editor, imported or discarded."""

import json
import logging
import secrets
import shutil
from dataclasses import asdict
from datetime import timedelta
from hashlib import file_digest
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.importing.background import is_at_work, start_process, working
from battles.importing.importer import DataChanged, Importer
from battles.importing.previews import Digest, PreviewWriter
from battles.importing.remarks import remarks_on
from battles.importing.rows import ImportResult
from battles.importing.states import (
    UNDER_WAY,
    change_state,
    queue_again,
    set_checked,
    set_failed,
    set_refused,
)
from battles.models import ImportRecord, ImportState
from battles.models.database_errors import explain, is_full
from battles.private_files import write_private
from battles.resources import RESOURCES
from battles.tabular import (
    EncodingUnknown,
    TableError,
    UnknownHeadings,
    listed,
    may_have_more_rows,
    read_table,
    shown,
    with_known_headings,
)
from battles.values.choices import Status

KEPT_FOR = timedelta(days=7)
# The folder of all uploads, and names in the folder of one. The preview keeps its old name, “plan”, because imports may
# wait while the site is updated.
FOLDER, FILE, PREVIEW, CANDIDATES, MISTAKES = "imports", "file", "plan", "candidates.json", "mistakes.json"
# At most so many mistakes of several rows are listed above the errors.
MAX_REPEATED = 100
# Files without content in that folder: the headings are unknown; an editor leaves the columns with such headings out.
UNKNOWN, LEAVE_OUT = "unknown-headings", "leave-out"
logger = logging.getLogger(__name__)

# An XLSX file is compressed, and holds about this many times its size in text.
COMPRESSION = 5


def receive(
    kind, file, *, made_by, message="", file_format="", encoding="", new_status=Status.DRAFT, leave_out=False
) -> ImportRecord:
    """Keep an UploadedFile in a folder of its own, and make the record of an import that waits for its check.

    ``kind`` is a name in RESOURCES; an empty format or encoding is detected. ``leave_out`` leaves out columns with
    unknown headings.
    """
    file.seek(0)
    record = ImportRecord(
        kind=kind,
        made_by=made_by,
        message=message,
        file_name=file.name,
        file_size=file.size,
        file_sha256=file_digest(file, "sha256").hexdigest(),
        file_format=file_format,
        encoding=encoding,
        new_status=new_status,
        state=ImportState.CHECKING,
    )
    folder = Path(settings.MEDIA_ROOT, FOLDER, secrets.token_hex(16))
    for each in (folder.parent.parent, folder.parent, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        record.upload.save(f"{folder.name}/{FILE}", file, save=False)
        if leave_out:
            write_private(folder / LEAVE_OUT, "")
        record.save()
    except (OSError, DatabaseError):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return record


def folder_of(record) -> Path:
    return Path(record.upload.path).parent


def preview_folder(record) -> Path:
    return folder_of(record) / PREVIEW


def start_first_check(record):
    """Start to check a file that was just received. If the disk is full, nothing of it is left."""
    try:
        start(record)
    except (OSError, DatabaseError) as error:
        if is_full(error):
            # The files first: the database may be on the same disk.
            shutil.rmtree(folder_of(record), ignore_errors=True)
            record.delete()
        raise


def start(record):
    """Check or import the file: at once, or in a process of its own if it is long."""
    if not is_long(record):
        run(record)
        return
    try:
        start_process(folder_of(record), record.pk)
    except OSError as error:
        if is_full(error):
            raise
        set_failed(record, _("The process for long files cannot be started: %s.") % (error.strerror or error))


def is_long(record) -> bool:
    """Whether the check or the import may take longer than a reader waits for a page."""
    size = record.file_size * (COMPRESSION if record.file_format == "xlsx" else 1)
    if size > settings.BACKGROUND_SIZE:
        return True
    with open(record.upload.path, "rb") as file:
        return may_have_more_rows(file, settings.BACKGROUND_ROWS)


def run(record):
    """Check or import the file, as the record's state says, and save the outcome in the record.

    AtWork if another process does so.
    """
    folder = folder_of(record)
    with working(folder) as progress:
        record.refresh_from_db()
        try:
            if record.state == ImportState.CHECKING:
                check(record, progress)
            elif record.state == ImportState.IMPORTING:
                import_as_previewed(record, progress)
        except Exception as error:
            sentence = explain(error)
            set_failed(record, sentence or _("Internal error. See the server log."))
            if not sentence or is_full(error):
                raise
            logger.exception("Import %s", record.pk)
    if record.state == ImportState.IMPORTED:
        shutil.rmtree(folder, ignore_errors=True)


def check(record, progress):
    """Check the file, and keep the result as the preview of its import."""
    folder = folder_of(record)
    shutil.rmtree(preview_folder(record), ignore_errors=True)
    (folder / UNKNOWN).unlink(missing_ok=True)
    result, problem, candidates = ImportResult(), "", []
    with open(record.upload.path, "rb") as file:
        try:
            resource, table = open_table(record, file, leave_out=(folder / LEAVE_OUT).exists())
            note_left_out(record, table)
            remarks = remarks_on(resource.model)
            with PreviewWriter(preview_folder(record), resource, table.headings, remarks) as preview:
                importer = Importer(resource, table.headings, progress, preview, new_status=record.new_status)
                result = importer.result
                importer.run(table.rows, dry_run=True)
        except EncodingUnknown as error:
            problem = str(error)
            candidates = [[choice.encoding, choice.label, choice.sample] for choice in error.candidates]
        except TableError as error:
            problem = str(error)
            if isinstance(error, UnknownHeadings):
                write_private(folder / UNKNOWN, "")
        except OSError:
            # Half a preview is of no use, and the database may need its room to say so.
            shutil.rmtree(preview_folder(record), ignore_errors=True)
            raise
    write_private(folder / CANDIDATES, json.dumps(candidates))
    repeated = sorted((each for each in result.mistakes if each.rows > 1), key=attrgetter("rows"), reverse=True)
    write_private(folder / MISTAKES, json.dumps([asdict(each) for each in repeated[:MAX_REPEATED]]))
    if problem or result.error_count:
        set_refused(record, result, problem)
    else:
        set_checked(record, result, preview.hexdigest(), table.format)


def import_as_previewed(record, progress):
    """Import the file if the outcome is that of its preview; otherwise check it again, for a new preview."""
    try:
        with open(record.upload.path, "rb") as file:
            resource, table = open_table(record, file, leave_out=(folder_of(record) / LEAVE_OUT).exists())
            digest = Digest(resource, table.headings)
            importer = Importer(resource, table.headings, progress, digest, new_status=record.new_status)
            has_changed = importer.run(table.rows, import_record=record).error_count > 0
    except DataChanged:
        has_changed = True
    if has_changed:
        check(record, progress)
        record.problem = _("The data changed since the check, and nothing was imported. Look again.")
        record.save(update_fields=["problem"])


def open_table(record, file, *, leave_out):
    """The resource of the record's kind, and the table in the file. Raises TableError if they do not fit.

    ``leave_out`` leaves out columns with unknown headings.
    """
    resource = RESOURCES[record.kind](with_status=True)
    table = read_table(file, encoding=record.encoding or None, format=record.file_format or None)
    return resource, with_known_headings(table, resource.headings, resource.required_headings, leave_out=leave_out)


def note_left_out(record, table):
    """Say in the record's message which columns are left out, once."""
    if table.left_out:
        note = _("Columns left out: %s.") % listed(map(shown, table.left_out))
        if note not in record.message:
            record.message = f"{record.message}\n{note}".strip()


def encodings_possible(record) -> list[tuple[str, str, str]]:
    """Triples of a name, a label and a sample of the text, for each encoding from which an editor must choose."""
    return list(map(tuple, kept_list(record, CANDIDATES)))


def repeated_mistakes(record) -> list[dict]:
    """The mistakes that several rows have, as dicts of Mistake, those of most rows first."""
    return kept_list(record, MISTAKES)


def kept_list(record, name: str) -> list:
    path = folder_of(record) / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def confirm(record, user) -> bool:
    """Import a checked file. Returns False if it is not in that state."""
    if not change_state(record, [ImportState.CHECKED], ImportState.IMPORTING, made_by=user):
        return False
    start(record)
    return True


def use_encoding(record, encoding) -> bool:
    """Check a refused file again, in the encoding. Returns False if it is not in that state."""
    if not change_state(record, [ImportState.REFUSED], ImportState.CHECKING, encoding=encoding):
        return False
    start(record)
    return True


def has_unknown_headings(record) -> bool:
    """Whether an editor may have columns left out, because the file was refused for their headings."""
    return record.state == ImportState.REFUSED and (folder_of(record) / UNKNOWN).exists()


def leave_out_columns(record) -> bool:
    """Check a file that was refused for unknown headings again, without their columns. Returns False for another."""
    if not has_unknown_headings(record):
        return False
    write_private(folder_of(record) / LEAVE_OUT, "")
    if not change_state(record, [ImportState.REFUSED], ImportState.CHECKING):
        return False
    start(record)
    return True


def run_again(record) -> bool:
    """Repeat a check or an import that failed or was interrupted. Returns False if neither is so."""
    if not is_interrupted(record) and not queue_again(record):
        return False
    start(record)
    return True


def is_interrupted(record) -> bool:
    """Whether the process that checked or imported the file ended before it was done."""
    if record.state not in UNDER_WAY or is_at_work(folder_of(record)):
        return False
    # The process may have finished since the record was read.
    return ImportRecord.objects.filter(pk=record.pk, state=record.state).exists()


def discard(record) -> bool:
    """Delete a file that was not imported, with its record. Returns False if it is being worked on or was imported."""
    folder = folder_of(record) if record.upload else None
    if record.state in UNDER_WAY and is_at_work(folder):
        return False
    records = ImportRecord.objects.filter(pk=record.pk, state=record.state).exclude(state=ImportState.IMPORTED)
    deleted, _kinds = records.delete()
    if deleted and folder:
        shutil.rmtree(folder, ignore_errors=True)
    return bool(deleted)


def discard_old():
    """Delete files that were neither imported nor discarded within a week."""
    long_ago = timezone.now() - KEPT_FOR
    for record in ImportRecord.objects.filter(made_at__lt=long_ago).exclude(state=ImportState.IMPORTED):
        discard(record)
    folders = Path(settings.MEDIA_ROOT, FOLDER)
    kept = {Path(name).parent.name for name in ImportRecord.objects.exclude(upload="").values_list("upload", flat=True)}
    for folder in folders.iterdir() if folders.exists() else ():
        if folder.name not in kept and folder.stat().st_mtime < long_ago.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
