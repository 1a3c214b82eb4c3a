"""A file that is not a complete backup of this version is refused with one sentence, and nothing is changed."""

import json
import stat
import struct
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from battles.backups import load, write_backup
from battles.backups.tables import applied_migrations, tables
from battles.models import Place
from tests import factories
from tests.processes import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = "tables/battles.Place.jsonl"
MIGRATION = "battles.9999_of_another_version"


@pytest.fixture
def backup():
    """The bytes of a backup of ten places; the database is empty again."""
    for _number in range(10):
        factories.make_place()
    file = BytesIO()
    write_backup(file)
    for label in ("battles.Place", "battles.Change", "battles.ChangeSet"):
        tables()[label]._base_manager.all()._raw_delete("default")
    return file.getvalue()


def refusal(path, data):
    path.write_bytes(data)
    with pytest.raises(CommandError) as error:
        call_command("restore", path)
    assert not Place.objects.exists()
    sentence = str(error.value)
    assert sentence.endswith(" Nothing was restored.")
    return sentence


def changed(backup, changes):
    """The backup with some parts changed; ``changes`` are functions of the content by part, None removes the part."""
    out = BytesIO()
    with ZipFile(BytesIO(backup)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        parts = {name: archive.read(name) for name in archive.namelist()}
        for name, change in changes.items():
            parts[name] = change(parts.get(name))
        for name, content in parts.items():
            if content is not None:
                copy.writestr(name, content)
    return out.getvalue()


def manifest(**values):
    return {"manifest.json": lambda content: json.dumps(json.loads(content) | values)}


def of_places(**values):
    def change(content):
        found = json.loads(content)
        found["tables"]["battles.Place"] |= values
        return json.dumps(found)

    return {"manifest.json": change}


@pytest.mark.both_engines
def test_the_unchanged_backup_is_restored(backup, tmp_path):
    (tmp_path / "backup.zip").write_bytes(backup)
    call_command("restore", tmp_path / "backup.zip", verbosity=0)
    assert Place.objects.count() == 10


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(backup, tmp_path, part):
    assert "cut short" in refusal(tmp_path / "backup.zip", backup[: int(len(backup) * part)])


def test_a_changed_byte_in_a_part_is_refused(backup, tmp_path):
    with ZipFile(BytesIO(backup)) as archive:
        header = archive.getinfo(PLACES).header_offset
        size = archive.getinfo(PLACES).compress_size
    # A header has 30 bytes; the last four are the lengths of the name and of the extra field after it.
    start = header + 30 + sum(struct.unpack_from("<HH", backup, header + 26))
    for position in range(start, start + size, max(1, size // 12)):
        spoilt = bytearray(backup)
        spoilt[position] ^= 0x10
        assert refusal(tmp_path / "backup.zip", bytes(spoilt))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (manifest(format=2), "has format 2"),
        (manifest(migrations=[MIGRATION]), MIGRATION),
        (manifest(migrations=None), "no manifest"),
        (manifest(migrations=[["battles", "0001"]]), "no manifest"),
        (manifest(tables={}), "other tables"),
        (of_places(columns=["id", "name"]), "other tables or columns"),
        (of_places(rows=9), "battles.Place in the backup does not match its manifest"),
        (of_places(sha256="0" * 64), "battles.Place in the backup does not match its manifest"),
        (of_places(rows="ten"), "no manifest"),
        ({PLACES: lambda content: content[:-5] + b'!"]\n'}, "battles.Place in the backup does not match"),
        ({PLACES: lambda content: content + content.splitlines(True)[0]}, "battles.Place in the backup does not match"),
        ({PLACES: lambda content: None}, "other parts"),
        ({"more": lambda content: b"x"}, "other parts"),
        ({"manifest.json": lambda content: None}, "no manifest"),
        ({"manifest.json": lambda content: b"[]"}, "no manifest"),
        ({"manifest.json": lambda content: b"\xff{"}, "no manifest"),
    ],
)
def test_an_archive_with_changed_parts_is_refused(backup, tmp_path, changes, said):
    assert said in refusal(tmp_path / "backup.zip", changed(backup, changes))


@pytest.mark.parametrize("made_by", ["an earlier version", "a later version", "neither"])
def test_a_backup_of_another_version_names_the_version_and_the_steps(backup, tmp_path, made_by):
    migrations = applied_migrations()
    last = max(name for name in migrations if name.startswith("battles."))
    earlier = [name for name in migrations if name != last]
    others = {"an earlier version": earlier, "a later version": [*migrations, MIGRATION], "neither": [MIGRATION]}
    sentence = refusal(tmp_path / "backup.zip", changed(backup, manifest(migrations=others[made_by])))
    if made_by == "an earlier version":
        before = max(name for name in earlier if name.startswith("battles."))
        assert (
            f"Its last migration is {before}. It lacks these migrations: {last}. Restore it with that version"
            in sentence
        )
    else:
        assert (
            f"Only the backup has these migrations: {MIGRATION}. Update the code and its packages, run mig" in sentence
        )
    assert ("Restore a backup of an earlier version" in sentence) == (made_by == "an earlier version")


def test_heading_that_a_refusal_names_is_in_the_readme():
    assert "### Restore a backup of an earlier version\n" in (ROOT / "wuhan" / "README.md").read_text(encoding="utf-8")


def test_a_database_without_tables_is_told_to_migrate(backup, tmp_path, monkeypatch):
    monkeypatch.setattr(load, "applied_migrations", list)
    assert "The database has no tables yet. Run migrate," in refusal(tmp_path / "backup.zip", backup)


def forged(backup, rows, **values):
    """The backup with other rows of places (a list, or the bytes of a part), and a manifest that matches them."""
    content = rows if isinstance(rows, bytes) else b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    values |= {"sha256": sha256(content).hexdigest(), "rows": content.count(b"\n")}
    return changed(backup, {PLACES: lambda old: content} | of_places(**values))


def rows_of_places(backup):
    """The rows, and the numbers of their columns by name."""
    with ZipFile(BytesIO(backup)) as archive:
        columns = json.loads(archive.read("manifest.json"))["tables"]["battles.Place"]["columns"]
        rows = [json.loads(line) for line in archive.read(PLACES).splitlines()]
    return rows, {column: number for number, column in enumerate(columns)}


@pytest.mark.both_engines
def test_a_cell_that_breaks_a_rule_is_refused(backup, tmp_path):
    for column, cell in (
        *(("part_of_id", 10**6), ("part_of_id", "nobody"), ("id", 10**30), ("id", [1]), ("id", float("inf"))),
        *(("slug", None), ("latitude", "north"), ("latitude", "91"), ("status", "secret")),
    ):
        rows, numbers = rows_of_places(backup)
        rows[3][numbers[column]] = cell
        assert "break the rules" in refusal(tmp_path / "backup.zip", forged(backup, rows)), (column, cell)


@pytest.mark.both_engines
def test_a_line_that_is_no_row_is_refused(backup, tmp_path):
    rows, _numbers = rows_of_places(backup)
    for line in (b"5", b"null", b"[]", b'["\xff"]', b"nonsense", b"[" * 100_000):
        lines = json.dumps(rows[0]).encode() + b"\n" + line + b"\n"
        assert "break the rules" in refusal(tmp_path / "backup.zip", forged(backup, lines)), line[:10]


@pytest.mark.both_engines
def test_a_next_key_out_of_range_is_refused(backup, tmp_path):
    rows, _numbers = rows_of_places(backup)
    assert "break the rules" in refusal(tmp_path / "backup.zip", forged(backup, rows, next_key=10**30))


def test_a_part_encrypted_or_compressed_in_another_way_is_refused(backup, tmp_path):
    flags, method = (listed_at(backup, PLACES) + offset for offset in (8, 10))
    for position, value in ((flags, 1), (method, ZIP_STORED), (method, ZIP_BZIP2), (method, ZIP_LZMA)):
        spoilt = bytearray(backup)
        struct.pack_into("<H", spoilt, position, value)
        assert "cut short or damaged" in refusal(tmp_path / "backup.zip", bytes(spoilt)), value


def listed_at(backup, name):
    """The offset of the part's entry in the directory: 46 bytes, with flags and method, then the name."""
    return backup.rindex(name.encode()) - 46


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", tmp_path / "none.zip")


@pytest.mark.both_engines
def test_a_backup_is_not_restored_over_records(backup, tmp_path):
    (tmp_path / "backup.zip").write_bytes(backup)
    place = factories.make_place()
    with pytest.raises(CommandError, match=r"already has .*\. Restore into an empty database"):
        call_command("restore", tmp_path / "backup.zip")
    assert list(Place.objects.all()) == [place]


def test_a_backup_that_cannot_be_written_leaves_no_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", output=tmp_path / "no" / "folder.zip")
    (tmp_path / "taken").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", output=tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_backup_does_not_overwrite_a_part_file_of_somebody_else(backup, tmp_path):
    existing = tmp_path / "backup.zip.part"
    existing.write_text("of somebody else")
    existing.chmod(0o666)
    call_command("backup", output=tmp_path / "backup.zip")
    assert existing.read_text() == "of somebody else"
    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600
