"""Kills at named points: a command runs in a forked process, which ends without a word at a call of a function.

Import this in a process of its own that Django is set up in and that has no other thread: ``manage.py shell``.
"""

import os
import random
import signal
import sys
from contextlib import redirect_stdout
from importlib import import_module

from django.core.management import call_command
from django.db import connections

from battles.models import ChangeSet, FigureClaim, ImportRecord
from tests.faults.soundness import wrong

INSERT = ("battles.models.bulk_sql", "insert_rows")
UPDATE = ("battles.models.bulk_sql", "update_rows")
RECORD_NEW = ("battles.models.recording", "Recording.write_new")
RECORD_DELETED = ("battles.models.recording", "Recording.write_deleted")
COMMIT = ("django.db.backends.base.base", "BaseDatabaseWrapper._commit")
# The function at whose call the process ends, the number of the call, and whether the call is done before.
POINTS = {
    "before the first row is inserted": (INSERT, 1, False),
    "before the second chunk is inserted": (INSERT, 2, False),
    "between new rows and their history": (RECORD_NEW, 1, False),
    "between the history and the deletion of rows": (RECORD_DELETED, 1, True),
    "after rows got other values": (UPDATE, 1, True),
    "before the commit": (COMMIT, 1, False),
    "after the commit": (COMMIT, 1, True),
}


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point):
    """Let this process end at the point."""
    (module, path), last, is_done_before = POINTS[point]
    owner = import_module(module)
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    function, calls = getattr(owner, name), 0

    def replacement(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls < last:
            return function(*arguments, **options)
        if is_done_before:
            function(*arguments, **options)
        die()

    setattr(owner, name, replacement)
    # Modules that have imported the function by its name.
    for module in list(sys.modules.values()):
        if vars(module).get(name) is function:
            setattr(module, name, replacement)


def die_within(seconds):
    """Let this process end at some moment within so many seconds, in the midst of a call of the system too."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, random.uniform(0.001, seconds))


def run(command, prepare) -> int:
    """Run a command of manage.py in a process of its own; its exit status is the signal below zero if it was killed."""
    connections.close_all()
    child = os.fork()
    if not child:
        status = 1
        try:
            prepare()
            with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
                call_command(*command)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def found() -> list:
    """How many claims and sets of changes there are, and what is wrong with the site."""
    return [FigureClaim.objects.count(), ChangeSet.objects.count(), wrong()]


def undo_of_last_import() -> list[str]:
    """The command that undoes the last import."""
    return ["undoimport", str(ImportRecord.objects.latest("pk").pk)]


def kill_at(command, points) -> list:
    """For each of the points: its name, the exit status of the command that was killed there, and what is found."""
    return [[point, run(command, lambda point=point: die_at(point)), *found()] for point in points]
