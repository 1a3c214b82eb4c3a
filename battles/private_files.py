"""Files that only their owner can read, whatever the umask and the folder."""

import os
from contextlib import suppress
from functools import partial

OWNER_ONLY = 0o600
OTHERS = 0o077


def open_private(path, mode, **options):
    """Open a file as ``open`` does; a new one is readable by its owner only."""
    return open(path, mode, opener=partial(os.open, mode=OWNER_ONLY), **options)


def write_private(path, text: str):
    with open_private(path, "w", encoding="utf-8") as file:
        file.write(text)


def is_open_to_others(path) -> bool:
    """Whether other users have any right to the file or folder. Systems without such rights have no others."""
    return os.name == "posix" and os.stat(path).st_mode & OTHERS != 0


def close_to_others(path):
    """Take other users' rights to a file, if it is there, this user owns it and its disk can be written."""
    with suppress(OSError):
        if is_open_to_others(path):
            os.chmod(path, OWNER_ONLY)
