"""Former slugs of entities and sources."""

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.commanders import Commander
from battles.models.fields import FoldedField, IdentifierField
from battles.models.forces import Belligerent, Unit
from battles.models.places import Place
from battles.models.querysets import RecordQuerySet
from battles.models.records import Recorded
from battles.models.renaming import SLUGGED
from battles.models.sources import Source
from battles.values.display_names import word_for


def record_of(model, verbose_name):
    """The link to the record that had the slug. Recording.finish deletes the former slugs of deleted records."""
    return models.ForeignKey(
        model,
        verbose_name=verbose_name,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="former_slugs",
    )


class FormerSlug(Recorded):
    """A slug that a record had before it was renamed or merged: its addresses and files still lead to the record."""

    campaign = record_of(Campaign, _("campaign"))
    engagement = record_of(Engagement, _("engagement"))
    unit = record_of(Unit, _("unit"))
    commander = record_of(Commander, _("commander"))
    place = record_of(Place, _("place"))
    belligerent = record_of(Belligerent, _("belligerent"))
    source = record_of(Source, _("source"))
    slug = IdentifierField(_("former slug"), max_length=100)
    search_key = FoldedField(sources=("slug",))

    objects = RecordQuerySet.as_manager()

    identifier = "slug"

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ["slug", "pk"]
        # Nobody writes them: they are kept when records are renamed, merged and deleted.
        default_permissions = ("view",)
        constraints = [
            constraints.is_identifier("slug"),
            constraints.exactly_one(*SLUGGED, of="record"),
            *(
                UniqueConstraint(
                    Lower("slug"),
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"%(class)s_{kind}_told_apart",
                    violation_error_message=_("Another record of this kind had this slug before."),
                )
                for kind in SLUGGED
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def description(self):
        return f"{self.slug} → {word_for(self.record)}"

    @property
    def record(self):
        """The record that had the slug."""
        return next(filter(None, (getattr(self, kind) for kind in SLUGGED)))
