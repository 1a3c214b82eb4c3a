#!/usr/bin/env python
"""Run Django's commands for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuhan.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, InterfaceError, OperationalError
    from psycopg.errors import UndefinedTable

    if sys.stdout:
        # A character that the output's encoding lacks is written as \\uXXXX, as on standard error.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are wrong: {error}")
    except (DatabaseError, InterfaceError, OSError) as error:
        from battles.models.database_errors import explain, is_damaged, is_forbidden, is_full

        reason = " ".join(str(error).split())
        if is_full(error):
            sys.exit(explain(error))
        if is_forbidden(error):
            sys.exit(f"{explain(error)} ({reason})")
        if is_damaged(error):
            sys.exit(f"{explain(error)} ({reason}; DATABASE_URL says which it is.)")
        cannot_serve = isinstance(error, (OperationalError, InterfaceError))
        if not cannot_serve and not isinstance(error.__cause__, UndefinedTable):
            raise
        sys.exit(
            f"The database cannot serve this: {reason} (DATABASE_URL says which it is). "
            "quickstart makes a site; migrate makes empty tables, into which a backup can be restored."
        )


if __name__ == "__main__":
    main()
