"""Sources have texts, which editors keep and read."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0021_removed_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "file_name",
                    models.CharField(
                        help_text="For a pasted text, the name that it was given.", max_length=255, verbose_name="file"
                    ),
                ),
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
                (
                    "file_format",
                    models.CharField(
                        choices=[("plain", "plain text"), ("wikitext", "wikitext"), ("html", "HTML")],
                        default="plain",
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                ("encoding", models.CharField(default="utf-8", max_length=20, verbose_name="encoding")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_texts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="battles.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["source", "-number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceParagraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="As locators name it: ¶16.", verbose_name="number")),
                ("sheet", models.PositiveIntegerField(verbose_name="sheet")),
                (
                    "page",
                    models.CharField(
                        blank=True, help_text="Empty if the text marks no pages.", max_length=20, verbose_name="page"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words")),
                ("references", models.JSONField(blank=True, default=list, verbose_name="references")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="read_paragraphs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="read by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraphs",
                        to="battles.sourcetext",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "paragraph",
                "verbose_name_plural": "paragraphs",
                "ordering": ["text", "number"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_format__in", ["plain", "wikitext", "html"])),
                name="sourcetext_file_format_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.UniqueConstraint(
                fields=("source", "number"),
                name="sourcetext_number_told_apart",
                violation_error_message="Somebody else has given this source a new version of its text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_sha256__regex", "^[0-9a-f]{64}$")),
                name="sourcetext_sha256_is_one",
                violation_error_message="A SHA-256 has 64 hexadecimal digits, in lower case.",
            ),
        ),
        migrations.AddIndex(
            model_name="sourceparagraph",
            index=models.Index(fields=["text", "sheet", "number"], name="sourceparagraph_by_sheet"),
        ),
        migrations.AddConstraint(
            model_name="sourceparagraph",
            constraint=models.UniqueConstraint(
                fields=("text", "number"),
                name="sourceparagraph_number_told_apart",
                violation_error_message="The text already has a paragraph with this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceparagraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("sheet__gte", 1)),
                name="sourceparagraph_numbers_from_one",
                violation_error_message="Paragraphs and sheets are numbered from 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceparagraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("read_by__isnull", True), ("read_at__isnull", False), _connector="OR"),
                name="sourceparagraph_read_at_some_time",
                violation_error_message="A paragraph that somebody has read needs the time.",
            ),
        ),
    ]
