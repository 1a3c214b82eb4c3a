"""Lists of a million claims stay fast: numbers by value that PostgreSQL keeps, and an index of texts.

What each costs where 100,000 made-up claims are written by COPY into a million, which takes twice as long with all of
them as without, and what for:

- the counts, a sixth of the time: the numbers of facets, how many claims a list has, and where a page of it begins;
- figureclaim_by_text, a sixth: search in wordings, notes, scopes and authorities;
- figureclaim_by_figure and its reverse, a sixth: lists in the order of the figure;
- figureclaim_by_subject, in place of figureclaim_by_meaning: what other claims say of the same thing.
"""

from itertools import combinations

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

import battles.models.fields

BATCH = 2_000
# The columns that readers choose by. Two of the first row are also counted together, and each of them with each of
# the second row; those hold few claims by value, which can be counted as they are.
WIDE = ("kind", "category", "counted", "qualifier", "standing", "disputed", "belligerent", "claimant")
NARROW = ("campaign", "source", "quoted_source")
# So many keys make a block: a page far down a list begins by passing over whole blocks.
BLOCK = "block"
BLOCK_SIZE = 4_096
FACETS = (*WIDE, *NARROW, BLOCK)
PAIRS = (
    *((facet, "") for facet in FACETS),
    *combinations(WIDE, 2),
    *((wide, narrow) for wide in WIDE for narrow in NARROW),
    ("kind", BLOCK),
)
COLUMNS = {name: f"{name}_id" for name in ("belligerent", "claimant", *NARROW)} | {BLOCK: f"id / {BLOCK_SIZE}"}

# Lists by number go both ways, and what is not in figures comes last in both; SQLite has no such index.
ORDERS = """
CREATE INDEX figureclaim_by_figure ON battles_figureclaim (COALESCE(low, high) ASC NULLS LAST, id ASC);
CREATE INDEX figureclaim_by_figure_down ON battles_figureclaim (COALESCE(low, high) DESC NULLS LAST, id DESC);
"""
TEXTS = """
CREATE FUNCTION battles_character_pairs(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT ARRAY(
        SELECT one || other
        FROM unnest(string_to_array($1, NULL), (string_to_array($1, NULL))[2:]) AS pair (one, other)
        WHERE other IS NOT NULL
    )
$$;
CREATE INDEX figureclaim_by_text ON battles_figureclaim USING gin (battles_character_pairs(search_key));
"""
# What a transaction writes is noted, and counted in once when it commits: nobody waits for an import that goes on,
# and the rows of counts are locked in one order, for a moment.
COUNTS = """
CREATE UNLOGGED TABLE battles_claimchange (transaction_id xid8 NOT NULL, claims integer NOT NULL, {noted});
CREATE INDEX ON battles_claimchange (transaction_id);
CREATE UNLOGGED TABLE battles_claimchanger (transaction_id xid8 PRIMARY KEY);

CREATE FUNCTION battles_note_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM battles_claimchange WHERE transaction_id = pg_current_xact_id();
        DELETE FROM battles_claimcount;
        RETURN NULL;
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), 1, {columns} FROM added;
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), -1, {columns} FROM removed;
    END IF;
    INSERT INTO battles_claimchanger VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION battles_count_claims() RETURNS trigger LANGUAGE plpgsql SET work_mem = '64MB' SET jit = off AS $$
BEGIN
    INSERT INTO battles_claimcount AS known (facet, value, other, other_value, claims)
    SELECT pair.facet, sums.keys[pair.place], pair.other, COALESCE(sums.keys[pair.other_place], ''), sums.claims
    FROM (
        SELECT grouping({facets}) AS left_out, ARRAY[{facets}] AS keys, sum(claims) AS claims
        FROM (
            SELECT claims, {texts} FROM battles_claimchange WHERE transaction_id = NEW.transaction_id
        ) AS change
        GROUP BY GROUPING SETS ({sets})
        HAVING sum(claims) <> 0
    ) AS sums
    JOIN (VALUES {pairs}) AS pair (left_out, facet, place, other, other_place) USING (left_out)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (facet, value, other, other_value) DO UPDATE SET claims = known.claims + excluded.claims;
    DELETE FROM battles_claimchange WHERE transaction_id = NEW.transaction_id;
    DELETE FROM battles_claimchanger WHERE transaction_id = NEW.transaction_id;
    RETURN NULL;
END $$;

CREATE TRIGGER note_added AFTER INSERT ON battles_figureclaim REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION battles_note_claims();
CREATE TRIGGER note_removed AFTER DELETE ON battles_figureclaim REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION battles_note_claims();
CREATE TRIGGER note_changed AFTER UPDATE ON battles_figureclaim REFERENCING NEW TABLE AS added OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION battles_note_claims();
CREATE TRIGGER note_emptied AFTER TRUNCATE ON battles_figureclaim
    FOR EACH STATEMENT EXECUTE FUNCTION battles_note_claims();
CREATE CONSTRAINT TRIGGER count_claims AFTER INSERT ON battles_claimchanger DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION battles_count_claims();

INSERT INTO battles_claimchange SELECT pg_current_xact_id(), 1, {columns} FROM battles_figureclaim;
INSERT INTO battles_claimchanger VALUES (pg_current_xact_id());
"""
REMOVED = """
DROP TRIGGER note_added ON battles_figureclaim;
DROP TRIGGER note_removed ON battles_figureclaim;
DROP TRIGGER note_changed ON battles_figureclaim;
DROP TRIGGER note_emptied ON battles_figureclaim;
DROP TABLE battles_claimchange, battles_claimchanger;
DROP FUNCTION battles_note_claims(), battles_count_claims();
DROP INDEX figureclaim_by_text, figureclaim_by_figure, figureclaim_by_figure_down;
DROP FUNCTION battles_character_pairs(text);
"""


