"""Sites of early versions upgrade with their edits, deletions, accounts and history; or stay as they are."""

import json

import pytest

from tests.operations import early_sites, used_site
from tests.processes import manage

SLUGS_ALIKE = [
    "- campaigns whose slugs differ in capitals only: Battle-of-Wuhan, battle-of-wuhan",
    "- places whose slugs differ in capitals only: Hanyang, hanyang",
]
COMPLETED = "One of the first versions made these tables. The one that was missing is added.\n"
NEWER_SET = (
    "There is a newer set of the records of the documents. See what it changes: manage.py updaterecords --dry-run\n"
)
FAIL_HALF_WAY = """
from importlib import import_module
from django.core.management import call_command
from django.db import migrations

def fail(apps, schema_editor):
    raise RuntimeError("half-way")

third = import_module("battles.migrations.0003_slugs_told_apart").Migration
third.operations = [*third.operations, migrations.RunPython(fail)]
call_command("migrate", "battles", verbosity=0)
"""
REPORT = "from tests.operations.early_sites import report; report()"

pytestmark = pytest.mark.slow


@pytest.mark.both_engines
def test_upgrade_that_records_prevent_names_them_and_changes_nothing(environment):
    early_sites.load(environment, "first-version")
    early_sites.run(environment, "UPDATE battles_figureclaim SET low = 5.125, high = 5.125 WHERE low = 5.5")
    before = early_sites.contents(environment)
    refused = manage(environment, "migrate")
    assert refused.returncode == 1
    *named, figure = [line for line in refused.stderr.splitlines() if line.startswith("- ")]
    assert named == SLUGS_ALIKE
    assert figure.startswith("- a claim whose figure has more than 12 digits or 2 decimals: zhwiki-wuhan-")
    assert refused.stderr.rstrip().endswith("change these records there, and upgrade again.")
    assert early_sites.contents(environment) == before


@pytest.mark.both_engines
def test_upgrade_that_fails_half_way_changes_nothing(environment):
    early_sites.load(environment, "first-version")
    early_sites.run(environment, *early_sites.RENAME)
    before = early_sites.contents(environment)
    failed = manage(environment, "shell", "--no-imports", "-c", FAIL_HALF_WAY)
    assert "half-way" in failed.stderr
    assert early_sites.contents(environment) == before


def upgraded(environment, name):
    """Upgrade the site by quickstart; returns what that printed, and what the site has."""
    early_sites.load(environment, name)
    early_sites.run(environment, *early_sites.RENAME)
    done = manage(environment, "quickstart", "--no-serve")
    assert done.returncode == 0, done.stderr
    found = manage(environment, "shell", "--no-imports", "-c", REPORT)
    assert found.returncode == 0, found.stderr
    return done.stdout, json.loads(found.stdout)


EVERY_EARLY_SITE = {
    "wrong": [],
    "renamed": "武漢保衛戰",
    "sources": ["ailan-2012", "he-yingqin-1974", "novel-jin-cha-ji", "zhwiki-wuhan"],
    "outcomes": 5,
    "figure": "5.50",
    "loaded": [["documents", ""]],
    "superusers": ["admin"],
    "lisi": [True, True],
    "log": 2,
}


@pytest.mark.both_engines(quick=False)
def test_site_of_the_first_version_upgrades(environment):
    printed, found = upgraded(environment, "first-version")
    assert printed == COMPLETED + NEWER_SET
    assert found == EVERY_EARLY_SITE | {"changes": 0}


@pytest.mark.thorough
@pytest.mark.both_engines
def test_site_of_the_first_version_with_a_history_upgrades(environment):
    printed, found = upgraded(environment, "first-history")
    assert printed == NEWER_SET
    assert found == EVERY_EARLY_SITE | {"changes": 9, "renamed back": "武漢會戰"}


TEXTS_CLEANED = """\
Blanks and invisible characters removed: name memoirs-of-lisi-own-guard-regiment-en-
Blanks and invisible characters removed: source memoirs-of-lisi
Blanks and invisible characters removed: unit own-guard-regiment
These are one statement now, and both stay: memoirs-of-lisi-battle-of-wuhan-
"""


@pytest.mark.both_engines
def test_used_site_of_the_version_before_the_corrections_upgrades_with_its_edits_and_history(environment):
    early_sites.load(environment, "before-corrections")
    done = manage(environment, "quickstart", "--no-serve")
    assert done.returncode == 0, done.stderr
    for line in TEXTS_CLEANED.splitlines():
        assert f"\n{line}" in f"\n{done.stdout}"
    found = manage(environment, "shell", "--no-imports", "-c", "from tests.operations.used_site import *; report()")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout.splitlines()[-1]) == used_site.EXPECTED
