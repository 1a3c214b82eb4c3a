"""Plain labels, help texts and messages: changes no column and no constraint of the database."""

import battles.models.fields
import battles.models.statements
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0008_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                help_text="The campaign that the source speaks of.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="battles.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="outcome",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="campaign",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=200,
                verbose_name="attributed to",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="outcome",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="engagement",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="victor",
            field=models.ForeignKey(
                blank=True,
                help_text="Working value for browsing. For each source, see the outcome claims.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="victories",
                to="battles.belligerent",
                verbose_name="victor",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="as_of",
            field=battles.models.fields.EDTFField(
                blank=True,
                help_text="The date of the figure, in EDTF, if the source gives one.",
                max_length=100,
                verbose_name="as of",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=200,
                verbose_name="attributed to",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="category",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="figureclaim",
            name="claimant",
            field=models.ForeignKey(
                blank=True,
                help_text="The side that gives the figure, about itself or about its enemy.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claimed_figures",
                to="battles.belligerent",
                verbose_name="claimant",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="disputed",
            field=models.BooleanField(
                default=False, help_text="The source says that this figure is contested.", verbose_name="disputed"
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="high",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Upper bound. For a single number, the same as low.",
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="high",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="low",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Lower bound. Leave it empty if it is not stated; 0 is a figure.",
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="low",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="qualifier",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="figureclaim",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="scope",
            field=models.CharField(
                blank=True,
                help_text="Limits of the figure that no other column states: “north of the Yangtze”, “on average”.",
                max_length=200,
                verbose_name="scope",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="standing_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it is preferred or deprecated.",
                max_length=300,
                verbose_name="reason for the standing",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="The unit that the figure is about, if not the whole side.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figureclaims",
                to="battles.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="change_set",
            field=models.OneToOneField(
                blank=True,
                help_text="The changes that the import made; empty if there were none.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_record",
                to="battles.changeset",
                verbose_name="changes",
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="encoding",
            field=models.CharField(
                blank=True, help_text="Empty if it was detected.", max_length=20, verbose_name="encoding"
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="kind",
            field=models.CharField(
                help_text="As commands name it, such as claims.", max_length=30, verbose_name="kind of records"
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="new_status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Used where the file states no status.",
                max_length=10,
                verbose_name="status of new rows",
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="plan_sha256",
            field=models.CharField(
                blank=True,
                help_text="Detects changes between the check and the import.",
                max_length=64,
                verbose_name="SHA-256 of the preview",
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="importrecord",
            name="wrong",
            field=models.PositiveIntegerField(default=0, verbose_name="errors"),
        ),
        migrations.AlterField(
            model_name="name",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="text",
            field=models.CharField(
                help_text="The name in the form that the source uses.", max_length=200, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=200,
                verbose_name="attributed to",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="victor",
            field=models.ForeignKey(
                blank=True,
                help_text="The side that won, or that took the place.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomeclaims",
                to="battles.belligerent",
                verbose_name="victor",
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="role",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="participation",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                help_text="The larger place that contains this one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="battles.place",
                verbose_name="part of",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="accessed",
            field=battles.models.fields.EDTFField(
                blank=True, help_text="When the web address was read, in EDTF.", max_length=100, verbose_name="accessed"
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="archived_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="archived web address"),
        ),
        migrations.AlterField(
            model_name="source",
            name="document",
            field=models.CharField(
                blank=True,
                help_text="The file with its text, for checkrecords.",
                max_length=200,
                verbose_name="document",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="url",
            field=models.URLField(blank=True, max_length=500, verbose_name="web address"),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="locator",
            field=models.CharField(
                blank=True,
                help_text="The place in the source: ¶16, p. 328, table 4, note 7.",
                max_length=100,
                verbose_name="locator",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="quoted_locator",
            field=models.CharField(
                blank=True,
                help_text="As the source gives it: p. 328.",
                max_length=100,
                verbose_name="place in the quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="quoted_source",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source cites for this, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quoted_%(class)ss",
                to="battles.source",
                verbose_name="quoted work",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="ref",
            field=battles.models.statements.RefField(
                blank=True,
                error_messages={"unique": "Another statement has this ref. Leave the field empty to get a new one."},
                help_text="Permanent name. If you leave it empty, it is made from the content. It cannot be changed later.",
                max_length=120,
                unique=True,
                verbose_name="ref",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="source",
            field=models.ForeignKey(
                help_text="The work that you consulted.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="battles.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="superior",
            field=models.ForeignKey(
                help_text="The unit that it was under.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subordinates",
                to="battles.unit",
                verbose_name="superior",
            ),
        ),
        migrations.AlterField(
            model_name="subordination",
            name="wording",
            field=models.CharField(
                blank=True,
                help_text="The few words of the source that say so: a phrase, never a passage.",
                max_length=200,
                verbose_name="wording",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=200,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="For later readers: doubtful or garbled text, anything added from elsewhere and why.",
                verbose_name="editor's note",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="slug",
            field=models.SlugField(
                error_messages={"unique": "This slug is taken. Choose another, or edit the record that has it."},
                help_text="Permanent name in web addresses and spreadsheets: lower-case letters, digits, hyphens.",
                max_length=100,
                unique=True,
                verbose_name="slug",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                default="draft",
                help_text="Readers see published records only. A draft waits for review.",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="status_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was withdrawn. Readers who follow an old link see this reason.",
                max_length=300,
                verbose_name="reason for withdrawal",
            ),
        ),
        migrations.AlterConstraint(
            model_name="appointment",
            name="appointment_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="appointment_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="appointment",
            name="appointment_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="appointment_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="appointment",
            name="appointment_to_something",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", False), models.Q(("office", ""), _negated=True), _connector="OR"),
                name="appointment_to_something",
                violation_error_message="Give the unit or the office of the appointment.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="belligerent",
            name="belligerent_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="belligerent_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="campaign",
            name="campaign_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="campaign_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="commander",
            name="commander_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="commander_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dateclaim",
            name="dateclaim_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="dateclaim_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dateclaim",
            name="dateclaim_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="dateclaim_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="engagement",
            name="engagement_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="engagement_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figureclaim",
            name="figureclaim_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="figureclaim_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figureclaim",
            name="figureclaim_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="figureclaim_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="figureclaim",
            name="figureclaim_unquantified",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("qualifier", "unquantified"), _negated=True),
                    models.Q(("high__isnull", True), ("low__isnull", True)),
                    _connector="OR",
                ),
                name="figureclaim_unquantified",
                violation_error_message="A claim that is not in figures has no bounds.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="name",
            name="name_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="name_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="name",
            name="name_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="name_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="outcomeclaim",
            name="outcomeclaim_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="outcomeclaim_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="outcomeclaim",
            name="outcomeclaim_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="outcomeclaim_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="participation",
            name="participation_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="participation_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="participation",
            name="participation_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="participation_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="place",
            name="place_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="place_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="source_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="subordination",
            name="subordination_quotes_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quoted_source__isnull", True),
                    models.Q(("quoted_source", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="subordination_quotes_another",
                violation_error_message="A source does not quote itself: leave the quoted work empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="subordination",
            name="subordination_quoted_place",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted_locator", ""), ("quoted_source__isnull", False), _connector="OR"),
                name="subordination_quoted_place",
                violation_error_message="A place in a quoted work needs the quoted work.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="subordination",
            name="subordination_under_another",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", models.F("superior")), _negated=True),
                name="subordination_under_another",
                violation_error_message="A unit cannot be its own superior.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="unit",
            name="unit_slug_told_apart",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"),
                name="unit_slug_told_apart",
                violation_error_code="told_apart",
                violation_error_message="Another record has this slug with other capital letters. Choose another slug.",
            ),
        ),
        migrations.AlterField(
            model_name="changeset",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty if a command made the changes.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="change_sets",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AlterField(
            model_name="changeset",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                help_text="The set of changes that this undid.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="battles.changeset",
                verbose_name="undoes",
            ),
        ),
        migrations.AlterField(
            model_name="changeset",
            name="way",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="comment",
            name="last_change",
            field=models.BigIntegerField(default=0, verbose_name="version of the record"),
        ),
        migrations.AlterField(
            model_name="comment",
            name="sends_back",
            field=models.BooleanField(
                default=False, help_text="Returned to the contributor.", verbose_name="sends back"
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="change_set",
            field=models.OneToOneField(
                blank=True,
                help_text="The changes made by accepting it; empty if there were none.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposal",
                to="battles.changeset",
                verbose_name="changes",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
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
        migrations.AlterConstraint(
            model_name="changeset",
            name="changeset_undo_undoes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undoes__isnull", False), ("way", "undo")),
                    models.Q(models.Q(("way", "undo"), _negated=True), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="changeset_undo_undoes",
                violation_error_message="Every undo, and nothing else, undoes a set of changes.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="proposal",
            name="proposal_decided_by_somebody",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AlterConstraint(
            model_name="proposal",
            name="proposal_changes_accepted",
            constraint=models.CheckConstraint(
                condition=models.Q(("change_set__isnull", True), ("state", "accepted"), _connector="OR"),
                name="proposal_changes_accepted",
                violation_error_message="Only an accepted proposal has a set of changes.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="proposedchange",
            name="proposedchange_new_or_known",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before__isnull", True), ("record_id__isnull", True)),
                    models.Q(("before__isnull", False), ("record_id__isnull", False)),
                    _connector="OR",
                ),
                name="proposedchange_new_or_known",
                violation_error_message="An existing row has a state before, and a new row has none.",
            ),
        ),
    ]
