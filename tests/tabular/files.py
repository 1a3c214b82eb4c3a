"""Files for the tests of tables, and how they are read."""

import io
from pathlib import Path

import pytest

from battles.tabular import TableError, read_table, write_table

DATA = Path(__file__).resolve().parent.parent / "data"


def read(content: bytes, **options) -> tuple[list[str], list[tuple[int, list[str]]]]:
    table = read_table(io.BytesIO(content), **options)
    return table.headings, list(table.rows)


def cells(content: bytes, **options) -> list[list[str]]:
    return [row for _, row in read(content, **options)[1]]


def refusal(content: bytes, **options) -> TableError:
    with pytest.raises(TableError) as caught:
        read(content, **options)
    return caught.value


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def written(headings: list[str], rows: list[list[str]], format: str) -> bytes:
    return b"".join(write_table(headings, rows, format=format))


class GeneratedFile(io.RawIOBase):
    """A file whose content is made while it is read: a beginning, then one block many times."""

    def __init__(self, beginning: bytes, block: bytes, times: int):
        self.beginning, self.block = beginning, block
        self.size = len(beginning) + len(block) * times
        self.position = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        self.position = offset + {0: 0, 1: self.position, 2: self.size}[whence]
        return self.position

    def tell(self):
        return self.position

    def readinto(self, buffer):
        if self.position >= self.size:
            return 0
        if self.position < len(self.beginning):
            piece = self.beginning[self.position :]
        else:
            start = (self.position - len(self.beginning)) % len(self.block)
            piece = (self.block * (len(buffer) // len(self.block) + 2))[start : start + len(buffer)]
        piece = piece[: min(len(buffer), self.size - self.position)]
        buffer[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)
