"""The code as a whole: layers, migrations, settings for a public site, and lint."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TOP_LEVEL = {"manage.py", "pyproject.toml", "wuhan", "battles", "fixtures", "tests", "README.md"}


def run(*command, **environment):
    # The tests in a browser need this variable, and a public site must not have it.
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(command, cwd=ROOT, env=own | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_modules_import_only_from_layers_below_them():
    assert "0 broken" in run(BIN / "lint-imports", "--no-cache")


def test_the_code_is_linted():
    run(BIN / "ruff", "check", "--no-cache")


def test_the_code_is_formatted():
    run(BIN / "ruff", "format", "--check", "--no-cache")


def test_migrations_are_complete():
    run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")


def test_published_migrations_are_never_edited():
    # Sites have applied them: a site made before an edit would differ from one made after it. Add the new ones of each
    # version to this list: sha256sum battles/migrations/0010_*.py >> tests/data/published-migrations.sha256
    for line in (ROOT / "tests" / "data" / "published-migrations.sha256").read_text().splitlines():
        digest, path = line.split()
        assert sha256((ROOT / path).read_bytes()).hexdigest() == digest, path


def test_a_public_site_passes_djangos_checks():
    run(
        sys.executable,
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ALLOWED_HOSTS="battles.example.org",
        SECRET_KEY="long-and-random-enough-for-a-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    )


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_the_top_level_is_what_the_design_names():
    tracked = run("git", "ls-files").split("\n")
    top = {path.partition("/")[0] for path in tracked if path and not path.startswith(".")}
    assert top == TOP_LEVEL


def test_the_readme_has_two_shell_commands_of_one_line():
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [language for language, _text in blocks] == ["sh", "sh"]
    assert [text.count("\n") for _language, text in blocks] == [1, 1]


READMES = [ROOT / folder / "README.md" for folder in ("", "battles", "wuhan", "fixtures", "tests")]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_paths_in_a_readme_exist(readme):
    # Paths are relative to the README or to the root. Those that begin with a slash are addresses, or not of this code.
    paths = re.findall(r"`([\w.*][\w.*/-]*/[\w.*/-]*|[\w-]+\.py)`", readme.read_text(encoding="utf-8"))
    missing = [path for path in paths if not any([*ROOT.glob(path), *readme.parent.glob(path)])]
    assert missing == []


def test_no_module_is_long():
    modules = [path for folder in ("battles", "wuhan", "tests") for path in (ROOT / folder).rglob("*.py")]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_every_module_says_what_it_is_for():
    modules = [path for folder in ("battles", "wuhan", "tests") for path in (ROOT / folder).rglob("*.py")]
    silent = [
        str(path.relative_to(ROOT))
        for path in modules
        if "migrations" not in path.parts
        and (text := path.read_text(encoding="utf-8")).strip()
        and not text.removeprefix("#!/usr/bin/env python\n").startswith('"""')
    ]
    assert not silent


# These wait for programs, in the thorough run or for a server to start.
WAITING = {"tests/waiting.py", "tests/performance/load.py", "tests/performance/test_importing.py"}


def test_no_test_sleeps():
    sleeping = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if re.search(r"\bsleep\(", path.read_text(encoding="utf-8"))
    }
    assert sleeping - {"tests/test_architecture.py"} <= WAITING


@pytest.mark.parametrize("sheet", sorted(ROOT.glob("battles/static/**/*.css")), ids=lambda path: path.name)
def test_every_block_of_a_style_sheet_ends(sheet):
    depth = 0
    for character in sheet.read_text(encoding="utf-8"):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert 0 <= depth <= 2
    assert depth == 0


TEMPLATES = [path for folder in ("battles", "wuhan") for path in (ROOT / folder).rglob("templates/**/*.html")]
INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\bmark_safe\b|\|safe\b",
    re.IGNORECASE,
)


def test_no_template_holds_a_script_or_a_style():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert [text[found.start() : found.end() + 40] for found in INLINE.finditer(text)] == [], path


def test_no_line_of_a_template_is_long():
    for path in TEMPLATES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert {number: len(line) for number, line in enumerate(lines, start=1) if len(line) > 160} == {}, path


PARTIALS = [path for path in TEMPLATES if path.name.startswith("_")]
INCLUDE = re.compile(r"\{%\s*include\s+[\"'](?:[\w/]+/)?(\w+)\.html[\"'](.*?)%\}")


def test_a_partial_begins_with_a_comment_on_its_context():
    for path in PARTIALS:
        assert path.read_text(encoding="utf-8").startswith(("{#", "{% comment %}")), path


def test_a_template_includes_partials_with_their_context_only():
    for path in TEMPLATES:
        for name, context in INCLUDE.findall(path.read_text(encoding="utf-8")):
            assert name.startswith("_") or "admin" in path.parts, path
            assert context.split()[-1:] == ["only"] or not name.startswith("_"), (path, name)


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<STYLE>", "<script>", '<script type="module">', '<a onclick="x">', "{{ note|safe }}"]
)
def test_what_the_policy_forbids_is_recognised(text):
    assert INLINE.search(text)
