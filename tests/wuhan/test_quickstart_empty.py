"""quickstart --empty makes a site without records, and no later run loads records into it."""

from pathlib import Path

from tests.processes import manage

COUNT = "from battles.models import Campaign, Source; print(Source.objects.count(), Campaign.objects.count())"


def counts(environment):
    return manage(environment, "shell", "--no-imports", "-c", COUNT).stdout.split()


def test_an_empty_site_has_an_administrator_and_stays_empty(migrated_environment):
    environment = migrated_environment
    made = manage(environment, "quickstart", "--no-serve", "--empty")
    assert made.returncode == 0, made.stderr
    assert "Administrator: admin" in made.stdout
    assert (Path(environment["DATA_DIR"]) / "static" / "staticfiles.json").exists()
    again = manage(environment, "quickstart", "--no-serve")
    assert (again.returncode, again.stdout) == (0, "")
    assert counts(environment) == ["0", "0"]


def test_empty_changes_nothing_in_a_site_with_records(filled_environment):
    assert manage(filled_environment, "quickstart", "--no-serve", "--empty").stdout == ""
    assert [int(count) > 0 for count in counts(filled_environment)] == [True, True]
