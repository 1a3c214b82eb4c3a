"""What the lists are measured against: Django's own list of the same table, and Datasette over the same rows."""

import asyncio
import sqlite3
from urllib.parse import urlencode

from battles import models
from tests.performance import generated

FACETS = (
    "belligerent", "kind", "category", "counted", "qualifier", "campaign", "source", "quoted_source", "claimant",
    "standing", "disputed",
)  # fmt: skip
LINKS = ("belligerent", "campaign", "engagement", "unit", "source", "quoted_source", "claimant")
TABLES = {"quoted_source": "source", "claimant": "belligerent"}
ROWS = 50


def stock_admin():
    """Django's admin of figure claims, declared and nothing else: the columns of our list, its facets, its search."""
    from django.contrib import admin
    from django.urls import path

    class StockSite(admin.AdminSite):
        def get_urls(self):
            # The project's own header of the admin links to it.
            return [path("second-factor/", self.index, name="second_factor"), *super().get_urls()]

    site = StockSite(name="stock")

    @admin.register(models.FigureClaim, site=site)
    class ClaimAdmin(admin.ModelAdmin):
        list_display = (
            "low", "high", "kind", "category", "counted", "belligerent", "unit", "campaign", "engagement", "source",
            "locator", "wording",
        )  # fmt: skip
        list_filter = FACETS
        list_per_page = ROWS
        list_select_related = True
        search_fields = ("wording", "attributed_to", "note", "engagement__name", "engagement__name_en")
        ordering = ("pk",)

    return site


class Datasette:
    """Datasette over a file of SQLite, asked without a network between."""

    def __init__(self, path):
        from datasette.app import Datasette

        # Long enough to count every facet: what is cut short has not been counted.
        limits = {"sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "default_page_size": ROWS}
        self.loop = asyncio.new_event_loop()
        self.datasette = Datasette([str(path)], settings=limits | {"num_sql_threads": 1})
        self.database = path.stem

    def get(self, parameters, *, as_json=False):
        suffix = ".json" if as_json else ""
        address = f"/{self.database}/claim{suffix}?{urlencode(parameters, doseq=True)}"
        answer = self.loop.run_until_complete(self.datasette.client.get(address))
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer.content


def fill_sqlite(path, claims=generated.CLAIMS):
    """A file with the same rows, an index on each link and facet and on the figure, and a full-text index."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for name, rows in generated.entities().items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {', '.join(columns)})")
        marks = ", ".join(["?"] * (len(columns) + 1))
        values = ([number, *(row.get(column) for column in columns)] for number, row in enumerate(rows, 1))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
    columns = [column.removesuffix("_id") for column in generated.CLAIM_COLUMNS]
    links = [f"FOREIGN KEY ({name}) REFERENCES {TABLES.get(name, name)} (id)" for name in LINKS]
    typed = ["id INTEGER PRIMARY KEY", *columns[1:], *links]
    connection.execute(f"CREATE TABLE claim ({', '.join(typed)})")
    marks = ", ".join(["?"] * len(columns))
    connection.executemany(f"INSERT INTO claim VALUES ({marks})", generated.claims(claims))
    for name in dict.fromkeys((*FACETS, *LINKS, "low")):
        connection.execute(f"CREATE INDEX claim_{name} ON claim ({name})")
    connection.execute(
        "CREATE VIRTUAL TABLE claim_fts USING fts5 (wording, attributed_to, note, content='claim', content_rowid='id')"
    )
    connection.execute("INSERT INTO claim_fts (claim_fts) VALUES ('rebuild')")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
