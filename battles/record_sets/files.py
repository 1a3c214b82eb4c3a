"""The set of records as its files have it: the records by kind and identity, and those of earlier sets."""

import csv
import json
from collections import defaultdict
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from battles.models.registry import kinds

IDENTITIES = "identities.csv"
YES = "yes"


class RecordSet:
    """The set of records in the folders of fixtures."""

    def __init__(self):
        self.folders = [Path(folder) for folder in settings.FIXTURE_DIRS]
        self.files = sorted(path for folder in self.folders for path in folder.glob("*/*.json"))
        self.contents = [path.read_bytes() for path in self.files]

    @cached_property
    def sha256(self) -> str:
        return sha256(b"".join(self.contents)).hexdigest()

    @property
    def size(self) -> int:
        return sum(map(len, self.contents))

    @cached_property
    def records(self) -> dict:
        """The fields of each record as its file has them, by model and identity."""
        found = {model: {} for model in kinds().values()}
        for content in self.contents:
            for entry in json.loads(content):
                model = kinds()[entry["model"].rpartition(".")[2]]
                found[model][entry["fields"][model.identifier]] = entry["fields"]
        return found

    @cached_property
    def dropped(self) -> dict:
        """The identities of the records that only earlier sets had, by model."""
        return self.listed("dropped")

    @cached_property
    def of_first_sets(self) -> dict:
        """The identities of the records that every set had from before the history of records, by model."""
        return self.listed("first")

    def listed(self, column: str) -> dict:
        found = defaultdict(set)
        for row in listed_identities(self.folders):
            if row[column] == YES:
                found[kinds()[row["kind"]]].add(row["identity"])
        return found


def listed_identities(folders) -> list[dict]:
    """The rows of the lists of identities in the folders."""
    rows = []
    for path in (folder / IDENTITIES for folder in folders):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                rows += csv.DictReader(file)
    return rows
