"""Files that are large enough to be interrupted."""

import csv
from pathlib import Path


def write_sides(path: Path, rows: int) -> Path:
    """A CSV of that many belligerents, with some 200 bytes each."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["slug", "name", "note"])
        writer.writerows([f"side-{number}", "某方", "x" * 200] for number in range(rows))
    return path
