"""Waiting for an event: the one place where tests look again and again."""

import time

# Seconds. Only a test that would otherwise never end reaches them.
PATIENCE = 180
PAUSE = 0.05


def wait_until(condition, about="", patience=PATIENCE):
    """Return the first true value of the condition; an OSError counts as false. Fails with ``about`` at the end."""
    deadline = time.monotonic() + patience
    while True:
        try:
            if value := condition():
                return value
        except OSError:
            pass
        assert time.monotonic() < deadline, str(about)
        time.sleep(PAUSE)
