"""A long file is checked and imported by a process that the server starts, with the connections of the server."""

import pytest

from tests.clusters import on_postgresql
from tests.faults.files import write_sides
from tests.faults.sound import assert_sound
from tests.processes import manage
from tests.sites import serving
from tests.waiting import wait_until

pytestmark = [pytest.mark.slow, on_postgresql, pytest.mark.both_engines(quick=False)]

# Of some 1,000 bytes each: more than a request imports itself.
ROWS = 2_500
BOUNDARY = "a-line-that-is-in-no-file"
COUNT = "from battles.models import Belligerent; print(Belligerent.objects.filter(slug__startswith='side-').count())"


def upload(editor, path):
    """Send the file to be imported; the address of its page."""
    fields = {"csrfmiddlewaretoken": editor.cookies["csrftoken"], "new_status": "published"}
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="sides.csv"\r\nContent-Type: text/csv\r\n\r\n' + path.read_bytes())
    line = f"--{BOUNDARY}".encode()
    body = (
        b"".join(line + b"\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + line + b"--\r\n"
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answer = editor.ask("POST", "/admin/battles/belligerent/import/", body, kind)
    assert answer.status == 302, answer.errors
    return answer.headers["location"]


def test_a_long_file_is_imported_behind_a_server_with_a_pool(filled_environment, administrator, tmp_path):
    path = write_sides(tmp_path / "sides.csv", ROWS)
    with serving(filled_environment | {"DATABASE_POOL": "2"}, administrator) as site:
        editor = site.editor()
        address = upload(editor, path)
        confirm = address.replace("/change/", "/confirm/")
        wait_until(lambda: f'action="{confirm}"' in editor.get(address).text, site)
        assert editor.post(confirm).status == 302
        wait_until(lambda: address.replace("/change/", "/undo/") in editor.get(address).text, site)
    assert manage(filled_environment, "shell", "--no-imports", "-c", COUNT).stdout == f"{ROWS}\n"
    assert_sound(filled_environment)
