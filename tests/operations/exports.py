"""All exports of a site, as files."""

import csv
from pathlib import Path

from django.core.management import call_command

from battles.resources import RESOURCES
from tests.processes import manage


def write(folder):
    """Write every kind of record with its status, one file for each."""
    for kind in RESOURCES:
        call_command("exportcsv", kind, all=True, output=Path(folder, f"{kind}.csv"))


def exports_of(environment, folder) -> dict[str, bytes]:
    """The files by kind, from the site of the environment; the folder is made."""
    folder.mkdir()
    code = f"from tests.operations.exports import write; write({str(folder)!r})"
    done = manage(environment, "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return {kind: Path(folder, f"{kind}.csv").read_bytes() for kind in RESOURCES}


def rows_without(export: bytes, identities) -> list[list[str]]:
    """The rows of an export but for those with one of the identities."""
    headings, *rows = csv.reader(export.decode("utf-8-sig").splitlines(keepends=True))
    # An identifier is identified by its authority and its value.
    columns = [headings.index(name) for name in ("authority", "value")] if "authority" in headings else [0]
    rows = [row for row in rows if ":".join(row[column] for column in columns) not in identities]
    return [headings, *rows]
