"""More kinds of event, echelons and qualifiers, longer texts, and engagements without a campaign."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("battles", "0012_as_of_last"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="engagement",
            name="engagement_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="engagement",
            name="engagement_within_something",
        ),
        migrations.RemoveConstraint(
            model_name="figureclaim",
            name="figureclaim_qualifier_known",
        ),
        migrations.RemoveConstraint(
            model_name="figureclaim",
            name="figureclaim_unquantified",
        ),
        migrations.RemoveConstraint(
            model_name="unit",
            name="unit_echelon_known",
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="belligerent",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="commander",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AlterField(
            model_name="dateclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=400,
                verbose_name="attributed to",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                help_text="The campaign that it belongs to, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="engagements",
                to="battles.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="kind",
            field=models.CharField(
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
                    ("ambush", "ambush"),
                    ("skirmish", "skirmish"),
                    ("blockade", "blockade"),
                    ("air_battle", "air battle"),
                    ("bombing", "bombing"),
                    ("naval_action", "naval action"),
                    ("breach", "breach of a dyke"),
                    ("gas_use", "use of gas"),
                    ("massacre", "massacre"),
                    ("event", "event without fighting"),
                    ("other", "other event"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="engagement",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=400,
                verbose_name="attributed to",
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
                    ("unknown", "unknown"),
                    ("not_given", "not given"),
                ],
                default="exact",
                help_text="Exact and about: low = high. Over and at least: low only. Under and at most: high only.",
                max_length=20,
                verbose_name="qualifier",
            ),
        ),
        migrations.AlterField(
            model_name="name",
            name="text",
            field=models.CharField(
                help_text="The name in the form that the source uses.", max_length=300, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="outcomeclaim",
            name="attributed_to",
            field=models.CharField(
                blank=True,
                help_text="The authority that the source names for the claim, in the source's words: 軍事委員會.",
                max_length=400,
                verbose_name="attributed to",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="place",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="archived_url",
            field=models.URLField(blank=True, max_length=1000, verbose_name="archived web address"),
        ),
        migrations.AlterField(
            model_name="source",
            name="url",
            field=models.URLField(blank=True, max_length=1000, verbose_name="web address"),
        ),
        migrations.AlterField(
            model_name="unit",
            name="echelon",
            field=models.CharField(
                choices=[
                    ("supreme_command", "supreme command"),
                    ("war_area", "war area or theatre army"),
                    ("bingtuan", "bingtuan (兵團)"),
                    ("army_group", "army group"),
                    ("army", "army"),
                    ("military_region", "military region"),
                    ("juntuan", "juntuan (軍團)"),
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
        migrations.AlterField(
            model_name="unit",
            name="name",
            field=models.CharField(
                help_text="In the script of the sources; in traditional characters if they use both.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="name_en",
            field=models.CharField(
                blank=True,
                help_text="The usual English or romanised name.",
                max_length=300,
                verbose_name="English name",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
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
                            "ambush",
                            "skirmish",
                            "blockade",
                            "air_battle",
                            "bombing",
                            "naval_action",
                            "breach",
                            "gas_use",
                            "massacre",
                            "event",
                            "other",
                        ],
                    )
                ),
                name="engagement_kind_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
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
                            "unknown",
                            "not_given",
                        ],
                    )
                ),
                name="figureclaim_qualifier_known",
                violation_error_message="Choose one of the values that the list offers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("qualifier__in", ["unquantified", "unknown", "not_given"]), _negated=True),
                    models.Q(("high__isnull", True), ("low__isnull", True)),
                    _connector="OR",
                ),
                name="figureclaim_unquantified",
                violation_error_message="A claim without a number has no bounds.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "echelon__in",
                        [
                            "supreme_command",
                            "war_area",
                            "bingtuan",
                            "army_group",
                            "army",
                            "military_region",
                            "juntuan",
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
        ),
    ]
