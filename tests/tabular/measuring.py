"""What reading a file says, and what it costs, measured in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

READ_IT = r"""
import json, re, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from battles.tabular import RowError, TableError, read_table

def peak():
    # Not getrusage, which tells the parent's where that was larger.
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) >> 10

name, options = sys.argv[1:]
before, started, message, rows, errors = peak(), time.process_time(), "", 0, 0
with open(name, "rb") as file:
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
print(json.dumps([message, rows, errors, peak() - before, time.process_time() - started]))
"""


@dataclass(frozen=True)
class Outcome:
    """``message`` is of the error that ended reading, or of the first wrong row; ``seconds`` are of the processor."""

    message: str
    rows: int
    errors: int
    megabytes: int
    seconds: float


def outcome(file: Path, **options) -> Outcome:
    """The outcome of reading the file, which is deleted: such files are large."""
    try:
        run = [sys.executable, "-c", READ_IT, str(file), json.dumps(options)]
        done = subprocess.run(run, capture_output=True, text=True, timeout=200, check=True)
        return Outcome(*json.loads(done.stdout))
    finally:
        file.unlink()
