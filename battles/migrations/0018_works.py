"""Sources have short titles, editors, translators, a container with volume, issue and pages, an edition and a DOI.

The search keys of sources with an ISBN are made anew: each has the numbers of 10 and of 13 digits.
"""

import battles.models.fields
from django.db import migrations, models


BATCH = 2_000


def fold_again(apps, schema_editor):
    sources = apps.get_model("battles", "source").objects.using(schema_editor.connection.alias)
    rows = list(sources.exclude(isbn=""))
    sources.bulk_update(rows, ["search_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0017_identifiers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="source",
            name="source_kind_known",
        ),
        migrations.AddField(
            model_name="source",
            name="container",
            field=models.CharField(
                blank=True,
                help_text="The journal, book, newspaper or site of which the work is a part.",
                max_length=300,
                verbose_name="contained in",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="doi",
            field=models.CharField(
                blank=True,
                help_text="Such as 10.1000/182, with or without https://doi.org/.",
                max_length=200,
                verbose_name="DOI",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="edition",
            field=models.CharField(
                blank=True, help_text="A number, or words as printed.", max_length=100, verbose_name="edition"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="editors",
            field=models.CharField(
                blank=True, help_text="Several editors are separated by |.", max_length=300, verbose_name="editors"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="issue",
            field=models.CharField(blank=True, max_length=50, verbose_name="issue"),
        ),
        migrations.AddField(
            model_name="source",
            name="pages",
            field=models.CharField(
                blank=True,
                help_text="Those of the whole work in its journal or book, such as 12–15. A claim has its own page.",
                max_length=100,
                verbose_name="pages",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="short_title",
            field=models.CharField(
                blank=True,
                help_text="For tables and lists, where it tells the work apart from all others: Wikipedia zh, Wuhan.",
                max_length=60,
                verbose_name="short title",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="translators",
            field=models.CharField(
                blank=True,
                help_text="Several translators are separated by |.",
                max_length=300,
                verbose_name="translators",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="volume",
            field=models.CharField(blank=True, max_length=50, verbose_name="volume"),
        ),
        migrations.AlterField(
            model_name="source",
            name="isbn",
            field=models.CharField(
                blank=True,
                help_text="As printed, of 10 or 13 digits. Its check digit is checked.",
                max_length=40,
                verbose_name="ISBN",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="kind",
            field=models.CharField(
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
                    ("thesis", "thesis"),
                    ("map", "map"),
                    ("chapter", "chapter"),
                    ("interview", "interview"),
                    ("manuscript", "manuscript"),
                    ("other", "other"),
                ],
                max_length=30,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="search_key",
            field=battles.models.fields.FoldedField(
                blank=True,
                default="",
                editable=False,
                serialize=False,
                sources=(
                    "slug",
                    "title",
                    "title_en",
                    "short_title",
                    "authors",
                    "editors",
                    "translators",
                    "container",
                    "publisher",
                    "isbn",
                    "doi",
                    "note",
                ),
                verbose_name="search key",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
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
                            "thesis",
                            "map",
                            "chapter",
                            "interview",
                            "manuscript",
                            "other",
                        ],
                    )
                ),
                name="source_kind_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("doi", ""), ("doi__regex", "^10\\.[0-9]{4,9}(\\.[0-9]+)*/\\S+$"), _connector="OR"),
                name="source_doi_is_doi",
                violation_error_message="A DOI begins with 10., a number and a slash, such as 10.1000/182.",
            ),
        ),
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
    ]
