"""Editors publish and edit all records; whoever else may edit is a contributor."""

from battles.models.history import PUBLISH
from battles.models.review import maker


def is_editor(user) -> bool:
    """Whether the user publishes, and edits what others have made; whoever else may edit is a contributor."""
    return user.has_perm(f"battles.{PUBLISH}")


def made_by(rows, user):
    """Those of the rows that the user has made."""
    return rows.alias(maker=maker(rows.model)).filter(maker=user.pk)
