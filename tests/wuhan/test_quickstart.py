"""quickstart as users run it: its own process, an empty data folder, a real web server."""

import re
import resource
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.processes import PATIENCE, ROOT, manage


@contextmanager
def serving(environment):
    """Yield the address of a site that quickstart serves, and the text that quickstart printed before."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell lets commands in the background ignore Ctrl+C, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if address := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield address[0], printed
                return
        raise AssertionError(printed)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stdout.close()


def get(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        return response.read().decode()


def processor_time_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_an_empty_folder_becomes_a_site_with_the_records_and_an_administrator(environment, request):
    before = processor_time_of_children()
    with serving(environment) as (address, printed):
        page = get(address)
        assert "武漢會戰" in page
        assert "254,628" in get(f"{address}campaigns/battle-of-wuhan/")
        for sheet in re.findall(r'href="(/static/[^"]+\.css)"', page):
            assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
            assert "{" in get(address.rstrip("/") + sheet)
        user, password = re.search(r"Administrator: (\S+)\s+password: (\S+)", printed).groups()
        assert "Log out" in log_in(address, user, password)
    if request.config.getoption("thorough"):
        # Processor time does not depend on other programs.
        assert processor_time_of_children() - before < 20
    data = Path(environment["DATA_DIR"])
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600
    assert len((data / "secret_key").read_text().strip()) >= 50


def log_in(address, user, password):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = opener.open(f"{address}admin/login/?next=/admin/", timeout=PATIENCE).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    data = urlencode({"csrfmiddlewaretoken": token, "username": user, "password": password, "next": "/admin/"})
    return opener.open(f"{address}admin/login/", data.encode(), timeout=PATIENCE).read().decode()


def test_body_above_the_limit_is_refused_before_it_is_read(filled_environment):
    with serving(filled_environment) as (address, _printed):
        host, port = re.search(r"//([\d.]+):(\d+)/", address).groups()
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as browser:
            browser.sendall(b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 120000000\r\n\r\n")
            assert browser.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_second_run_changes_nothing(filled_environment):
    data = Path(filled_environment["DATA_DIR"])
    key, dump = (data / "secret_key").read_text(), manage(filled_environment, "dumpdata").stdout
    static = {path: path.stat().st_mtime_ns for path in (data / "static").rglob("*")}
    second = manage(filled_environment, "quickstart", "--no-serve")
    assert (second.returncode, second.stdout) == (0, "")
    assert (data / "secret_key").read_text() == key
    assert manage(filled_environment, "dumpdata").stdout == dump
    assert {path: path.stat().st_mtime_ns for path in (data / "static").rglob("*")} == static


def test_readers_can_read_the_database_file_while_an_editor_writes(filled_environment):
    if connection.vendor != "sqlite":
        pytest.skip("about the database file of SQLite")
    with sqlite3.connect(Path(filled_environment["DATA_DIR"]) / "wuhan.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def refused(environment, *arguments):
    done = manage(environment, "quickstart", *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_port_in_use_is_one_clear_line(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"port {port}" in refused(environment, "--port", str(port))
    assert not Path(environment["DATA_DIR"]).exists()


def test_a_data_folder_that_cannot_be_written_is_one_clear_line(environment, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "DATA_DIR" in refused(environment | {"DATA_DIR": str(tmp_path / "file" / "data")}, "--no-serve")


@pytest.mark.both_engines
def test_a_database_that_is_not_reachable_is_one_clear_line(environment):
    line = refused(environment | {"DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/nothing"}, "--no-serve")
    assert "DATABASE_URL" in line
    assert "secret" not in line


def test_file_that_is_no_database_is_one_clear_line(environment, tmp_path):
    (tmp_path / "junk").write_bytes(b"junk" * 1000)
    assert "not a database" in refused(environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'junk'}"}, "--no-serve")


@pytest.mark.parametrize("port", ["x", "-1", "65536"])
def test_invalid_port_is_wrong_use(environment, port):
    done = manage(environment, "quickstart", f"--port={port}")
    assert done.returncode == 2
    assert "ports run from 0" in done.stderr
