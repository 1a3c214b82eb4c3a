"""The way of a file into the database: kept, checked, looked at by an editor, imported or discarded."""

import json
import secrets
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.models import ImportRecord, ImportState, Way
from battles.models.recording import recording
from battles.resources import RESOURCES
from battles.resources.background import AtWork, is_at_work, start_process, working
from battles.resources.importing import Importer, ImportResult
from battles.resources.plans import Digest, PlanWriter
from battles.resources.remarks import remarks_on
from battles.tabular import EncodingUnknown, TableError, check_headings, read_table

FORGOTTEN_AFTER = timedelta(days=7)
FOLDER, FILE, PLAN, CANDIDATES = "imports", "file", "plan", "candidates.json"
# An XLSX is packed, and holds about so many times the text.
PACKED = 5
UNDER_WAY = (ImportState.CHECKING, ImportState.IMPORTING)


class DataChanged(Exception):
    """The file would not do what its plan says."""


def receive(kind, file, *, made_by, message="", file_format="", encoding="") -> ImportRecord:
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
        state=ImportState.CHECKING,
    )
    folder = Path(settings.MEDIA_ROOT, FOLDER, secrets.token_hex(16))
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    record.upload.save(f"{folder.name}/{FILE}", file, save=False)
    record.save()
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
    with working(folder_of(record)) as report:
        record.refresh_from_db()
        try:
            if record.state == ImportState.CHECKING:
                check(record, report)
            elif record.state == ImportState.IMPORTING:
                import_as_planned(record, report)
        except DatabaseError:
            fail(record, _("The database was busy or out of reach."))
            raise
        except Exception:
            fail(record, _("The program has an error, which its log tells."))
            raise
    if record.state == ImportState.IMPORTED:
        shutil.rmtree(Path(settings.MEDIA_ROOT, record.folder_left), ignore_errors=True)


def fail(record, problem):
    record.state, record.problem = ImportState.FAILED, f"{problem} {_('Nothing was imported.')}"
    record.save(update_fields=["state", "problem"])
