"""The secret key is stored whole, and no server runs without one."""

import os
import runpy
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from wuhan.management.commands.quickstart import Command
from wuhan.secret_key import lasting_key, store_key

KEY = "a-key-of-fifty-characters-as-quickstart-makes-them"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)


def test_an_empty_file_is_no_key_and_is_replaced(tmp_path):
    file = tmp_path / "secret_key"
    for content in ("", "\n"):
        file.write_text(content)
        assert lasting_key(file) == ""
    store_key(KEY, file)
    assert lasting_key(file) == KEY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_key_that_cannot_be_written_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store_key(KEY, tmp_path / "secret_key")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"short", b"ab" * 40, b"\xff" * 60])
def test_a_file_with_something_else_is_refused_with_its_name(tmp_path, content):
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=str(tmp_path / "secret_key")):
        lasting_key(tmp_path / "secret_key")


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_no_server_runs_without_a_stored_key(server, settings, tmp_path):
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"
    with pytest.raises(ImproperlyConfigured, match="Run quickstart"):
        runpy.run_module(f"wuhan.{server}")
    store_key(KEY, settings.SECRET_KEY_FILE)
    assert "application" in runpy.run_module(f"wuhan.{server}")


def test_quickstart_stores_the_key_that_it_has_or_takes_one_stored_since(settings, tmp_path):
    settings.SECRET_KEY = KEY
    file = tmp_path / "secret_key"
    file.touch()
    Command().make_secret_key(file)
    assert lasting_key(file) == KEY
    store_key(KEY[::-1], file)
    Command().make_secret_key(file)
    assert lasting_key(file) == settings.SECRET_KEY == KEY[::-1]
