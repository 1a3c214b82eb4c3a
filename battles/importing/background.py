"""Work on an upload that others can watch, and that may outlast the request that asked for it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.core.files import locks
from django.utils.translation import get_language

LOCK, PROGRESS, LOG = "lock", "progress", "log"
# Seconds that a process may take until it is at work, and between two words of how far it is.
PATIENCE = 15
REPORT_EVERY = 1


class AtWork(Exception):
    """Another process works on the upload already."""


@contextmanager
def working(folder: Path) -> Iterator[Callable[[int], None]]:
    """Hold the lock of the folder, and report the rows done by calling what is given; AtWork if another has it.

    The system takes the lock away from a process that is no more, however it ended.
    """
    with (folder / LOCK).open("w") as file:
        deadline = time.monotonic() + 2
        # Whoever looks whether somebody is at work has the lock for a moment.
        while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > deadline:
                raise AtWork
            time.sleep(0.05)
        try:
            yield Report(folder)
        finally:
            locks.unlock(file)


class Report:
    """Writes down how many rows are done, at most once a second."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.last = time.monotonic()

    def __call__(self, rows: int):
        if time.monotonic() - self.last >= REPORT_EVERY:
            report(self.folder, rows)
            self.last = time.monotonic()


def report(folder: Path, rows: int):
    new = folder / f"{PROGRESS}.new"
    new.write_text(str(rows))
    new.replace(folder / PROGRESS)


def rows_done(folder: Path) -> int:
    try:
        return int((folder / PROGRESS).read_text())
    except FileNotFoundError:
        return 0


def is_at_work(folder: Path) -> bool:
    """Whether a process works on the upload, or was started so lately that it may not have begun."""
    try:
        with (folder / LOCK).open("a") as file:
            if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                return True
            locks.unlock(file)
        return time.time() - (folder / PROGRESS).stat().st_mtime < PATIENCE
    except FileNotFoundError:
        return False


def start_process(folder: Path, number: int):
    """Run the command runimport with the settings and in the language of this process, which it outlives.

    May raise OSError.
    """
    report(folder, 0)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with (folder / LOG).open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "django", "runimport", str(number), "--language", get_language()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    # Somebody has to take note of its end, or the system keeps it as a zombie.
    Thread(target=process.wait, daemon=True).start()
