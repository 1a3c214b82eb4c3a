"""Links from one row to another."""

from django.db import models


def link(to, verbose_name, related_name, *, optional=True, is_one_to_one=False, **options):
    """A foreign key to a row, which cannot be deleted while the link exists."""
    field = models.OneToOneField if is_one_to_one else models.ForeignKey
    return field(
        to,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=optional,
        blank=optional,
        related_name=related_name,
        **options,
    )
