"""Commands run as processes of their own, as a user runs them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Seconds that a command may take.
PATIENCE = 180


def manage(environment, *arguments, patience=PATIENCE):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=patience,
    )
