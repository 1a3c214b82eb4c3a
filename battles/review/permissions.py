"""Permissions of the review: editors publish and edit all records; other users who may edit are contributors."""

from battles.models.history import PUBLISH
from battles.models.registry import kinds
from battles.models.review import maker


def is_editor(user) -> bool:
    """Whether the user may publish records, and edit those that others made."""
    return user.has_perm(f"battles.{PUBLISH}")


def kinds_of(user) -> list[str]:
    """The names of the kinds of records that the user may change, and as an editor review."""
    return [name for name in kinds() if user.has_perm(f"battles.change_{name}")]


def rows_made_by(rows, user):
    return rows.alias(maker=maker(rows.model)).filter(maker=user.pk)
