"""Check every statement against its source, its wording and the other statements."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from battles.checking import RecordCheck

PROGRESS_EVERY = 5_000
NOT_LOOKED_UP = "The texts were not looked up. Give their folder with --documents."


class Command(BaseCommand):
    help = (
        "Checks every statement: its wording is in the document, at its place; the wording agrees with low, high and "
        "qualifier; figures and dates are possible; there is a locator. Exits with 1 if there are errors."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--documents", type=Path, metavar="DIR", help="folder with the texts of sources that the site does not keep"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="report format (default: text)")

    def handle(self, *, documents, format, **options):
        if documents is not None and not documents.is_dir():
            raise CommandError(f"{documents} is not a folder. Give the folder with the texts.", returncode=2)
        check = RecordCheck(documents, self.show_progress)
        if format == "json":
            self.write_json(check)
        else:
            self.write_text(check)
        if check.errors:
            sys.exit(1)

    def show_progress(self, count):
        if count % PROGRESS_EVERY == 0 and self.stderr.isatty():
            self.stderr.write(f"{count:,} statements", ending="\r")

    def write_text(self, check):
        for finding in check.findings():
            self.stdout.write(f"{finding.severity} {finding.rule} {finding.model} {finding.ref}: {finding.sentence}")
        if check.folder is None and not check.documents:
            self.stdout.write(NOT_LOOKED_UP)
        kinds = ", ".join(f"{label} {count:,}" for label, count in check.statements.items())
        self.stdout.write(
            f"{sum(check.statements.values()):,} statements ({kinds}); {check.looked_up:,} wordings looked up; "
            f"{check.errors:,} error{pluralize(check.errors)}, {check.warnings:,} warning{pluralize(check.warnings)}."
        )

    def write_json(self, check):
        findings = [asdict(finding) for finding in check.findings()]
        if check.folder is None and not check.documents:
            self.stderr.write(NOT_LOOKED_UP)
        report = {
            "statements": check.statements,
            "looked_up": check.looked_up,
            "errors": check.errors,
            "warnings": check.warnings,
            "findings": findings,
        }
        is_unicode = (self.stdout.encoding or "utf-8").lower().startswith("utf")
        self.stdout.write(json.dumps(report, ensure_ascii=not is_unicode, indent=2))
