"""Bring fixtures/identities.csv up to date: ``python -m tests.identities``, after records were added or dropped.

It lists every record that a set of the documents' records has or had. ``dropped`` are those that the set no longer has,
so that updaterecords can remove them from sites, and ``first`` those that each set had from before the history of
records. A record that is absent from such a site, and has no history there, was deleted.
"""

import csv
import os
from pathlib import Path

COLUMNS = ("kind", "identity", "first", "dropped")
YES = "yes"


def brought_up_to_date(rows: list[dict], present: set[tuple[str, str]]) -> list[dict]:
    """The rows for the records that are in the set, as pairs of kind and identity, and for those that once were."""
    first = {(row["kind"], row["identity"]): row["first"] for row in rows}
    return [
        {
            "kind": kind,
            "identity": identity,
            "first": first.get((kind, identity), ""),
            "dropped": "" if (kind, identity) in present else YES,
        }
        for kind, identity in sorted(present | first.keys())
    ]


def in_set() -> set[tuple[str, str]]:
    from battles.record_sets import RecordSet

    records = RecordSet().records
    return {(model._meta.model_name, identity) for model, fields in records.items() for identity in fields}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuhan.settings")
    import django

    django.setup()
    from battles.record_sets.files import IDENTITIES, RecordSet, listed_identities

    folders = RecordSet().folders
    rows = brought_up_to_date(listed_identities(folders), in_set())
    with Path(folders[0], IDENTITIES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows):,} identities, {sum(row['dropped'] == YES for row in rows):,} of dropped records")


if __name__ == "__main__":
    main()
