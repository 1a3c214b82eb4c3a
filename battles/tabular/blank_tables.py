"""Blank tables to fill in: the headings as CSV, or as XLSX with drop-downs and a sheet that explains the columns."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from battles.tabular.archives import MAX_ROWS
from battles.tabular.delimited import write_delimited
from battles.tabular.workbooks import ABOUT_COLUMNS, TEXT_FORMAT

WIDTHS = [22, 22, 14, 40, 60, 60]


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column to fill in: what it is, how a cell is written, and the choices with their labels, if only these fit."""

    heading: str
    label: str
    is_needed: bool
    cell: str
    explanation: str
    choices: Sequence[tuple[str, str]] = ()


def write_blank_table(columns: Sequence[BlankColumn], *, format: str) -> Iterator[bytes]:
    """The file in pieces, as csv or xlsx."""
    if format == "xlsx":
        return iter([blank_workbook(columns)])
    return write_delimited([column.heading for column in columns], [], ",")


def blank_workbook(columns: Sequence[BlankColumn]) -> bytes:
    book = Workbook()
    sheet, about = book.active, book.create_sheet(ABOUT_COLUMNS)
    sheet.append([column.heading for column in columns])
    sheet.freeze_panes = about.freeze_panes = "A2"
    about.append(
        [_("Heading"), _("Meaning"), _("Needed in a new row"), _("How to write a cell"), _("Explanation"), _("Choices")]
    )
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        sheet.column_dimensions[letter].width = max(12, len(column.heading) + 2)
        choices = "\n".join(value if value == label else f"{value}: {label}" for value, label in column.choices)
        needed = _("yes") if column.is_needed else ""
        about.append([column.heading, column.label, needed, column.cell, column.explanation, choices])
    for number, column in enumerate(columns, 1):
        if column.choices:
            letter = get_column_letter(number)
            add_drop_down(sheet, f"{letter}2:{letter}{MAX_ROWS}", list_of_choices(about, column))
    for number, width in enumerate(WIDTHS, 1):
        about.column_dimensions[get_column_letter(number)].width = width
    for row in about.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.column <= len(WIDTHS), vertical="top")
    for cell in (*sheet[1], *about[1]):
        cell.font = Font(bold=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def list_of_choices(about: Worksheet, column: BlankColumn) -> str:
    """Write the choices in a column of their own, after the others, and return its range."""
    number = about.max_column + 1
    for row, text in enumerate([column.heading, *(value for value, _label in column.choices)], 1):
        about.cell(row, number, text).number_format = TEXT_FORMAT
    letter = get_column_letter(number)
    return f"{quote_sheetname(about.title)}!${letter}$2:${letter}${len(column.choices) + 1}"


def add_drop_down(sheet: Worksheet, cells: str, choices: str):
    drop_down = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=True)
    drop_down.error = _("Choose one of the values that the list offers.")
    drop_down.add(cells)
    sheet.add_data_validation(drop_down)
