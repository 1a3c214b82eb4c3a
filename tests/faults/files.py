"""Files that are large enough to be interrupted."""

import csv
from pathlib import Path


def write_sides(path: Path, rows: int) -> Path:
    """A CSV of that many belligerents, with some 1,000 bytes each."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["slug", "name", "note"])
        writer.writerows([f"side-{number}", "某方", "x" * 1_000] for number in range(rows))
    return path


def write_claims(path: Path, rows: int, note: str = "") -> Path:
    """A CSV of that many claims. Refs do not depend on the note: a file with another note changes the same claims."""
    columns = ["campaign", "kind", "category", "counted", "low", "high", "qualifier", "standing", "source", "locator"]
    meaning = ["battle-of-wuhan", "casualties", "killed", "persons", 300, 300, "exact", "normal", "ailan-2012"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, "wording", "note"])
        writer.writerows([*meaning, f"p. {number}", "三百人", note] for number in range(rows))
    return path
