"""XLSX files for the tests: as openpyxl writes them, and with parts that no spreadsheet would write."""

import io
import zipfile

import openpyxl

from tests.tabular.files import written

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(rows, formats=(), **settings) -> bytes:
    """A workbook as openpyxl writes it; ``formats`` are number formats by cell."""
    book = openpyxl.Workbook()
    for name, value in settings.items():
        setattr(book, name, value)
    for row in rows:
        book.active.append(row)
    for cell, number_format in dict(formats).items():
        book.active[cell].number_format = number_format
    return saved(book)


def with_part(name: str, content: str | bytes, of: bytes | None = None, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook (one written here) with one part replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of or written(["slug"], [["wuhan"]], "xlsx"))) as before,
        zipfile.ZipFile(file, "w", compression) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return file.getvalue()


def with_rows(xml: str, compression=zipfile.ZIP_DEFLATED, of: bytes | None = None, after: str = "") -> bytes:
    """A workbook whose sheet has these rows below the headings slug and name."""
    heading = '<row><c t="str"><v>slug</v></c><c t="str"><v>name</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{heading}{xml}</sheetData>{after}</worksheet>'
    return with_part(SHEET, sheet, of, compression)


def with_shared_strings(*items: str) -> bytes:
    """A workbook with a column of shared strings, given the XML within each."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    strings = f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'
    content = with_part("xl/sharedStrings.xml", strings, with_part("[Content_Types].xml", types))
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(len(items)))
    return with_rows(cells, of=content)


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()


def saying_it_unpacks_to(size: int, content: bytes, part: str = SHEET) -> bytes:
    """The archive with another size of the part in its directory."""
    changed = bytearray(content)
    entry = content.rindex(part.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    changed[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(changed)
