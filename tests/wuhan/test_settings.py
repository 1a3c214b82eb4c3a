"""Settings from the environment: safe without variables, and a clear error for a wrong value."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import PATIENCE, ROOT, manage

NAMES = [
    "DEBUG",
    "HTTPS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "SESSION_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "DATABASES",
    "MEDIA_ROOT",
    "UPLOAD_LIMIT",
]
VARIABLES = {
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "DATABASE_POOL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DEBUG",
    "HTTPS",
    "TRUSTED_PROXIES",
    "DATA_DIR",
    "UPLOAD_LIMIT",
    "SITE_NAME",
}
KEY = "a-key-of-fifty-characters-as-quickstart-makes-them"
SHOW = """
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {names}}}, default=str))
"""


def run(code, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean | {"DJANGO_SETTINGS_MODULE": "wuhan.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def settings(names=NAMES, **environment):
    """The settings of these names in a process with this environment."""
    done = run(SHOW.format(names=names), **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_variables_the_site_is_private_to_this_machine(tmp_path):
    found = settings(DATA_DIR=str(tmp_path))
    assert found["DEBUG"] is False
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert found["HTTPS"] is False
    database = found["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "wuhan.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert "cache_size=-65536" in database["OPTIONS"]["init_command"]
    assert database["OPTIONS"]["timeout"] >= 5
    assert found["UPLOAD_LIMIT"] == 50 << 20
    assert found["MEDIA_ROOT"] == str(tmp_path / "uploads")


def test_without_a_key_file_each_process_has_a_key_of_its_own(tmp_path):
    (tmp_path / "secret_key").write_text("\n")
    keys = {settings(DATA_DIR=str(tmp_path))["SECRET_KEY"] for _ in range(2)}
    assert len(keys) == 2
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert settings(DATA_DIR=str(tmp_path))["SECRET_KEY"] == KEY
    assert settings(DATA_DIR=str(tmp_path), SECRET_KEY=KEY[::-1])["SECRET_KEY"] == KEY[::-1]


def test_a_public_name_turns_https_on():
    found = settings(ALLOWED_HOSTS="battles.example.org, localhost")
    assert found["ALLOWED_HOSTS"] == ["battles.example.org", "localhost"]
    assert found["HTTPS"] is found["SESSION_COOKIE_SECURE"] is found["LANGUAGE_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert settings(ALLOWED_HOSTS="battles.example.org", HTTPS="off")["SESSION_COOKIE_SECURE"] is False


def test_the_limit_of_uploads_is_given_in_megabytes():
    assert settings(UPLOAD_LIMIT="7")["UPLOAD_LIMIT"] == 7 << 20


SHOW_SITE_NAME = """
import django, json
django.setup()
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
language = {"host": "localhost", "accept-language": "zh-hant"}
pages = {path: Client().get(path, headers=language).content.decode() for path in ("/nowhere/", "/admin/login/")}
print(json.dumps(pages | {"second factor": TOTPDevice(user=User(username="editor"), key="00").config_url}))
"""


def test_the_name_of_the_site_is_shown_as_it_is_set(tmp_path):
    done = run(SHOW_SITE_NAME, DATA_DIR=str(tmp_path), SITE_NAME="Sieges & storms")
    assert done.returncode == 0, done.stderr
    pages = json.loads(done.stdout.splitlines()[-1])
    assert "issuer=Sieges%20%26%20storms" in pages.pop("second factor")
    for page in pages.values():
        title, _, rest = page.partition("</title>")
        assert "Sieges &amp; storms" in title
        assert "Sieges &amp; storms" in rest
        assert "史料怎麼說" not in page


def test_the_default_name_of_the_site_is_translated(client):
    pages = {
        language: client.get("/nowhere/", headers={"accept-language": language}).content.decode()
        for language in ("en", "zh-hant", "zh-hans")
    }
    for language, name in {"en": "What the sources say", "zh-hant": "史料怎麼說", "zh-hans": "史料怎么说"}.items():
        assert pages[language].count(name) >= 2


def test_postgresql_is_reached_through_psycopg():
    database = settings(DATABASE_URL="postgres://editor:secret@db.example.org:5433/wuhan")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "wuhan")


def test_a_server_process_keeps_a_pool_of_connections_and_a_command_one():
    url = "postgres://db.example.org/wuhan"
    pooled = settings(DATABASE_URL=url, DATABASE_POOL="8")["DATABASES"]["default"]
    assert pooled["OPTIONS"]["pool"]["max_size"] == 8
    assert pooled["CONN_MAX_AGE"] == 0
    alone = settings(DATABASE_URL=url)["DATABASES"]["default"]
    assert "pool" not in alone["OPTIONS"]
    assert alone["CONN_MAX_AGE"] > 0


def test_each_replica_is_a_database_of_its_own():
    found = settings(
        DATABASE_URL="postgres://db.example.org/wuhan?sslmode=require",
        DATABASE_REPLICA_URL="postgres://one.example.org/wuhan, postgres://two.example.org/wuhan",
        DATABASE_POOL="8",
    )["DATABASES"]
    assert {name: database["HOST"] for name, database in found.items()} == {
        "default": "db.example.org",
        "replica_1": "one.example.org",
        "replica_2": "two.example.org",
    }
    assert found["default"]["OPTIONS"]["sslmode"] == "require"
    assert "pool" not in found["replica_1"]["OPTIONS"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_POOL", "many"),
        ("DATABASE_REPLICA_URL", "postgres://localhost/wuhan"),
        ("DATABASE_URL", "mysql://localhost/wuhan"),
        ("DATABASE_URL", "nonsense"),
        ("DEBUG", "maybe"),
        ("HTTPS", "2"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "ab" * 40),
        ("UPLOAD_LIMIT", "50 MB"),
        ("UPLOAD_LIMIT", "0"),
    ],
)
def test_wrong_value_gives_one_line_that_names_the_variable(name, value):
    done = run(
        "import runpy, sys; sys.argv = ['manage.py', 'check']; runpy.run_path('manage.py', run_name='__main__')",
        **{name: value},
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr


def test_database_that_does_not_answer_gives_one_line():
    done = run(
        "import runpy, sys; sys.argv = ['manage.py', 'migrate']; runpy.run_path('manage.py', run_name='__main__')",
        DATABASE_URL="postgres://nobody:secret@127.0.0.1:1/nothing",
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "DATABASE_URL" in done.stderr
    assert "secret" not in done.stderr


def test_database_without_tables_gives_one_line(environment):
    Path(environment["DATA_DIR"]).mkdir()
    done = manage(environment, "exportcsv", "claims")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "quickstart makes a site; migrate makes empty tables" in done.stderr
