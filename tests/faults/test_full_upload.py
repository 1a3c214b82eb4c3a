"""A disk that is full or read-only during an upload: status 503 with a sentence, and nothing of the file is left."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from battles.importing import uploads
from battles.models import Belligerent, ImportState
from tests.admin.uploading import step, upload

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SENTENCE = "The site’s disk has no room left"
SIDES = b"slug,name,note\n" + b"".join(b"side-%d,x,%s\n" % (number, b"n" * 1_000) for number in range(1_000))


@pytest.fixture
def client(admin_client, settings):
    # The file is checked at once.
    settings.BACKGROUND_SIZE = 2 * len(SIDES)
    admin_client.raise_request_exception = False
    return admin_client


def leave(disk, room):
    """Fill the disk but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - room)


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


# Room for a part of the file, for the file only, and for the file with a part of its preview.
@pytest.mark.parametrize("room", [500_000, len(SIDES) + 4_096, int(1.5 * len(SIDES))])
def test_a_full_disk_is_status_503_and_keeps_nothing_of_the_upload(client, settings, small_disk, room):
    settings.MEDIA_ROOT = small_disk / "uploads"
    leave(small_disk, room)
    response, record = upload(client, Belligerent, SIDES)
    assert response.status_code == 503
    assert SENTENCE in response.content.decode()
    assert record is None
    assert files_in(settings.MEDIA_ROOT) == []


def test_a_disk_full_before_the_whole_request_has_come_is_status_503(client, settings, small_disk):
    settings.FILE_UPLOAD_TEMP_DIR = small_disk
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    leave(small_disk, 500_000)
    response, record = upload(client, Belligerent, SIDES)
    assert response.status_code == 503
    assert SENTENCE in response.content.decode()
    assert response.headers["Retry-After"]
    assert record is None
    assert files_in(small_disk) == [small_disk / "filler"]


def test_a_process_for_a_long_file_that_has_no_room_says_so_and_can_be_run_again(client, settings, small_disk):
    settings.MEDIA_ROOT = small_disk / "uploads"
    record = uploads.receive("belligerents", SimpleUploadedFile("sides.csv", SIDES), made_by=None)
    leave(small_disk, 4_096)
    with pytest.raises(CommandError, match=SENTENCE):
        call_command("runimport", str(record.pk))
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    assert SENTENCE in record.problem
    assert not uploads.preview_folder(record).exists()
    (small_disk / "filler").unlink()
    client.post(step(record, "run_again"))
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED


def test_a_folder_that_cannot_be_written_is_status_503(client, settings, small_disk):
    settings.MEDIA_ROOT = small_disk / "uploads"
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    response, record = upload(client, Belligerent, SIDES)
    assert response.status_code == 503
    assert "The site may not write its files, so nothing was saved." in response.content.decode()
    assert record is None
