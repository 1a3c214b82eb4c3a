"""Backups: all tables in one file, and their restoring into an empty database of either engine.

A backup is a ZIP archive, which any system can open and check. Each table is a part of the archive, with one JSON list
for each row (CSV does not distinguish an empty text from null). The last part, ``manifest.json``, describes the others:

- the ``format`` of the file, and the ``migrations`` that made the tables;
- for each table its columns, the number of rows, the SHA-256 of its part, and the key of its next row, so that the
  keys of deleted records, which the history still has, are never used again.

A backup leaves out sessions (users log in again), failed logins, uploaded files that are not imported yet and the
records of their imports, and the counts of claims that PostgreSQL keeps by itself.
"""

from battles.backups.dump import write_backup
from battles.backups.load import BackupRefused, restore

__all__ = ["BackupRefused", "restore", "write_backup"]
