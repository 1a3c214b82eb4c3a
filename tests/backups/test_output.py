"""Where a backup is written: a file gets its name when it is complete, and no other thing loses its place to it."""

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from battles.management.commands.backup import output_file
from tests.waiting import PATIENCE

DATA = b"x" * 100_000


def write(output, data=DATA):
    with output_file(output) as file:
        file.write(data)


@contextmanager
def reading(pipe):
    """Read the pipe in another thread, into the list that the block gets."""
    found = []
    reader = Thread(target=lambda: found.append(pipe.read_bytes()), daemon=True)
    reader.start()
    yield found
    reader.join(PATIENCE)


def test_a_symbolic_link_stays_and_the_file_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to("disk/backup.zip")
    for data in (b"the first", b"the second"):
        write(tmp_path / "link", data)
        assert (tmp_path / "link").readlink().name == "backup.zip"
        assert (tmp_path / "disk" / "backup.zip").read_bytes() == data
        assert stat.S_IMODE((tmp_path / "disk" / "backup.zip").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["backup.zip"]


@pytest.mark.django_db(transaction=True)
def test_a_pipe_gets_the_backup_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with reading(pipe) as found:
        call_command("backup", output=pipe)
    (tmp_path / "backup.zip").write_bytes(found[0])
    with ZipFile(tmp_path / "backup.zip") as archive:
        assert archive.testzip() is None
        assert "manifest.json" in archive.namelist()
    assert pipe.is_fifo()
    assert not list(tmp_path.glob("*.part"))


def test_a_pipe_named_by_its_descriptor_gets_the_backup():
    reading_end, writing_end = os.pipe()
    with reading(Path(f"/dev/fd/{reading_end}")) as found:
        write(Path(f"/dev/fd/{writing_end}"))
        os.close(writing_end)
    os.close(reading_end)
    assert found == [DATA]


def test_a_device_stays_a_device(tmp_path):
    null = tmp_path / "null"
    null.symlink_to(os.devnull)
    write(null)
    assert null.is_char_device()
    assert null.is_symlink()


def test_a_link_that_leads_to_itself_is_reported(tmp_path):
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", output=tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["link"]
