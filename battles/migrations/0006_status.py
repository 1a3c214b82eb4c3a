"""Records are drafts, published or withdrawn. Those that are there were public, and stay so, in their history too."""

from django.db import migrations, models
from django.db.models import Q

RECORDS = (
    "appointment", "belligerent", "campaign", "commander", "dateclaim", "engagement", "figureclaim", "name",
    "outcomeclaim", "participation", "place", "source", "subordination", "unit",
)  # fmt: skip
OLD_STATUS = '{"status": "published", "status_reason": ""}'
# The columns of claims that are counted (see the migration before), in their order.
COUNTED = (
    "kind, category, counted, qualifier, standing, disputed, belligerent_id, claimant_id, "
    "campaign_id, source_id, quoted_source_id, id / 4096"
)
NOTING = """
CREATE OR REPLACE FUNCTION battles_note_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM battles_claimchange WHERE transaction_id = pg_current_xact_id();
        DELETE FROM battles_claimcount;
        RETURN NULL;
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), 1, {columns} FROM added {counted};
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        INSERT INTO battles_claimchange SELECT pg_current_xact_id(), -1, {columns} FROM removed {counted};
    END IF;
    INSERT INTO battles_claimchanger VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""
RECOUNT = """
INSERT INTO battles_claimchange SELECT pg_current_xact_id(), 1, {columns} FROM battles_figureclaim
WHERE status <> 'published';
INSERT INTO battles_claimchanger VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
"""


def published_only(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NOTING.format(columns=COUNTED, counted="WHERE status = 'published'"), params=None)


def all_again(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NOTING.format(columns=COUNTED, counted=""), params=None)
        schema_editor.execute(RECOUNT.format(columns=COUNTED), params=None)


def give_old_states_a_status(apps, schema_editor):
    table = apps.get_model("battles", "Change")._meta.db_table
    with_status = "{side} || %s::jsonb" if schema_editor.connection.vendor == "postgresql" else "json_patch({side}, %s)"
    for side in ("before", "after"):
        sql = f"UPDATE {table} SET {side} = {with_status.format(side=side)} WHERE {side} IS NOT NULL"
        schema_editor.execute(sql, [OLD_STATUS])


def status(default):
    return models.CharField(
        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
        default=default,
        help_text="Readers see what is published; a draft waits for its review.",
        max_length=10,
        verbose_name="status",
    )


def steps(record):
    """The columns of one kind of record: what is there is published, what comes is a draft."""
    return [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AddField(record, "status", status("published"))],
            state_operations=[migrations.AddField(record, "status", status("draft"))],
        ),
        migrations.AddField(
            record,
            "status_reason",
            models.CharField(
                blank=True,
                default="",
                help_text="Why it was withdrawn: readers who come by an old link are told so.",
                max_length=300,
                verbose_name="reason of withdrawal",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            record,
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name=f"{record}_status_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.AddConstraint(
            record,
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(status_reason=""),
                name=f"{record}_withdrawn_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("battles", "0005_counts_and_search_of_claims")]

    operations = [
        migrations.AlterModelOptions(
            name="changeset",
            options={
                "ordering": ["-pk"],
                "permissions": [
                    ("publish_records", "Can publish and withdraw records, and edit those of others"),
                    ("undo_changeset", "Can undo set of changes"),
                ],
                "verbose_name": "set of changes",
                "verbose_name_plural": "sets of changes",
            },
        ),
        *(step for record in RECORDS for step in steps(record)),
        migrations.RemoveIndex(model_name="figureclaim", name="figureclaim_by_same_figure"),
        migrations.AddIndex(
            model_name="figureclaim",
            index=models.Index(
                fields=[
                    *("campaign", "engagement", "belligerent", "unit", "kind", "counted", "category", "scope", "as_of"),
                    *("source", "quoted_source", "low", "high", "qualifier", "status"),
                ],
                name="figureclaim_by_same_figure",
            ),
        ),
        migrations.AddIndex(
            model_name="figureclaim",
            index=models.Index(models.F("id"), condition=Q(status="draft"), name="figureclaim_drafts"),
        ),
        migrations.AddField(
            "importrecord",
            "new_status",
            models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Where the file does not say so itself.",
                max_length=10,
                verbose_name="new rows are",
            ),
        ),
        migrations.AddConstraint(
            "importrecord",
            models.CheckConstraint(
                condition=Q(new_status__in=["draft", "published", "withdrawn"]),
                name="importrecord_new_status_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.RunPython(give_old_states_a_status, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(published_only, all_again),
    ]
