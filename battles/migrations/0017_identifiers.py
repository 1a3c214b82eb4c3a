"""Records have identifiers of authorities, such as Wikidata and GeoNames, whose table comes filled."""

import battles.models.fields
import battles.models.identifiers
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


# Slug, name, address of the pages, pattern and form.
AUTHORITIES = (
    ("wikidata", "Wikidata", "https://www.wikidata.org/wiki/{value}", r"Q[1-9]\d*", "capitals"),
    ("geonames", "GeoNames", "https://www.geonames.org/{value}", r"[1-9]\d*", "as_is"),
    ("viaf", "VIAF", "https://viaf.org/viaf/{value}", r"[1-9]\d{1,21}", "as_is"),
    (
        *("gnd", "GND", "https://d-nb.info/gnd/{value}"),
        *(r"1[012]?\d{7}[0-9X]|[47]\d{6}-\d|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]", "capitals"),
    ),
    (
        *("loc", "Library of Congress", "https://id.loc.gov/authorities/{value}"),
        *(r"(?:gf|n|nb|nr|no|ns|sh|sj)\d{8,10}", "small"),
    ),
    ("isni", "ISNI", "https://isni.org/isni/{value}", r"\d{15}[0-9X]", "isni"),
    ("doi", "DOI", "https://doi.org/{value}", r"10\.\d{4,9}/\S+", "small"),
    ("isbn", "ISBN", "https://openlibrary.org/isbn/{value}", r"\d{9}[0-9X]|97[89]\d{10}", "isbn"),
    ("issn", "ISSN", "https://portal.issn.org/resource/ISSN/{value}", r"\d{4}-\d{3}[0-9X]", "issn"),
    ("oclc", "WorldCat", "https://search.worldcat.org/title/{value}", r"[1-9]\d{0,13}", "as_is"),
    ("ndl", "Web NDL Authorities", "https://id.ndl.go.jp/auth/ndlna/{value}", r"\d{8,9}", "as_is"),
    (
        *("cbdb", "China Biographical Database", "https://cbdb.fas.harvard.edu/cbdbapi/person.php?id={value}"),
        *(r"\d{1,7}", "as_is"),
    ),
    ("tgn", "Getty TGN", "https://vocab.getty.edu/page/tgn/{value}", r"[1-9]\d{6}", "as_is"),
)


def fill(apps, schema_editor):
    authorities = apps.get_model("battles", "Authority")
    authorities.objects.using(schema_editor.connection.alias).bulk_create(
        authorities(slug=slug, name=name, url=url, pattern=pattern, form=form, status="published")
        for slug, name, url, pattern, form in AUTHORITIES
    )


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0016_things_counted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authority",
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
                        help_text="Permanent name in web addresses and spreadsheets: letters without accents in either case, digits, hyphens and underscores. If you change it, the old address leads to the new one, files with the old slug still find the record, and the refs of its statements stay as they are.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        help_text="With {value} in the place of the identifier: https://www.wikidata.org/wiki/{value}.",
                        max_length=300,
                        validators=[battles.models.identifiers.validate_template],
                        verbose_name="web address",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        help_text="A regular expression for the whole identifier: Q[1-9][0-9]*.",
                        max_length=200,
                        validators=[battles.models.identifiers.validate_pattern],
                        verbose_name="pattern",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("as_is", "as they are"),
                            ("capitals", "in capital letters"),
                            ("small", "in small letters"),
                            ("isbn", "ISBN, with its check digit"),
                            ("isni", "ISNI, with its check digit"),
                            ("issn", "ISSN, with its check digit"),
                        ],
                        default="as_is",
                        help_text="How identifiers are written.",
                        max_length=10,
                        verbose_name="form",
                    ),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("slug", "name", "note"),
                        verbose_name="search key",
                    ),
                ),
            ],
            options={
                "verbose_name": "authority",
                "verbose_name_plural": "authorities",
                "ordering": ["slug"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="authority_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="authority_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[-a-zA-Z0-9_]+$")),
                        name="authority_slug_identifies",
                        violation_error_message="Identifiers have letters without accents, digits, hyphens and underscores only.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("slug"),
                        name="authority_slug_told_apart",
                        violation_error_code="told_apart",
                        violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[^\\u0020\\u0009\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000\\u000a-\\u000d\\u0085\\u2028\\u2029\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]",
                            )
                        ),
                        name="authority_name_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pattern__regex",
                                "[^\\u0020\\u0009\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000\\u000a-\\u000d\\u0085\\u2028\\u2029\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]",
                            )
                        ),
                        name="authority_pattern_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["as_is", "capitals", "small", "isbn", "isni", "issn"])),
                        name="authority_form_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(slug__regex="^.{1,19}$"),
                        name="authority_slug_short",
                        violation_error_message="The slug of an authority has at most 19 characters.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                    "value",
                    models.CharField(
                        help_text="The identifier, or the address of its page: Q187711.",
                        max_length=1000,
                        validators=[django.core.validators.MaxLengthValidator(1000)],
                        verbose_name="value",
                    ),
                ),
                (
                    "reference",
                    models.CharField(db_index=True, editable=False, max_length=120, verbose_name="reference"),
                ),
                (
                    "search_key",
                    battles.models.fields.FoldedField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        sources=("reference", "note"),
                        verbose_name="search key",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
                        to="battles.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "belligerent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
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
                        related_name="identifiers",
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
                        related_name="identifiers",
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
                        related_name="identifiers",
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
                        related_name="identifiers",
                        to="battles.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work that is identified, not one that says so.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
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
                        related_name="identifiers",
                        to="battles.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
                "ordering": ["reference", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="identifier_status_known",
                        violation_error_message="Choose one of the values that the list offers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="identifier_withdrawn_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", False),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("source__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", False),
                                ("place__isnull", True),
                                ("source__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("source__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", False),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("source__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", False),
                                ("source__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", False),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("source__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("belligerent__isnull", True),
                                ("campaign__isnull", True),
                                ("commander__isnull", True),
                                ("engagement__isnull", True),
                                ("place__isnull", True),
                                ("source__isnull", False),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="identifier_one_record",
                        violation_error_message="Choose one, and only one, of campaign, engagement, unit, commander, place, belligerent, source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "value__regex",
                                "[^\\u0020\\u0009\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000\\u000a-\\u000d\\u0085\\u2028\\u2029\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]",
                            )
                        ),
                        name="identifier_value_given",
                        violation_error_message="A name or title is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__regex", "^.{0,100}$")),
                        name="identifier_value_fits",
                        violation_error_message="An identifier has at most 100 characters.",
                    ),
                    models.UniqueConstraint(
                        fields=("authority", "value"),
                        name="identifier_of_one_record",
                        violation_error_message="Another record has this identifier. The two may be one.",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
