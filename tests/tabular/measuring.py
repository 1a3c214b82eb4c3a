"""The result of reading a file and its cost, measured in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

READ_IT = r"""
import io, json, re, sys, time
from importlib import import_module
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from battles.tabular import RowError, TableError, read_table

def peak():
    # getrusage gives the peak of the parent where that was larger.
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) >> 10

class CountingFile(io.FileIO):
    read_bytes = 0

    def readinto(self, buffer):
        count = super().readinto(buffer)
        self.read_bytes += count
        return count

name, options, limits = sys.argv[1:]
for path, limit in json.loads(limits).items():
    module, _, constant = path.rpartition(".")
    assert hasattr(import_module(module), constant)
    setattr(import_module(module), constant, limit)
before, started, message, rows, errors = peak(), time.process_time(), "", 0, 0
with CountingFile(name) as counted, io.BufferedReader(counted) as file:
    try:
        table = read_table(file, **json.loads(options))
        while True:
            try:
                next(table.rows)
                rows += 1
            except RowError as error:
                errors += 1
                message = message or str(error)
    except StopIteration:
        pass
    except TableError as error:
        message = str(error)
print(json.dumps([message, rows, errors, peak() - before, counted.read_bytes, time.process_time() - started]))
"""


@dataclass(frozen=True)
class Outcome:
    """``message`` is of the error that ended reading, or of the first wrong row.

    ``megabytes`` are of memory, ``seconds`` of the processor; ``read_bytes`` counts bytes that were read twice twice.
    """

    message: str
    rows: int
    errors: int
    megabytes: int
    read_bytes: int
    seconds: float


def outcome(file: Path, limits=(), **options) -> Outcome:
    """The outcome of reading the file, which is deleted; ``limits`` gives values to constants of the product."""
    try:
        run = [sys.executable, "-c", READ_IT, str(file), json.dumps(options), json.dumps(dict(limits))]
        done = subprocess.run(run, capture_output=True, text=True, timeout=200, check=True)
        return Outcome(*json.loads(done.stdout))
    finally:
        file.unlink()
