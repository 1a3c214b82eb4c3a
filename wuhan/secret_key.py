"""The key that signs sessions: the variable SECRET_KEY, or the file in the data folder where quickstart stores one."""

import os
from pathlib import Path

from django.core.checks.security.base import SECRET_KEY_MIN_LENGTH, SECRET_KEY_MIN_UNIQUE_CHARACTERS
from django.core.exceptions import ImproperlyConfigured

from battles.private_files import open_private


def lasting_key(key_file: Path) -> str:
    """Return the key that every process of the site shares, or an empty text. ImproperlyConfigured if it is weak."""
    if key := os.environ.get("SECRET_KEY", "").strip():
        return checked(key, "SECRET_KEY is")
    try:
        key = key_file.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeError) as error:
        raise ImproperlyConfigured(
            f"The secret key in {key_file} cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from error
    # A disk that was full, or a process that was killed, may have left an empty file.
    return key and checked(key, f"The secret key in {key_file} is")


def require_lasting_key(key_file: Path):
    """Refuse to serve without one: each process would make its own, and no login would last."""
    if not lasting_key(key_file):
        raise ImproperlyConfigured(f"There is no secret key in {key_file}. Run quickstart, or set SECRET_KEY.")


def checked(key, subject):
    """Return the key if Django's own check of it has nothing to say."""
    if len(key) < SECRET_KEY_MIN_LENGTH or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS:
        raise ImproperlyConfigured(
            f"{subject} too short: it needs {SECRET_KEY_MIN_LENGTH} characters, "
            f"{SECRET_KEY_MIN_UNIQUE_CHARACTERS} of them different. Without one, quickstart makes a key."
        )
    return key


def store_key(key: str, key_file: Path):
    """Write the key so that the file is never there without it."""
    new = key_file.with_name(f"{key_file.name}.new")
    try:
        with open_private(new, "w", encoding="utf-8") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(key_file)
    finally:
        new.unlink(missing_ok=True)
