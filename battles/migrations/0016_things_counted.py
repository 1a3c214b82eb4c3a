"""What claims count is a table that editors extend: claims, their history and proposals link to its rows."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower

from battles.models.fields import FoldedField
from battles.models.terms import first_countable
from battles.values.texts import SHOWN

# Slug, name and English name in the order of tables and menus. The claims of earlier versions count some of these.
COUNTABLES = (
    ("persons", "人員", "persons"),
    ("officers", "軍官", "officers"),
    ("generals", "將官", "generals"),
    ("prisoners", "俘虜", "prisoners"),
    ("civilians", "平民", "civilians"),
    ("armies", "軍（日軍等）", "armies"),
    ("corps", "軍", "corps"),
    ("divisions", "師或師團", "divisions"),
    ("brigades", "旅或旅團", "brigades"),
    ("regiments", "團或聯隊", "regiments"),
    ("battalions", "營或大隊", "battalions"),
    ("companies", "連或中隊", "companies"),
    ("aircraft", "飛機", "aircraft"),
    ("ships", "艦船", "ships"),
    ("guns", "火砲", "guns"),
    ("mortars", "迫擊砲", "mortars"),
    ("machine_guns", "機槍", "machine guns"),
    ("small_arms", "輕武器", "small arms"),
    ("tanks", "戰車", "tanks"),
    ("vehicles", "車輛", "vehicles"),
    ("locomotives", "火車頭", "locomotives"),
    ("horses", "馬匹", "horses"),
    ("flags", "軍旗", "flags"),
    ("bombs", "炸彈", "bombs"),
    ("houses", "房屋", "houses"),
    ("places", "地點", "places"),
    ("percent", "百分比", "percent"),
    ("days", "天", "days"),
    ("months", "個月", "months"),
    ("other", "其他", "other"),
)
MEASURES = {"percent": "share", "other": "unnamed"}
STEP = 10
LAST = 1_000

# As in 0006_status, with the key of what is counted.
NOTING = """
CREATE OR REPLACE FUNCTION battles_note_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM battles_claimchange WHERE transaction_id = pg_current_xact_id();
        DELETE FROM battles_claimcount;
        RETURN NULL;
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), 1, {columns}
        FROM added WHERE status = 'published';
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), -1, {columns}
        FROM removed WHERE status = 'published';
    END IF;
    INSERT INTO battles_claimchanger VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""
COLUMNS = (
    "kind, category, counted_id, qualifier, standing, disputed, belligerent_id, claimant_id, "
    "campaign_id, source_id, quoted_source_id, id / 4096"
)
KEY = "(SELECT id FROM battles_countable WHERE slug = {slug})"


def fill(apps, schema_editor):
    countables = apps.get_model("battles", "Countable")
    countables.objects.using(schema_editor.connection.alias).bulk_create(
        countables(
            slug=slug,
            name=name,
            name_en=name_en,
            measure=MEASURES.get(slug, "number"),
            position=LAST if slug == "other" else place * STEP,
            status="published",
        )
        for place, (slug, name, name_en) in enumerate(COUNTABLES, start=1)
    )


