"""The encoding of a text file: detected if the bytes prove it, otherwise chosen by the user, never guessed.

A byte order mark decides; so does a heading line whose every second byte is NUL (UTF-16), and bytes that are valid
UTF-8, as text in another encoding practically never is. Otherwise the user chooses, even if only one candidate decodes
the whole file: GB 18030 decodes most Big5 and Shift-JIS files without an error.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from battles.tabular.encoding_names import ENCODINGS
from battles.tabular.errors import Candidate, EncodingUnknown, TableError

CHUNK = 1 << 20
SAMPLE_LENGTH = 60
# The headings, which are in ASCII, tell encodings that have no ASCII from the others.
START = 200
HEADING = re.compile("[a-z]{2}", re.IGNORECASE)


MARKS = {
    codecs.BOM_UTF8: "utf-8",
    # Before that of UTF-16, with which it begins.
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    "\ufeff".encode("gb18030"): "gb18030",
}
UTF_16 = {"utf-16-le": re.compile(rb"(?:[^\0]\0){2}"), "utf-16-be": re.compile(rb"(?:\0[^\0]){2}")}
# The control characters beyond ASCII, which no text has.
CONTROLS = re.compile("[\x80-\x9f]")
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def encoding_of(file: BinaryIO, chosen: str | None = None, *, has_headings: bool = True) -> str:
    """The name in ENCODINGS of the encoding in which the whole file can be read, by one or more passes over it.

    ``has_headings`` says that the file begins with headings in ASCII, as a table does.

    Raises EncodingUnknown where a person must choose, and TableError for bytes that the encoding does not have.
    """
    if chosen is not None and chosen not in ENCODINGS:
        sentence = _("“%(name)s” is not an encoding; choose one of %(names)s.")
        raise TableError(sentence % {"name": chosen, "names": ", ".join(ENCODINGS)})
    file.seek(0)
    start = file.read(4)
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
    if chosen and marked and chosen != marked:
        sentence = _("The file begins with the mark of %(marked)s, but %(chosen)s was chosen. Choose %(marked)s.")
        raise TableError(sentence % {"marked": marked, "chosen": chosen})
    paired = next((name for name, pattern in UTF_16.items() if pattern.match(start)), None)
    name = chosen or marked or paired or "utf-8"
    offset = first_wrong_byte(file, name)
    if offset is None:
        return name
    line = line_of(file, name, offset)
    if name != "utf-8" or chosen or marked:
        file.seek(offset)
        sentence = _(
            "The byte %(byte)s at offset %(offset)d is not %(encoding)s. Choose the encoding in which the file was "
            "saved, or save it as UTF-8."
        )
        byte = file.read(1).hex().upper()
        raise TableError(sentence % {"byte": byte, "offset": offset, "encoding": name}, line)
    file.seek(0)
    if NOT_IN_TEXT.search(file.read(CHUNK)):
        raise TableError(_("The file is not text. Save the table as CSV with the encoding UTF-8."))
    readable = different_readings(file, has_headings)
    sample = bytes_around(file, offset)
    raise EncodingUnknown(
        [Candidate(name, str(ENCODINGS[name].label), decoded_sample(sample, name)) for name in readable], line
    )


def different_readings(file: BinaryIO, has_headings: bool) -> list[str]:
    """The encodings in which the whole file can be read; of those that give the same text, only the first."""
    start = next(chunks(file))[:START]
    possible = [
        name
        for name, each in ENCODINGS.items()
        if not has_headings or HEADING.search(start.decode(each.codec, "ignore"))
    ]
    readings = {name: Reading(name) for name in possible if not has_single_bytes(name)}
    used = set()
    for chunk in chunks(file):
        used.update(chunk)
        readings = {name: reading for name, reading in readings.items() if reading.goes_on(chunk)}
    readings = {name: reading for name, reading in readings.items() if reading.goes_on(b"", final=True)}
    singles = {name: Reading(name) for name in possible if has_single_bytes(name)}
    all_bytes = bytes(sorted(used))
    readings |= {name: reading for name, reading in singles.items() if reading.goes_on(all_bytes, final=True)}
    names = {}
    for name in possible:
        if name in readings:
            names.setdefault(readings[name].key, name)
    return list(names.values())


def has_single_bytes(encoding: str) -> bool:
    """Whether each byte is a character of its own. The bytes that a file uses then stand for its text."""
    return len(bytes(range(256)).decode(ENCODINGS[encoding].codec, "replace")) == 256


class Reading:
    """The reading of a file in an encoding; ``key`` is equal for equal texts."""

    def __init__(self, encoding: str):
        self.decoder = codecs.getincrementaldecoder(ENCODINGS[encoding].codec)()
        self.key = 0

    def goes_on(self, piece: bytes, final: bool = False) -> bool:
        """Whether the next piece of the file is text in the encoding."""
        try:
            text = self.decoder.decode(piece, final=final)
        except UnicodeError:
            return False
        self.key = hash((self.key, text))
        return not CONTROLS.search(text)


def chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def first_wrong_byte(file: BinaryIO, encoding: str) -> int | None:
    """The offset of the first byte that is invalid in the encoding; ``None`` if all are valid."""
    decoder = codecs.getincrementaldecoder(ENCODINGS[encoding].codec)()
    position = 0
    try:
        for chunk in chunks(file):
            position += len(chunk)
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # The decoder prepends the bytes that it kept from the last chunk.
        return position - len(error.object) + error.start
    return None


def line_of(file: BinaryIO, encoding: str, offset: int) -> int:
    """The line, from 1, of the byte at the offset; the bytes before it must be valid in the encoding."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(ENCODINGS[encoding].codec)(), translate=True)
    line, left = 1, offset
    for chunk in chunks(file):
        line += decoder.decode(chunk[:left]).count("\n")
        left -= len(chunk)
        if left <= 0:
            break
    return line


def bytes_around(file: BinaryIO, offset: int) -> bytes:
    """Bytes of the line of the first byte beyond ASCII, beginning with ASCII if there is any before it."""
    position = 0
    for chunk in chunks(file):
        if not chunk.isascii():
            position += next(index for index, byte in enumerate(chunk) if byte > 127)
            break
        position += len(chunk)
    begin = max(0, min(position, offset) - SAMPLE_LENGTH // 2)
    file.seek(begin)
    before, after = file.read(position - begin), file.read(4 * SAMPLE_LENGTH)
    return re.split(rb"[\r\n]", before)[-1] + re.split(rb"[\r\n]", after)[0]


def decoded_sample(sample: bytes, encoding: str) -> str:
    # Not final: omits a character that the end of the sample cuts.
    return codecs.getincrementaldecoder(ENCODINGS[encoding].codec)().decode(sample)[:SAMPLE_LENGTH]
