"""A small set of records in place of that of the documents, and a site that was made with it."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command

from battles.models import LoadedSet
from battles.models.registry import kinds
from battles.record_sets import NAME
from battles.record_sets.files import IDENTITIES, RecordSet
from tests.identities import COLUMNS


def place(slug, **fields):
    return "place", {"slug": slug, "name": slug.title(), "status": "published", **fields}


def campaign(slug, **fields):
    return "campaign", {"slug": slug, "name": slug.title(), "status": "published", **fields}


def source(slug, **fields):
    return "source", {"slug": slug, "title": slug.title(), "kind": "book", "status": "published", **fields}


def name_of(place_slug, text, **fields):
    about = {"ref": f"name-of-{place_slug}", "place": [place_slug], "text": text, "language": "en"}
    return "name", {**about, "source": ["book"], "locator": "p. 1", "status": "published", **fields}


class Documents:
    """The set of records as the software has it at the time; ``become`` makes it another one."""

    def __init__(self, folder):
        self.folder = folder
        self.once = []
        (folder / "1").mkdir(parents=True)

    def become(self, *records, first=()):
        """Have these records, pairs of a kind and fields; ``first`` are identities of sets of before the history."""
        entries = [{"model": f"battles.{kind}", "fields": fields} for kind, fields in records]
        (self.folder / "1" / "records.json").write_text(json.dumps(entries), encoding="utf-8")
        present = [(kind, fields[kinds()[kind].identifier]) for kind, fields in records]
        self.once = list(dict.fromkeys([*self.once, *present]))
        with (self.folder / IDENTITIES).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for kind, identity in self.once:
                is_dropped = (kind, identity) not in present
                writer.writerow([kind, identity, "yes" if identity in first else "", "yes" if is_dropped else ""])

    def load(self):
        """Load the set as quickstart does."""
        records = RecordSet()
        call_command("loaddata", *records.files, verbosity=0)
        LoadedSet.objects.create(name=NAME, sha256=records.sha256)


@pytest.fixture
def documents(db, settings, tmp_path):
    settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    return Documents(tmp_path / "fixtures")


@pytest.fixture
def site(documents):
    """The set of a site: a book, and two places of which one is a part of the other, with a name."""
    documents.become(
        source("book"),
        place("hubei"),
        place("hankow", part_of=["hubei"]),
        place("hanyang"),
        name_of("hankow", "Hankow"),
    )
    documents.load()
    return documents


@pytest.fixture
def updaterecords():
    """Run the command; returns the lines that it printed."""

    def run(**options):
        out = StringIO()
        call_command("updaterecords", stdout=out, **options)
        return out.getvalue().splitlines()

    return run
