"""A used site of the version before the corrections gets the records of this one, keeps its own, and can go back."""

import json
import subprocess
import sys

import pytest

from battles.record_sets import RecordSet
from tests.operations import early_sites
from tests.operations.exports import exports_of, rows_without
from tests.operations.used_site import CHANGED_CLAIM, DELETED_DATE
from tests.processes import PATIENCE, ROOT, manage

pytestmark = [pytest.mark.both_engines(quick=False), pytest.mark.slow]

# What lisi and zhangsan did to records of the documents; see used_site.
EDITED = {
    "places": {"changde", "changzhou", "changzhou-jiangsu", "zhejiang"},
    "campaigns": {"battle-of-xuzhou", "battle-of-wuhan"},
    "commanders": {"li-guotao"},
}
# The ends of the refs of statements: of edited and deleted ones, of the name of a deleted place, of a dropped one.
EDITED_ENDS = (CHANGED_CLAIM, DELETED_DATE, "-80fb209189", "-253d9a80f3")
# What they entered.
OWN = ("own-", "memoirs-of-lisi", "draft-village")
SOUND = "from tests.faults.soundness import report; print(report())"
EARLY = "first-version"
UP_TO_DATE = "Nothing to do: the site has this set of records."


def site_of(environment, name):
    early_sites.load(environment, name)
    if name == EARLY:
        early_sites.run(environment, *early_sites.RENAME)
    done = manage(environment, "quickstart", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "There is a newer set of the records of the documents." in done.stdout
    return environment


def run(environment, *command):
    done = manage(environment, *command)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def assert_sound(environment):
    assert json.loads(run(environment, "shell", "--no-imports", "-c", SOUND)[-1])["wrong"] == []


def is_of_people(kind, identity):
    return identity in EDITED.get(kind, ()) or identity.startswith(OWN) or identity.endswith(EDITED_ENDS)


def test_records_that_nobody_edited_are_those_of_a_new_site_and_an_undo_gives_all_back(
    environment, made_site, tmp_path
):
    site_of(environment, "before-corrections")
    fresh = exports_of(made_site[0], tmp_path / "fresh")
    before = exports_of(environment, tmp_path / "before")

    previewed = run(environment, "updaterecords", "--dry-run")
    assert exports_of(environment, tmp_path / "previewed") == before
    *listed, counts, recorded = run(environment, "updaterecords", "--message", "Corrected")
    assert [*listed, f"{counts.rstrip('.')}; nothing was changed: dry run."] == previewed
    for kept in (
        "  place changde: edited here",
        "  place changzhou: has the slug changzhou-jiangsu here",
        "  place zhejiang: deleted here",
        "  campaign battle-of-wuhan: the set links it to the place zhejiang, which is not here",
        "    English name: “Battle of Xuzhou (Hsuchow)” → “Battle of Xuzhou”",
    ):
        assert kept in listed
    # The undone import and the undone edit count for nothing.
    assert not {line for line in listed if line.startswith(("  place anqing: ", "  place beiping: "))}

    after = exports_of(environment, tmp_path / "after")
    # Records that link to the place have its own slug here.
    as_fresh = {kind: export.replace(b"changzhou-jiangsu", b"changzhou") for kind, export in after.items()}
    people_worked_on = set()
    for kind, export in after.items():
        rows = [*rows_without(export, ()), *rows_without(before[kind], ()), *rows_without(fresh[kind], ())]
        of_people = {identity for identity, *_cells in rows if is_of_people(kind, identity)}
        if of_people:
            people_worked_on.add(kind)
            assert rows_without(as_fresh[kind], of_people) == rows_without(fresh[kind], of_people), kind
            kept = {identity for identity, *_cells in rows_without(before[kind], ())} & of_people
            others = {identity for identity, *_cells in rows} - kept
            assert rows_without(export, others) == rows_without(before[kind], others), kind
        else:
            assert as_fresh[kind] == fresh[kind], kind
    assert people_worked_on == {
        *EDITED, "sources", "units", "names", "claims", "strength-claims", "dateclaims", "outcomeclaims",
    }  # fmt: skip
    assert_sound(environment)
    assert run(environment, "updaterecords")[-1:] == [UP_TO_DATE]
    assert "newer set" not in "".join(run(environment, "quickstart", "--no-serve"))

    number = recorded.split()[3].rstrip(";")
    run(environment, "undoimport", number)
    assert exports_of(environment, tmp_path / "undone") == before
    assert_sound(environment)
    assert run(environment, "updaterecords")[-2] == counts


def test_records_that_an_empty_site_adds_are_those_of_a_new_site(environment, made_site, tmp_path):
    assert manage(environment, "quickstart", "--no-serve", "--empty").returncode == 0
    assert manage(environment, "updaterecords").returncode == 1
    assert "Recorded as import 1; undoimport 1 undoes it." in run(environment, "updaterecords", "--add")
    assert exports_of(environment, tmp_path / "added") == exports_of(made_site[0], tmp_path / "fresh")
    assert_sound(environment)


def test_second_of_two_updates_at_once_finds_nothing_to_do(environment):
    site_of(environment, "before-corrections")
    command = [sys.executable, "manage.py", "updaterecords"]
    both = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = sorted(process.communicate(timeout=PATIENCE)[0].splitlines()[-1] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert printed == [
        "Nothing to do: the site has this set of records.",
        "Recorded as import 3; undoimport 3 undoes it.",
    ]
    assert_sound(environment)


def test_site_of_the_first_version_loses_nothing_that_was_written_before_its_history(environment, tmp_path):
    site_of(environment, EARLY)
    before = exports_of(environment, tmp_path / "before")
    run(environment, "updaterecords")
    after = exports_of(environment, tmp_path / "after")
    added = {identity for fields in RecordSet().records.values() for identity in fields}
    for kind, export in after.items():
        here = {identity for identity, *_cells in rows_without(before[kind], ())}
        assert rows_without(export, added - here) == rows_without(before[kind], added - here), kind
    assert_sound(environment)