def left_out(pair):
    """The facets outside a pair, as PostgreSQL's grouping() tells them: a bit for each, the first one highest."""
    return sum(1 << place for place, facet in enumerate(reversed(FACETS)) if facet not in pair)


def counting():
    """COUNTS, with the columns and pairs above."""

    def place(facet):
        return FACETS.index(facet) + 1 if facet else "NULL::integer"

    return COUNTS.format(
        noted=", ".join(f"{facet} text" for facet in FACETS),
        columns=", ".join(COLUMNS.get(facet, facet) for facet in FACETS),
        facets=", ".join(FACETS),
        texts=", ".join(f"COALESCE({facet}, '') AS {facet}" for facet in FACETS),
        sets=", ".join(f"({', '.join(filter(None, pair))})" for pair in PAIRS),
        pairs=", ".join(
            f"({left_out(pair)}, '{pair[0]}', {place(pair[0])}, '{pair[1]}', {place(pair[1])})" for pair in PAIRS
        ),
    )


def fold_again(apps, schema_editor):
    """Search keys without the ref, which is found as a whole."""
    claims = apps.get_model("battles", "FigureClaim")
    rows = []
    for row in claims.objects.using(schema_editor.connection.alias).iterator(chunk_size=BATCH):
        rows.append(row)
        if len(rows) == BATCH:
            claims.objects.bulk_update(rows, ["search_key"])
            rows.clear()
    if rows:
        claims.objects.bulk_update(rows, ["search_key"])


def count_and_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ORDERS, params=None)
        schema_editor.execute(TEXTS, params=None)
        schema_editor.execute(counting(), params=None)


def neither_count_nor_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVED, params=None)


class Migration(migrations.Migration):
    dependencies = [("battles", "0004_same_figure_index")]

    operations = [
        migrations.AlterField(
            model_name="figureclaim",
            name="search_key",
            field=battles.models.fields.FoldedField(sources=("attributed_to", "scope", "wording", "note")),
        ),
        migrations.RemoveIndex(model_name="figureclaim", name="figureclaim_by_meaning"),
        migrations.RemoveIndex(model_name="figureclaim", name="figureclaim_by_low"),
        migrations.RemoveIndex(model_name="figureclaim", name="figureclaim_by_high"),
        migrations.AddIndex(
            model_name="figureclaim",
            index=models.Index(
                Coalesce(F("engagement_id"), -F("campaign_id")),
                Coalesce(F("belligerent_id"), 0),
                F("category"),
                name="figureclaim_by_subject",
            ),
        ),
        migrations.CreateModel(
            name="ClaimCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facet", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=30)),
                ("other", models.CharField(max_length=20)),
                ("other_value", models.CharField(max_length=30)),
                ("claims", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["other", "other_value"], name="claimcount_by_other")],
                "unique_together": {("facet", "value", "other", "other_value")},
            },
        ),
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(count_and_index, neither_count_nor_index),
    ]
