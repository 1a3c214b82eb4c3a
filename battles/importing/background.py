"""The process that works on an upload: its lock, its progress, and its start in the background."""

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

from battles.private_files import open_private, write_private

LOCK, PROGRESS, LOG = "lock", "progress", "log"
# In seconds: the longest start of a process, the time between two reports, the longest wait for a lock held briefly.
PATIENCE = 15
REPORT_EVERY = 1
LOCK_TIMEOUT, LOCK_RETRY = 2, 0.05


class AtWork(Exception):
    """Another process works on the upload already."""


@contextmanager
def working(folder: Path) -> Iterator[Callable[[int], None]]:
    """Hold the lock of the folder, and give a function that reports the rows done; AtWork if another process holds it.

    The system releases the lock of a process that ends, however it ends.
    """
    with open_private(folder / LOCK, "w") as file:
        deadline = time.monotonic() + LOCK_TIMEOUT
        # is_at_work() holds the lock briefly; retry.
        while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > deadline:
                raise AtWork
            time.sleep(LOCK_RETRY)
        try:
            yield Report(folder)
        finally:
            locks.unlock(file)


class Report:
    """Reports how many rows are done, at most once in REPORT_EVERY seconds."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.last = time.monotonic()

    def __call__(self, rows: int):
        if time.monotonic() - self.last >= REPORT_EVERY:
            report(self.folder, rows)
            self.last = time.monotonic()


def report(folder: Path, rows: int):
    """Write the number of rows done to the folder."""
    new = folder / f"{PROGRESS}.new"
    write_private(new, str(rows))
    new.replace(folder / PROGRESS)


def rows_done(folder: Path) -> int:
    try:
        return int((folder / PROGRESS).read_text())
    except FileNotFoundError:
        return 0


def is_at_work(folder: Path) -> bool:
    """Whether a process works on the upload, or was started less than PATIENCE seconds ago."""
    try:
        with open_private(folder / LOCK, "a") as file:
            if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                return True
            locks.unlock(file)
        return time.time() - (folder / PROGRESS).stat().st_mtime < PATIENCE
    except FileNotFoundError:
        return False


def start_process(folder: Path, number: int):
    """Run runimport in a process that outlives this one, with its settings and language. May raise OSError."""
    report(folder, 0)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    with open_private(folder / LOG, "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "django", "runimport", str(number), "--language", get_language()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    # Without a wait for its end, the system keeps it as a zombie.
    Thread(target=process.wait, daemon=True).start()
