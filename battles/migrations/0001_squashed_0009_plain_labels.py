"""The tables as 0009_plain_labels left them, made at once: a new site need not walk through each state before.

A site that has some of the migrations it replaces applies the others of them instead.
"""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import battles.models.fields
import battles.models.statements

counts = import_module("battles.migrations.0005_counts_and_search_of_claims")
status = import_module("battles.migrations.0006_status")
roles = import_module("battles.migrations.0008_roles")


class Migration(migrations.Migration):
    replaces = [
        ("battles", "0001_records"),
        ("battles", "0002_history"),
        ("battles", "0003_slugs_told_apart"),
        ("battles", "0004_same_figure_index"),
        ("battles", "0005_counts_and_search_of_claims"),
        ("battles", "0006_status"),
        ("battles", "0007_review"),
        ("battles", "0008_roles"),
        ("battles", "0009_plain_labels"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Belligerent",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
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
            ],
            options={
                "verbose_name": "belligerent",
                "verbose_name_plural": "belligerents",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="belligerent_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="belligerent_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="belligerent_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="belligerent_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="belligerent_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north, WGS 84; south is negative.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east, WGS 84; west is negative.",
                        max_digits=8,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger place that contains this one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="battles.place",
                        verbose_name="part of",
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
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="place_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="place_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="place_part_of_is_another",
                        violation_error_message="A record cannot belong to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="place_on_the_globe",
                        violation_error_message="Give latitude (±90) and longitude (±180) together, or neither.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="place_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="place_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="place_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="In the work's own language and script.", max_length=300, verbose_name="title"
                    ),
                ),
                ("title_en", models.CharField(blank=True, max_length=300, verbose_name="English title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("book", "book"),
                            ("journal_article", "journal article"),
                            ("newspaper", "newspaper"),
                            ("encyclopedia_article", "encyclopedia article"),
                            ("web_page", "web page"),
                            ("web_article", "web article"),
                            ("archival_document", "archival document"),
                            ("official_history", "official history"),
                            ("diary", "diary"),
                            ("novel", "novel"),
                            ("dataset", "data set"),
                            ("film", "film or broadcast"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "authors",
                    models.CharField(
                        blank=True,
                        help_text="Several authors are separated by |.",
                        max_length=300,
                        verbose_name="authors",
                    ),
                ),
                ("publisher", models.CharField(blank=True, max_length=200, verbose_name="publisher")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place of publication")),
                (
                    "issued",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="When it was published, in EDTF, such as 2012-10.",
                        max_length=100,
                        verbose_name="issued",
                    ),
                ),
                (
                    "language",
                    battles.models.fields.LanguageField(
                        blank=True,
                        help_text="A language tag: zh-Hant, zh-Hans, ja, en, ru.",
                        max_length=35,
                        verbose_name="language",
                    ),
                ),
                ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="web address")),
                ("archived_url", models.URLField(blank=True, max_length=500, verbose_name="archived web address")),
                (
                    "accessed",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="When the web address was read, in EDTF.",
                        max_length=100,
                        verbose_name="accessed",
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True,
                        help_text="The file with its text, for checkrecords.",
                        max_length=200,
                        verbose_name="document",
                    ),
                ),
                (
                    "document_sha256",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}$", "A SHA-256 has 64 hexadecimal digits, in lower case."
                            )
                        ],
                        verbose_name="SHA-256 of the document",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A · completely reliable"),
                            ("B", "B · usually reliable"),
                            ("C", "C · fairly reliable"),
                            ("D", "D · not usually reliable"),
                            ("E", "E · unreliable"),
                            ("F", "F · cannot be judged"),
                        ],
                        help_text="Grade on the NATO (Admiralty) scale; empty while nobody has judged it.",
                        max_length=1,
                        verbose_name="reliability",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "title", "title_en", "authors", "publisher", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "issued_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("issued",)
                    ),
                ),
                (
                    "accessed_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("accessed",)
                    ),
                ),
                (
                    "derived_from",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that this one copies, translates, abridges or reports.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derivatives",
                        to="battles.source",
                        verbose_name="derived from",
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
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="source_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="source_title_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "book",
                                    "journal_article",
                                    "newspaper",
                                    "encyclopedia_article",
                                    "web_page",
                                    "web_article",
                                    "archival_document",
                                    "official_history",
                                    "diary",
                                    "novel",
                                    "dataset",
                                    "film",
                                    "other",
                                ],
                            )
                        ),
                        name="source_kind_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reliability__in", ["", "A", "B", "C", "D", "E", "F"])),
                        name="source_reliability_known",
                        violation_error_message="Choose one of the values that the list offers, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issued", ""), ("issued_sort__isnull", False), _connector="OR"),
                        name="source_issued_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accessed", ""), ("accessed_sort__isnull", False), _connector="OR"),
                        name="source_accessed_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("derived_from__isnull", True),
                            models.Q(("derived_from", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_derived_from_is_another",
                        violation_error_message="A record cannot belong to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), ("document_sha256", "")),
                            models.Q(
                                models.Q(("document", ""), _negated=True),
                                models.Q(("document_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="source_document_with_sha256",
                        violation_error_message="A document is named together with its SHA-256, or not at all.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="source_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="source_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("edit", "edited"),
                            ("import", "imported"),
                            ("undo", "undone"),
                            ("restore", "reverted"),
                            ("review", "accepted"),
                        ],
                        default="edit",
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("message", models.TextField(blank=True, help_text="Why it was changed.", verbose_name="message")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty if a command made the changes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_sets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        help_text="The set of changes that this undid.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="battles.changeset",
                        verbose_name="undoes",
                    ),
                ),
            ],
            options={
                "verbose_name": "set of changes",
                "verbose_name_plural": "sets of changes",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undoes__isnull", False), ("way", "undo")),
                            models.Q(models.Q(("way", "undo"), _negated=True), ("undoes__isnull", True)),
                            _connector="OR",
                        ),
                        name="changeset_undo_undoes",
                        violation_error_message="Every undo, and nothing else, undoes a set of changes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["edit", "import", "undo", "restore", "review"])),
                        name="changeset_way_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                ],
                "permissions": [
                    ("publish_records", "Can publish and withdraw records, and edit those of others"),
                    ("undo_changeset", "Can undo set of changes"),
                ],
            },
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
        migrations.CreateModel(
            name="Campaign",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "start",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="Working value for sorting, in EDTF: 1938-06-11, 1938-07~.",
                        max_length=100,
                        verbose_name="start",
                    ),
                ),
                (
                    "end",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="Working value, in EDTF; for a single day the same as the start.",
                        max_length=100,
                        verbose_name="end",
                    ),
                ),
                (
                    "start_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("start",)
                    ),
                ),
                (
                    "end_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("end",)
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("victory", "victory"),
                            ("pyrrhic_victory", "Pyrrhic victory"),
                            ("inconclusive", "inconclusive"),
                            ("stalemate", "stalemate"),
                            ("withdrawal", "withdrawal"),
                            ("captured", "captured"),
                            ("recaptured", "recaptured"),
                            ("repulsed", "repulsed"),
                            ("other", "other"),
                        ],
                        help_text="Working value for browsing. For each source, see the outcome claims.",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The war or larger campaign that it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="battles.campaign",
                        verbose_name="part of",
                    ),
                ),
                (
                    "places",
                    models.ManyToManyField(
                        blank=True, related_name="%(class)ss", to="battles.place", verbose_name="places"
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
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": [models.OrderBy(models.F("start_sort"), nulls_last=True), "slug"],
                "abstract": False,
                "indexes": [models.Index(fields=["start_sort", "slug"], name="campaign_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="campaign_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="campaign_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start", ""), ("start_sort__isnull", False), _connector="OR"),
                        name="campaign_start_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", ""), ("end_last__isnull", False), _connector="OR"),
                        name="campaign_end_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_sort__isnull", True),
                            ("end_last__isnull", True),
                            ("start_sort__lte", models.F("end_last")),
                            _connector="OR",
                        ),
                        name="campaign_dates_in_order",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "",
                                    "victory",
                                    "pyrrhic_victory",
                                    "inconclusive",
                                    "stalemate",
                                    "withdrawal",
                                    "captured",
                                    "recaptured",
                                    "repulsed",
                                    "other",
                                ],
                            )
                        ),
                        name="campaign_outcome_known",
                        violation_error_message="Choose one of the values that the list offers, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="campaign_part_of_is_another",
                        violation_error_message="A record cannot belong to itself.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="campaign_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="campaign_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="campaign_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commander",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "rank",
                    models.CharField(
                        blank=True,
                        help_text="The highest rank that the sources give, in their words.",
                        max_length=100,
                        verbose_name="rank",
                    ),
                ),
                (
                    "is_fictional",
                    models.BooleanField(
                        default=False, help_text="A person invented by a novel.", verbose_name="fictional"
                    ),
                ),
                ("born", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="born")),
                ("died", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="died")),
                (
                    "born_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("born",)
                    ),
                ),
                (
                    "died_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("died",)
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commanders",
                        to="battles.belligerent",
                        verbose_name="belligerent",
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
            ],
            options={
                "verbose_name": "commander",
                "verbose_name_plural": "commanders",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="commander_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="commander_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("born", ""), ("born_sort__isnull", False), _connector="OR"),
                        name="commander_born_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("died", ""), ("died_last__isnull", False), _connector="OR"),
                        name="commander_died_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("born_sort__isnull", True),
                            ("died_last__isnull", True),
                            ("born_sort__lte", models.F("died_last")),
                            _connector="OR",
                        ),
                        name="commander_dates_in_order",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="commander_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="commander_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="commander_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "kind",
                    models.CharField(
                        help_text="As commands name it, such as claims.", max_length=30, verbose_name="kind of records"
                    ),
                ),
                ("message", models.TextField(blank=True, help_text="Why it was imported.", verbose_name="message")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("file_size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                (
                    "file_sha256",
                    models.CharField(
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}\\Z", "A SHA-256 has 64 hexadecimal digits, in lower case."
                            )
                        ],
                        verbose_name="SHA-256 of the file",
                    ),
                ),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new rows")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed rows")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged rows")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for an import by command.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "encoding",
                    models.CharField(
                        blank=True, help_text="Empty if it was detected.", max_length=20, verbose_name="encoding"
                    ),
                ),
                ("file_format", models.CharField(default="csv", max_length=10, verbose_name="format")),
                (
                    "plan_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Detects changes between the check and the import.",
                        max_length=64,
                        verbose_name="SHA-256 of the preview",
                    ),
                ),
                (
                    "problem",
                    models.TextField(blank=True, help_text="Why the file was not imported.", verbose_name="problem"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "being checked"),
                            ("checked", "checked, can be imported"),
                            ("refused", "has errors"),
                            ("importing", "being imported"),
                            ("imported", "imported"),
                            ("failed", "failed"),
                        ],
                        default="imported",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "upload",
                    models.FileField(
                        blank=True,
                        help_text="Kept until it is imported or discarded.",
                        upload_to="imports",
                        verbose_name="uploaded file",
                    ),
                ),
                ("wrong", models.PositiveIntegerField(default=0, verbose_name="errors")),
                (
                    "change_set",
                    models.OneToOneField(
                        blank=True,
                        help_text="The changes that the import made; empty if there were none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_record",
                        to="battles.changeset",
                        verbose_name="changes",
                    ),
                ),
                (
                    "new_status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        help_text="Used where the file states no status.",
                        max_length=10,
                        verbose_name="status of new rows",
                    ),
                ),
            ],
            options={
                "verbose_name": "import record",
                "verbose_name_plural": "import records",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_sha256__regex", "^[0-9a-f]{64}$")),
                        name="importrecord_sha256_is_one",
                        violation_error_message="A SHA-256 has 64 hexadecimal digits, in lower case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["checking", "checked", "refused", "importing", "imported", "failed"])
                        ),
                        name="importrecord_state_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_status__in", ["draft", "published", "withdrawn"])),
                        name="importrecord_new_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "echelon",
                    models.CharField(
                        choices=[
                            ("supreme_command", "supreme command"),
                            ("war_area", "war area or theatre army"),
                            ("army_group", "army group"),
                            ("army", "army"),
                            ("corps", "corps"),
                            ("division", "division"),
                            ("brigade", "brigade"),
                            ("regiment", "regiment"),
                            ("battalion", "battalion"),
                            ("detachment", "detachment"),
                            ("air_force", "air force or air group"),
                            ("fleet", "fleet or flotilla"),
                            ("militia", "militia or guerrilla force"),
                            ("other", "other"),
                        ],
                        help_text="One scale for all sides: 集團軍 is an army group, 軍 of China a corps, 軍 of Japan an army.",
                        max_length=20,
                        verbose_name="echelon",
                    ),
                ),
                (
                    "arm",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infantry", "infantry"),
                            ("cavalry", "cavalry"),
                            ("artillery", "artillery"),
                            ("engineers", "engineers"),
                            ("armour", "armour"),
                            ("air", "air"),
                            ("naval", "naval"),
                            ("guerrilla", "guerrilla"),
                            ("combined", "combined arms"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="arm",
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="battles.belligerent",
                        verbose_name="belligerent",
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
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="unit_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="unit_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "echelon__in",
                                [
                                    "supreme_command",
                                    "war_area",
                                    "army_group",
                                    "army",
                                    "corps",
                                    "division",
                                    "brigade",
                                    "regiment",
                                    "battalion",
                                    "detachment",
                                    "air_force",
                                    "fleet",
                                    "militia",
                                    "other",
                                ],
                            )
                        ),
                        name="unit_echelon_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "arm__in",
                                [
                                    "",
                                    "infantry",
                                    "cavalry",
                                    "artillery",
                                    "engineers",
                                    "armour",
                                    "air",
                                    "naval",
                                    "guerrilla",
                                    "combined",
                                    "other",
                                ],
                            )
                        ),
                        name="unit_arm_known",
                        violation_error_message="Choose one of the values that the list offers, or none.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="unit_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="unit_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unit_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=30, verbose_name="kind of record")),
                ("record_id", models.BigIntegerField(verbose_name="record")),
                ("identity", models.CharField(max_length=120, verbose_name="slug or ref")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                (
                    "change_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="battles.changeset",
                        verbose_name="set of changes",
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["model", "record_id"], name="change_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before__isnull", False), ("after__isnull", False), _connector="OR"),
                        name="change_has_state",
                        violation_error_message="A change has a state before or after it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "message",
                    models.TextField(blank=True, help_text="Why it should be changed.", verbose_name="message"),
                ),
                ("model", models.CharField(max_length=30, verbose_name="kind of record")),
                ("record_id", models.BigIntegerField(verbose_name="record")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("taken_back", "retracted"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "change_set",
                    models.OneToOneField(
                        blank=True,
                        help_text="The changes made by accepting it; empty if there were none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="battles.changeset",
                        verbose_name="changes",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["model", "record_id"], name="proposal_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "accepted", "declined", "taken_back"])),
                        name="proposal_state_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_somebody",
                        violation_error_message="A closed proposal needs the person and the time of its decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("change_set__isnull", True), ("state", "accepted"), _connector="OR"),
                        name="proposal_changes_accepted",
                        violation_error_message="Only an accepted proposal has a set of changes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
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
                    "slug",
                    models.SlugField(
                        error_messages={
                            "unique": "This slug is taken. Choose another, or edit the record that has it."
                        },
                        help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the script of the sources; in traditional characters if they use both.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="The usual English or romanised name.",
                        max_length=200,
                        verbose_name="English name",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "name_en", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "start",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="Working value for sorting, in EDTF: 1938-06-11, 1938-07~.",
                        max_length=100,
                        verbose_name="start",
                    ),
                ),
                (
                    "end",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="Working value, in EDTF; for a single day the same as the start.",
                        max_length=100,
                        verbose_name="end",
                    ),
                ),
                (
                    "start_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("start",)
                    ),
                ),
                (
                    "end_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("end",)
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("victory", "victory"),
                            ("pyrrhic_victory", "Pyrrhic victory"),
                            ("inconclusive", "inconclusive"),
                            ("stalemate", "stalemate"),
                            ("withdrawal", "withdrawal"),
                            ("captured", "captured"),
                            ("recaptured", "recaptured"),
                            ("repulsed", "repulsed"),
                            ("other", "other"),
                        ],
                        help_text="Working value for browsing. For each source, see the outcome claims.",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("battle", "battle"),
                            ("siege", "siege"),
                            ("landing", "landing"),
                            ("crossing", "river crossing"),
                            ("capture", "capture"),
                            ("recapture", "recapture"),
                            ("breakthrough", "breakthrough"),
                            ("advance", "advance or offensive move"),
                            ("defence", "defence or blocking action"),
                            ("counterattack", "counter-attack"),
                            ("encirclement", "encirclement"),
                            ("pursuit", "pursuit"),
                            ("withdrawal", "withdrawal"),
                            ("sweep", "sweep"),
                            ("raid", "raid or guerrilla action"),
                            ("air_battle", "air battle"),
                            ("bombing", "bombing"),
                            ("naval_action", "naval action"),
                            ("breach", "breach of a dyke"),
                            ("gas_use", "use of gas"),
                            ("other", "other event"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "front",
                    models.CharField(
                        blank=True,
                        help_text="The part of the theatre, such as 長江以南.",
                        max_length=100,
                        verbose_name="front",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        help_text="The campaign that it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger engagement that it belongs to, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="battles.engagement",
                        verbose_name="part of",
                    ),
                ),
                (
                    "victor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Working value for browsing. For each source, see the outcome claims.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="victories",
                        to="battles.belligerent",
                        verbose_name="victor",
                    ),
                ),
                (
                    "places",
                    models.ManyToManyField(
                        blank=True, related_name="%(class)ss", to="battles.place", verbose_name="places"
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
            ],
            options={
                "verbose_name": "engagement",
                "verbose_name_plural": "engagements",
                "ordering": [models.OrderBy(models.F("start_sort"), nulls_last=True), "slug"],
                "abstract": False,
                "indexes": [models.Index(fields=["start_sort", "slug"], name="engagement_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="engagement_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="engagement_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start", ""), ("start_sort__isnull", False), _connector="OR"),
                        name="engagement_start_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", ""), ("end_last__isnull", False), _connector="OR"),
                        name="engagement_end_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_sort__isnull", True),
                            ("end_last__isnull", True),
                            ("start_sort__lte", models.F("end_last")),
                            _connector="OR",
                        ),
                        name="engagement_dates_in_order",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "",
                                    "victory",
                                    "pyrrhic_victory",
                                    "inconclusive",
                                    "stalemate",
                                    "withdrawal",
                                    "captured",
                                    "recaptured",
                                    "repulsed",
                                    "other",
                                ],
                            )
                        ),
                        name="engagement_outcome_known",
                        violation_error_message="Choose one of the values that the list offers, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="engagement_part_of_is_another",
                        violation_error_message="A record cannot belong to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "battle",
                                    "siege",
                                    "landing",
                                    "crossing",
                                    "capture",
                                    "recapture",
                                    "breakthrough",
                                    "advance",
                                    "defence",
                                    "counterattack",
                                    "encirclement",
                                    "pursuit",
                                    "withdrawal",
                                    "sweep",
                                    "raid",
                                    "air_battle",
                                    "bombing",
                                    "naval_action",
                                    "breach",
                                    "gas_use",
                                    "other",
                                ],
                            )
                        ),
                        name="engagement_kind_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("campaign__isnull", False), ("part_of__isnull", False), _connector="OR"),
                        name="engagement_within_something",
                        violation_error_message="Say which campaign or larger engagement it belongs to.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="engagement_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="engagement_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="engagement_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subordination",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                ("start", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="from")),
                ("end", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="to")),
                (
                    "start_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("start",)
                    ),
                ),
                (
                    "end_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("end",)
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("ref", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinations",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        help_text="The unit that it was under.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinates",
                        to="battles.unit",
                        verbose_name="superior",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superiors",
                        to="battles.unit",
                        verbose_name="unit",
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
            ],
            options={
                "verbose_name": "subordination",
                "verbose_name_plural": "subordinations",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="subordination_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="subordination_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="subordination_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start", ""), ("start_sort__isnull", False), _connector="OR"),
                        name="subordination_start_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", ""), ("end_last__isnull", False), _connector="OR"),
                        name="subordination_end_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_sort__isnull", True),
                            ("end_last__isnull", True),
                            ("start_sort__lte", models.F("end_last")),
                            _connector="OR",
                        ),
                        name="subordination_dates_in_order",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("superior")), _negated=True),
                        name="subordination_under_another",
                        violation_error_message="A unit cannot be its own superior.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="subordination_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="subordination_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        blank=True,
                        help_text="The post in the source's words, such as 總司令.",
                        max_length=200,
                        verbose_name="office",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("commander", "commander"),
                            ("acting_commander", "acting commander"),
                            ("deputy_commander", "deputy commander"),
                            ("chief_of_staff", "chief of staff"),
                            ("acting_chief_of_staff", "acting chief of staff"),
                            ("nominal_commander", "nominal commander"),
                            ("office_holder", "holder of an office"),
                            ("member", "member"),
                            ("other", "other"),
                        ],
                        default="commander",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "rank",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it, such as 中將.",
                        max_length=100,
                        verbose_name="rank",
                    ),
                ),
                ("start", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="from")),
                ("end", battles.models.fields.EDTFField(blank=True, max_length=100, verbose_name="to")),
                (
                    "start_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("start",)
                    ),
                ),
                (
                    "end_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("end",)
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("ref", "office", "rank", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        help_text="The campaign that the source speaks of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "commander",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="battles.commander",
                        verbose_name="commander",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="battles.unit",
                        verbose_name="unit",
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
            ],
            options={
                "verbose_name": "appointment",
                "verbose_name_plural": "appointments",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="appointment_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="appointment_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="appointment_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "commander",
                                    "acting_commander",
                                    "deputy_commander",
                                    "chief_of_staff",
                                    "acting_chief_of_staff",
                                    "nominal_commander",
                                    "office_holder",
                                    "member",
                                    "other",
                                ],
                            )
                        ),
                        name="appointment_role_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start", ""), ("start_sort__isnull", False), _connector="OR"),
                        name="appointment_start_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", ""), ("end_last__isnull", False), _connector="OR"),
                        name="appointment_end_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_sort__isnull", True),
                            ("end_last__isnull", True),
                            ("start_sort__lte", models.F("end_last")),
                            _connector="OR",
                        ),
                        name="appointment_dates_in_order",
                        violation_error_message="The end is before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__isnull", False), models.Q(("office", ""), _negated=True), _connector="OR"
                        ),
                        name="appointment_to_something",
                        violation_error_message="Give the unit or the office of the appointment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="appointment_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="appointment_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "sends_back",
                    models.BooleanField(
                        default=False, help_text="Returned to the contributor.", verbose_name="sends back"
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=30, verbose_name="kind of record")),
                ("record_id", models.BigIntegerField(blank=True, null=True, verbose_name="record")),
                ("last_change", models.BigIntegerField(default=0, verbose_name="version of the record")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="battles.proposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["model", "record_id"], name="comment_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("model", ""), ("proposal__isnull", False), ("record_id__isnull", True)),
                            models.Q(
                                ("proposal__isnull", True),
                                ("record_id__isnull", False),
                                models.Q(("model", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="comment_on_something",
                        violation_error_message="A comment is on a record or on a proposal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_says_something",
                        violation_error_message="Write a comment.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=30, verbose_name="kind of record")),
                ("record_id", models.BigIntegerField(blank=True, null=True, verbose_name="record")),
                ("identity", models.CharField(max_length=120, verbose_name="slug or ref")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(verbose_name="after")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_changes",
                        to="battles.proposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before__isnull", True), ("record_id__isnull", True)),
                            models.Q(("before__isnull", False), ("record_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposedchange_new_or_known",
                        violation_error_message="An existing row has a state before, and a new row has none.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureClaim",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                        max_length=200,
                        verbose_name="attributed to",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("casualties", "casualties"),
                            ("civilian_casualties", "civilian casualties"),
                            ("materiel_losses", "losses of materiel"),
                            ("strength", "strength"),
                            ("other", "other figure"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("killed", "killed"),
                            ("wounded", "wounded"),
                            ("missing", "missing"),
                            ("captured", "captured"),
                            ("killed_and_wounded", "killed and wounded"),
                            ("missing_and_captured", "missing and captured"),
                            ("total", "total"),
                            ("survivors", "survivors"),
                            ("unfit", "unfit"),
                            ("lost", "lost"),
                            ("damaged", "damaged"),
                            ("present", "present"),
                            ("engaged", "engaged"),
                            ("reinforcement", "reinforcement"),
                            ("reserve", "reserve"),
                            ("requested", "requested"),
                            ("other", "other"),
                        ],
                        help_text="The exact category that the source counts: “killed” is not “killed and wounded”.",
                        max_length=30,
                        verbose_name="category",
                    ),
                ),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("persons", "persons"),
                            ("officers", "officers"),
                            ("armies", "armies"),
                            ("corps", "corps"),
                            ("divisions", "divisions"),
                            ("brigades", "brigades"),
                            ("regiments", "regiments"),
                            ("battalions", "battalions"),
                            ("aircraft", "aircraft"),
                            ("ships", "ships"),
                            ("guns", "guns"),
                            ("tanks", "tanks"),
                            ("bombs", "bombs"),
                            ("places", "places"),
                            ("percent", "percent"),
                            ("days", "days"),
                            ("months", "months"),
                            ("other", "other"),
                        ],
                        default="persons",
                        max_length=20,
                        verbose_name="counted",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Lower bound. Leave it empty if it is not stated; 0 is a figure.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="low",
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Upper bound. For a single number, the same as low.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="high",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("about", "about"),
                            ("over", "over"),
                            ("at_least", "at least"),
                            ("under", "under"),
                            ("at_most", "at most"),
                            ("range", "range"),
                            ("several", "several"),
                            ("unquantified", "not in figures"),
                        ],
                        default="exact",
                        help_text="Exact and about: low = high. Over and at least: low only. Under and at most: high only.",
                        max_length=20,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "as_of",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="The date of the figure, in EDTF, if the source gives one.",
                        max_length=100,
                        verbose_name="as of",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        help_text="Limits of the figure that no other column states: “north of the Yangtze”, “on average”.",
                        max_length=200,
                        verbose_name="scope",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("preferred", "preferred"), ("normal", "normal"), ("deprecated", "deprecated")],
                        default="normal",
                        max_length=20,
                        verbose_name="standing",
                    ),
                ),
                (
                    "standing_reason",
                    models.CharField(
                        blank=True,
                        help_text="Why it is preferred or deprecated.",
                        max_length=300,
                        verbose_name="reason for the standing",
                    ),
                ),
                (
                    "disputed",
                    models.BooleanField(
                        default=False,
                        help_text="The source says that this figure is contested.",
                        verbose_name="disputed",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("attributed_to", "scope", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "as_of_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("as_of",)
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The side whose losses or forces are counted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figureclaims",
                        to="battles.belligerent",
                        verbose_name="belligerent",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        help_text="The side that gives the figure, about itself or about its enemy.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claimed_figures",
                        to="battles.belligerent",
                        verbose_name="claimant",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.engagement",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="The unit that the figure is about, if not the whole side.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figureclaims",
                        to="battles.unit",
                        verbose_name="unit",
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
            ],
            options={
                "verbose_name": "figure claim",
                "verbose_name_plural": "figure claims",
                "ordering": ["ref"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("engagement_id"),
                            django.db.models.expressions.CombinedExpression(
                                models.F("campaign_id"), "*", models.Value(-1)
                            ),
                        ),
                        django.db.models.functions.comparison.Coalesce(models.F("belligerent_id"), 0),
                        models.F("category"),
                        name="figureclaim_by_subject",
                    ),
                    models.Index(
                        fields=[
                            "campaign",
                            "engagement",
                            "belligerent",
                            "unit",
                            "kind",
                            "counted",
                            "category",
                            "scope",
                            "as_of",
                            "source",
                            "quoted_source",
                            "low",
                            "high",
                            "qualifier",
                            "status",
                        ],
                        name="figureclaim_by_same_figure",
                    ),
                    models.Index(models.F("id"), condition=models.Q(("status", "draft")), name="figureclaim_drafts"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="figureclaim_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="figureclaim_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="figureclaim_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("campaign__isnull", False), ("engagement__isnull", True)),
                            models.Q(("campaign__isnull", True), ("engagement__isnull", False)),
                            _connector="OR",
                        ),
                        name="figureclaim_one_event",
                        violation_error_message="Choose one, and only one, of campaign, engagement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["casualties", "civilian_casualties", "materiel_losses", "strength", "other"])
                        ),
                        name="figureclaim_kind_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "killed",
                                    "wounded",
                                    "missing",
                                    "captured",
                                    "killed_and_wounded",
                                    "missing_and_captured",
                                    "total",
                                    "survivors",
                                    "unfit",
                                    "lost",
                                    "damaged",
                                    "present",
                                    "engaged",
                                    "reinforcement",
                                    "reserve",
                                    "requested",
                                    "other",
                                ],
                            )
                        ),
                        name="figureclaim_category_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "counted__in",
                                [
                                    "persons",
                                    "officers",
                                    "armies",
                                    "corps",
                                    "divisions",
                                    "brigades",
                                    "regiments",
                                    "battalions",
                                    "aircraft",
                                    "ships",
                                    "guns",
                                    "tanks",
                                    "bombs",
                                    "places",
                                    "percent",
                                    "days",
                                    "months",
                                    "other",
                                ],
                            )
                        ),
                        name="figureclaim_counted_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "qualifier__in",
                                [
                                    "exact",
                                    "about",
                                    "over",
                                    "at_least",
                                    "under",
                                    "at_most",
                                    "range",
                                    "several",
                                    "unquantified",
                                ],
                            )
                        ),
                        name="figureclaim_qualifier_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["preferred", "normal", "deprecated"])),
                        name="figureclaim_standing_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_of", ""), ("as_of_sort__isnull", False), _connector="OR"),
                        name="figureclaim_as_of_is_date",
                        violation_error_message="Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("kind__in", ["casualties", "civilian_casualties", "materiel_losses"]),
                                    _negated=True,
                                ),
                                (
                                    "category__in",
                                    [
                                        "killed",
                                        "wounded",
                                        "missing",
                                        "captured",
                                        "killed_and_wounded",
                                        "missing_and_captured",
                                        "total",
                                        "survivors",
                                        "unfit",
                                        "lost",
                                        "damaged",
                                        "other",
                                    ],
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("kind", "strength"), _negated=True),
                                (
                                    "category__in",
                                    ["total", "present", "engaged", "reinforcement", "reserve", "requested", "other"],
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="figureclaim_category_fits_kind",
                        violation_error_message="This category does not go with this kind of figure.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("low__isnull", True), ("low__gte", 0), _connector="OR"),
                            models.Q(("high__isnull", True), ("high__gte", 0), _connector="OR"),
                        ),
                        name="figureclaim_not_negative",
                        violation_error_message="A figure cannot be below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("low__lte", models.F("high")),
                            _connector="OR",
                        ),
                        name="figureclaim_low_to_high",
                        violation_error_message="The high bound is below the low bound.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier__in", ["exact", "about"]), _negated=True),
                            models.Q(("high__isnull", False), ("low", models.F("high")), ("low__isnull", False)),
                            _connector="OR",
                        ),
                        name="figureclaim_one_number",
                        violation_error_message="Exact and about have the same number in both bounds.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier__in", ["over", "at_least"]), _negated=True),
                            models.Q(("high__isnull", True), ("low__isnull", False)),
                            _connector="OR",
                        ),
                        name="figureclaim_low_only",
                        violation_error_message="Over and at least have a low bound only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier__in", ["under", "at_most"]), _negated=True),
                            models.Q(("high__isnull", False), ("low__isnull", True)),
                            _connector="OR",
                        ),
                        name="figureclaim_high_only",
                        violation_error_message="Under and at most have a high bound only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier", "range"), _negated=True),
                            models.Q(("high__isnull", False), ("low__isnull", False), ("low__lt", models.F("high"))),
                            _connector="OR",
                        ),
                        name="figureclaim_range_widens",
                        violation_error_message="A range has a high bound above its low bound.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier", "several"), _negated=True),
                            models.Q(("high__isnull", False), ("low__isnull", False)),
                            _connector="OR",
                        ),
                        name="figureclaim_several_bounded",
                        violation_error_message="Several has both bounds: 數萬 is 20,000 to 90,000.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier", "unquantified"), _negated=True),
                            models.Q(("high__isnull", True), ("low__isnull", True)),
                            _connector="OR",
                        ),
                        name="figureclaim_unquantified",
                        violation_error_message="A claim that is not in figures has no bounds.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing", "normal"), models.Q(("standing_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="figureclaim_standing_reasoned",
                        violation_error_message="A standing other than normal needs a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="figureclaim_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="figureclaim_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeClaim",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                        max_length=200,
                        verbose_name="attributed to",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("victory", "victory"),
                            ("pyrrhic_victory", "Pyrrhic victory"),
                            ("inconclusive", "inconclusive"),
                            ("stalemate", "stalemate"),
                            ("withdrawal", "withdrawal"),
                            ("captured", "captured"),
                            ("recaptured", "recaptured"),
                            ("repulsed", "repulsed"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("ref", "attributed_to", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomeclaims",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomeclaims",
                        to="battles.engagement",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "victor",
                    models.ForeignKey(
                        blank=True,
                        help_text="The side that won, or that took the place.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomeclaims",
                        to="battles.belligerent",
                        verbose_name="victor",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
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
            ],
            options={
                "verbose_name": "outcome claim",
                "verbose_name_plural": "outcome claims",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="outcomeclaim_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="outcomeclaim_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="outcomeclaim_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("campaign__isnull", False), ("engagement__isnull", True)),
                            models.Q(("campaign__isnull", True), ("engagement__isnull", False)),
                            _connector="OR",
                        ),
                        name="outcomeclaim_one_event",
                        violation_error_message="Choose one, and only one, of campaign, engagement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "victory",
                                    "pyrrhic_victory",
                                    "inconclusive",
                                    "stalemate",
                                    "withdrawal",
                                    "captured",
                                    "recaptured",
                                    "repulsed",
                                    "other",
                                ],
                            )
                        ),
                        name="outcomeclaim_outcome_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="outcomeclaim_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcomeclaim_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateClaim",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                        max_length=200,
                        verbose_name="attributed to",
                    ),
                ),
                (
                    "boundary",
                    models.CharField(
                        choices=[("start", "began"), ("end", "ended"), ("on", "happened on")],
                        default="on",
                        max_length=10,
                        verbose_name="boundary",
                    ),
                ),
                (
                    "date",
                    battles.models.fields.EDTFField(
                        blank=True,
                        help_text="In EDTF: 1938-07-26, 1938-10, 1938-07~, 1938-08/1938-10.",
                        max_length=100,
                        verbose_name="date",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("ref", "attributed_to", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "date_sort",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=False, null=True, serialize=False, sources=("date",)
                    ),
                ),
                (
                    "date_last",
                    battles.models.fields.DayField(
                        blank=True, editable=False, last=True, null=True, serialize=False, sources=("date",)
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dateclaims",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dateclaims",
                        to="battles.engagement",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
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
            ],
            options={
                "verbose_name": "date claim",
                "verbose_name_plural": "date claims",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="dateclaim_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="dateclaim_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="dateclaim_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("campaign__isnull", False), ("engagement__isnull", True)),
                            models.Q(("campaign__isnull", True), ("engagement__isnull", False)),
                            _connector="OR",
                        ),
                        name="dateclaim_one_event",
                        violation_error_message="Choose one, and only one, of campaign, engagement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("boundary__in", ["start", "end", "on"])),
                        name="dateclaim_boundary_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date_sort__isnull", False)),
                        name="dateclaim_date_is_date",
                        violation_error_message="Give a date in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="dateclaim_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dateclaim_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("participant", "participant"),
                            ("attacker", "attacker"),
                            ("defender", "defender"),
                            ("reinforcement", "reinforcement or relief"),
                            ("support", "support"),
                            ("reserve", "reserve"),
                            ("commander", "commander"),
                            ("planner", "planner, or issuer of the order"),
                            ("victim", "victim"),
                            ("other", "other"),
                        ],
                        default="participant",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("ref", "wording", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="battles.belligerent",
                        verbose_name="belligerent",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "commander",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="battles.commander",
                        verbose_name="commander",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="battles.engagement",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="battles.unit",
                        verbose_name="unit",
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
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="participation_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="participation_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="participation_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "participant",
                                    "attacker",
                                    "defender",
                                    "reinforcement",
                                    "support",
                                    "reserve",
                                    "commander",
                                    "planner",
                                    "victim",
                                    "other",
                                ],
                            )
                        ),
                        name="participation_role_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("campaign__isnull", False), ("engagement__isnull", True)),
                            models.Q(("campaign__isnull", True), ("engagement__isnull", False)),
                            _connector="OR",
                        ),
                        name="participation_one_event",
                        violation_error_message="Choose one, and only one, of campaign, engagement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("belligerent__isnull", False), ("commander__isnull", True), ("unit__isnull", True)
                            ),
                            models.Q(
                                ("belligerent__isnull", True), ("commander__isnull", True), ("unit__isnull", False)
                            ),
                            models.Q(
                                ("belligerent__isnull", True), ("commander__isnull", False), ("unit__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="participation_one_participant",
                        violation_error_message="Choose one, and only one, of belligerent, unit, commander.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="participation_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="participation_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Name",
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
                    "ref",
                    battles.models.statements.RefField(
                        blank=True,
                        error_messages={
                            "unique": "Another statement has this ref. Leave the field empty to get a new one."
                        },
                        help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                        max_length=120,
                        unique=True,
                        verbose_name="ref",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="The few words of the source that say so: a phrase, never a passage.",
                        max_length=200,
                        verbose_name="wording",
                    ),
                ),
                (
                    "quoted_locator",
                    models.CharField(
                        blank=True,
                        help_text="As the source gives it: p. 328.",
                        max_length=100,
                        verbose_name="place in the quoted work",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="The name in the form that the source uses.", max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "language",
                    battles.models.fields.LanguageField(
                        help_text="A language tag: zh-Hant, zh-Hans, ja, en, ru.",
                        max_length=35,
                        verbose_name="language",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("text",),
                        verbose_name="search key",
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.belligerent",
                        verbose_name="belligerent",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "commander",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.commander",
                        verbose_name="commander",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.engagement",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "quoted_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that the source cites for this, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_%(class)ss",
                        to="battles.source",
                        verbose_name="quoted work",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The work that you consulted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="battles.unit",
                        verbose_name="unit",
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
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
                "ordering": ["ref"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ref__regex", "^[-a-zA-Z0-9_]+$")),
                        name="name_ref_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_source__isnull", True),
                            models.Q(("quoted_source", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="name_quotes_another",
                        violation_error_message="A source does not quote itself: leave the quoted work empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                        name="name_quoted_place",
                        violation_error_message="A place in a quoted work needs the quoted work.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", False),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", False),
                                ("place__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", False),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", False),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", False),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="name_one_entity",
                        violation_error_message="Choose one, and only one, of campaign, engagement, unit, commander, place, belligerent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="name_text_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="name_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="name_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CasualtyClaim",
            fields=[],
            options={
                "verbose_name": "casualty claim",
                "verbose_name_plural": "casualty claims",
                "proxy": True,
            },
            bases=("battles.figureclaim",),
        ),
        migrations.CreateModel(
            name="StrengthClaim",
            fields=[],
            options={
                "verbose_name": "strength claim",
                "verbose_name_plural": "strength claims",
                "proxy": True,
            },
            bases=("battles.figureclaim",),
        ),
        migrations.RunPython(counts.count_and_index, counts.neither_count_nor_index),
        migrations.RunPython(status.published_only, migrations.RunPython.noop),
        migrations.RunPython(roles.make_groups, migrations.RunPython.noop),
    ]
