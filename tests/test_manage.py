"""manage.py: what it writes where the output is not UTF-8, and what it says of an error."""

import errno
import json
import random
import sqlite3
import sys
from contextlib import closing
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import call_command
from django.db import ConnectionHandler
from django.db.migrations.recorder import MigrationRecorder

import manage
from battles.models import ImportRecord, Place
from tests import factories
from wuhan.databases import read_databases

PAGE = 4_096


@pytest.fixture
def run(monkeypatch):
    """Run a command of manage.py whose output has the encoding; its exit status, and what it wrote."""

    def run(*arguments, encoding="utf-8"):
        output = TextIOWrapper(BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", output)
        monkeypatch.setattr(sys, "argv", ["manage.py", *arguments])
        status = 0
        try:
            manage.main()
        except SystemExit as ended:
            status = ended.code
        output.flush()
        return status, output.buffer.getvalue().decode(encoding)

    return run


# A command closes the connection in the end.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb2312"])
def test_a_report_is_written_where_the_output_is_not_utf_8(run, encoding):
    factories.make_claim(wording="約三百人—é", low=400, high=400, qualifier="exact")
    _status, as_utf_8 = run("checkrecords")
    assert "約三百人—é" in as_utf_8
    _status, report = run("checkrecords", encoding=encoding)
    assert len(report.splitlines()) == len(as_utf_8.splitlines())
    for name in ("utf-8", encoding):
        _status, report = run("checkrecords", "--format", "json", encoding=name)
        assert any("約三百人—é" in finding["sentence"] for finding in json.loads(report)["findings"])


def test_the_help_of_a_command_is_written_in_ascii(run):
    status, text = run("importcsv", "--help", encoding="ascii")
    assert status == 0
    assert "usage:" in text


@pytest.mark.django_db
def test_a_file_whose_name_is_not_utf_8_is_imported(tmp_path):
    path = tmp_path / "\udcff\udce6.csv"
    path.write_text("slug,name\nhankow,漢口\n", encoding="utf-8")
    call_command("importcsv", "places", str(path), verbosity=0)
    assert ImportRecord.objects.get().file_name == "��.csv"
    assert Place.objects.get().slug == "hankow"


def noise(content):
    return random.Random(1).randbytes(len(content))


DAMAGES = {
    "another file": lambda content: b"no database" * 1_000,
    "cut short": lambda content: content[: 2 * PAGE],
    "pages of zeros": lambda content: content[:PAGE] + bytes(len(content) - PAGE),
    "list of tables overwritten": lambda content: content[:100] + noise(content[100:PAGE]) + content[PAGE:],
    "name of a table overwritten": lambda content: content.replace(b"notes", b"n\xff\xe6(s"),
}


@pytest.fixture
def damaged(tmp_path, monkeypatch, django_db_blocker):
    """Call with a name in DAMAGES for a connection to an SQLite file that is damaged so."""
    path = tmp_path / "wuhan.sqlite3"
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (note TEXT)")
        database.executemany("INSERT INTO notes VALUES (?)", [("x" * 1_000,)] * 100)
        database.commit()
    connection = ConnectionHandler(read_databases(tmp_path, replicas=[], pool=0))["default"]

    def damage(name):
        path.write_bytes(DAMAGES[name](path.read_bytes()))
        return connection

    with django_db_blocker.unblock():
        yield damage
        connection.close()


def read_notes(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notes")
        cursor.fetchall()


def make_tables(connection):
    MigrationRecorder(connection).ensure_schema()
    read_notes(connection)


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("command", [read_notes, make_tables])
def test_a_damaged_file_is_one_sentence(damaged, run, monkeypatch, name, command):
    connection = damaged(name)
    monkeypatch.setattr("django.core.management.execute_from_command_line", lambda arguments: command(connection))
    sentence, _output = run("a command")
    assert sentence.startswith("The database is damaged. The operator of the site has to restore a backup")
    assert "DATABASE_URL" in sentence
    assert len(sentence.splitlines()) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The site’s disk has no room left"),
        (errno.EACCES, "The site may not write its files"),
        (errno.EROFS, "The site may not write its files"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_sentence(run, monkeypatch, number, said):
    def fail(arguments):
        raise OSError(number, "what the system says", "its name")

    monkeypatch.setattr("django.core.management.execute_from_command_line", fail)
    sentence, _output = run("a command")
    assert sentence.startswith(said)
    assert len(sentence.splitlines()) == 1
    assert "its name" in sentence or number == errno.ENOSPC