def link_claims(apps, schema_editor):
    """Link the claims to what they count; PostgreSQL then counts them under its key."""
    key = KEY.format(slug="counted_before")
    link = f"UPDATE battles_figureclaim SET counted_id = {key}"
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(link)
        return
    # Claims that an earlier migration of the same transaction wrote are counted now, by the old values.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # The number of claims does not change, only the value by which they are counted.
    schema_editor.execute("ALTER TABLE battles_figureclaim DISABLE TRIGGER note_changed")
    schema_editor.execute(link)
    schema_editor.execute("ALTER TABLE battles_figureclaim ENABLE TRIGGER note_changed")
    schema_editor.execute(NOTING.format(columns=COLUMNS), params=None)
    for facet, value in (("facet", "value"), ("other", "other_value")):
        key = KEY.format(slug=value)
        schema_editor.execute(f"UPDATE battles_claimcount SET {value} = {key} WHERE {facet} = 'counted'")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def link_states(apps, schema_editor):
    """Replace the value by the key in the states that the history and proposals have of claims."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in ("battles_change", "battles_proposedchange"):
        for side in ("before", "after"):
            value = f"{side} ->> 'counted'" if is_postgresql else f"json_extract({side}, '$.counted')"
            key = KEY.format(slug=value)
            state = (
                f"({side} - 'counted') || jsonb_build_object('counted_id', {key})"
                if is_postgresql
                else f"json_set(json_remove({side}, '$.counted'), '$.counted_id', {key})"
            )
            schema_editor.execute(
                f"UPDATE {table} SET {side} = {state} WHERE model = 'figureclaim' AND {value} IS NOT NULL", params=None
            )


def link(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="figureclaims",
        to="battles.countable",
        verbose_name="counted",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("battles", "0015_former_slugs")]

    operations = [
        migrations.CreateModel(
            name="Countable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                        verbose_name="editor's note",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        help_text="Readers see published records only. A draft waits for review.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "status_reason",
                    models.CharField(
                        blank=True,
                        help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                        max_length=300,
                        verbose_name="reason for withdrawal",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text=(
                            "Permanent name in web addresses and spreadsheets: letters without accents in either case, "
                            "digits, hyphens and underscores. If you change it, the old address leads to the new one, "
                            "files with the old slug still find the record, and the refs of its statements stay as "
                            "they are."
                        ),
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In Chinese in traditional characters, such as 飛機.",
                        max_length=300,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="In the plural and in small letters: aircraft.",
                        max_length=300,
                        verbose_name="English name",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("number", "a number of things"),
                            ("share", "a share in percent, at most 100"),
                            ("unnamed", "a number of things that the list does not name"),
                        ],
                        default="number",
                        help_text="What the figures of such claims are.",
                        max_length=10,
                        verbose_name="measure",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=500,
                        help_text=(
                            "Its place in tables and menus. A new claim counts the one with the smallest number."
                        ),
                        verbose_name="position",
                    ),
                ),
                ("search_key", FoldedField(sources=("slug", "name", "name_en", "note"))),
            ],
            options={
                "verbose_name": "thing counted",
                "verbose_name_plural": "things counted",
                "ordering": ["position", "slug"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(status__in=["draft", "published", "withdrawn"]),
                        name="countable_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=~Q(status="withdrawn") | ~Q(status_reason=""),
                        name="countable_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=Q(slug__regex="^[-a-zA-Z0-9_]+$"),
                        name="countable_slug_identifies",
                        violation_error_message=(
                            "Identifiers have letters without accents, digits, hyphens and underscores only."
                        ),
                    ),
                    models.UniqueConstraint(
                        Lower("slug"),
                        name="countable_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message=(
                            "Another record has this slug with other capital letters. Choose another slug."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=Q(name__regex=SHOWN),
                        name="countable_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=Q(measure__in=["number", "share", "unnamed"]),
                        name="countable_measure_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill),
        migrations.RemoveIndex("figureclaim", "figureclaim_by_same_figure"),
        migrations.RemoveConstraint("figureclaim", "figureclaim_counted_known"),
        migrations.RenameField("figureclaim", "counted", "counted_before"),
        migrations.AddField("figureclaim", "counted", link(null=True)),
        migrations.RunPython(link_claims),
        migrations.RunPython(link_states),
        migrations.RemoveField("figureclaim", "counted_before"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterField("figureclaim", "counted", link())],
            state_operations=[migrations.AlterField("figureclaim", "counted", link(default=first_countable))],
        ),
        migrations.AddIndex(
            "figureclaim",
            models.Index(
                fields=[
                    *("campaign", "engagement", "belligerent", "unit", "kind", "counted", "category", "scope", "as_of"),
                    *("source", "quoted_source", "low", "high", "qualifier", "status"),
                ],
                name="figureclaim_by_same_figure",
            ),
        ),
    ]
