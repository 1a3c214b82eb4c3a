"""The site as production serves it: gunicorn with its processes, which can be killed and started again."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.processes import PATIENCE, ROOT, manage
from tests.visitors import Visitor
from tests.waiting import wait_until


class Site:
    """A server on a port of its own; what it writes goes to ``server.log`` in the data folder."""

    def __init__(self, environment: dict, administrator: tuple[str, str]):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.environment = environment | {"BIND": f"127.0.0.1:{self.port}"}
        self.log = Path(environment["DATA_DIR"]) / "server.log"
        self.administrator = administrator
        self.process = None
        self.visitors = []

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "python:wuhan.server"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                # A group of its own, so that its processes can be killed in one blow.
                start_new_session=True,
            )
        wait_until(lambda: self.visitor().get("/healthz/alive").status == 200, self)

    def visitor(self) -> Visitor:
        self.visitors.append(Visitor(self.address))
        return self.visitors[-1]

    def editor(self) -> Visitor:
        editor = self.visitor()
        editor.log_in(*self.administrator)
        return editor

    def kill(self):
        """All of its processes at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self):
        for visitor in self.visitors:
            visitor.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def __str__(self):
        return self.log.read_text()[-4000:]


def prepare(environment: dict) -> tuple[str, str]:
    """Make tables, the records of the documents, static files and an administrator; their name and password."""
    made = manage(environment, "quickstart", "--no-serve")
    assert made.returncode == 0, made.stderr
    return re.search(r"Administrator: (\S+)\s+password: (\S+)", made.stdout).groups()


@contextmanager
def serving(environment: dict, administrator: tuple[str, str] | None = None):
    """A site that is served, and made out of nothing before where no administrator of it is known."""
    site = Site(environment, administrator or prepare(environment))
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
