"""Backups: all rows of all tables in one file, and back into an empty database of either engine.

A backup is a ZIP archive, which any system can open and check. Each table is a part of it, a row to a line as a JSON
list (CSV would not tell an empty text from none). The last part, ``manifest.json``, says what the others hold:

- ``format`` of the file, and ``migrations``, the version of the tables;
- for each table its columns, the number of its rows, the SHA-256 of its part, and the key that its next row gets, so
  that no key is given out again that a record had which is gone, and of which the history still tells.

Left out are sessions (whoever was logged in logs in again), failed logins, files that are uploaded and not imported
yet, with the records of their imports, and the numbers of claims that PostgreSQL counts by itself.
"""

from battles.backups.dump import write_backup
from battles.backups.load import BackupRefused, restore

__all__ = ["BackupRefused", "restore", "write_backup"]
