"""Write records as CSV."""

import argparse
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from battles.resources import RESOURCES
from battles.resources.table_templates import TEMPLATE_FORMATS, template
from battles.tabular import write_table


def name_and_value(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text} is no filter; write NAME=VALUE, such as campaign=battle-of-wuhan")
    return name, value


class Command(BaseCommand):
    help = "Writes the published records of a kind as CSV (UTF-8), in the order of slug or ref."

    def add_arguments(self, parser):
        parser.add_argument("model", metavar="MODEL", choices=RESOURCES, help=", ".join(RESOURCES))
        parser.add_argument("--output", type=Path, metavar="FILE", help="file to write (default: standard output)")
        parser.add_argument(
            "--filter",
            type=name_and_value,
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="only rows with this value in the column; may be repeated",
        )

        parser.add_argument(
            "--all", action="store_true", help="also drafts and withdrawn records, with the status as the last column"
        )
        parser.add_argument(
            "--template",
            nargs="?",
            choices=TEMPLATE_FORMATS,
            const=TEMPLATE_FORMATS[0],
            help="no records: a file to fill in; as xlsx with drop-downs and a sheet that explains the columns",
        )

    def handle(self, *, model, output, filter, **options):
        resource = RESOURCES[model](with_status=options["all"])
        try:
            pieces = (
                template(resource, options["template"])
                if options["template"]
                else write_table(resource.headings, resource.rows_for_export(resource.filtered(filter)), format="csv")
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        try:
            with opened(output) as file:
                for piece in pieces:
                    file.write(piece)
        except BrokenPipeError:
            # The reader has closed the pipe. Python would report the error again at exit.
            sys.stdout = None
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error


@contextmanager
def opened(output: Path | None):
    """The file to write to, or standard output, in bytes."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    with output.open("wb") as file:
        yield file
