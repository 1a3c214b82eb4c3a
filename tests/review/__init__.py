"""Drafts, proposals and their review: contributors, editors, and what each may do."""

from battles.models.recording import recording
from tests.admin import MAKERS, MODELS, label
from tests.factories import make_user

KINDS = [label(model) for model in MODELS]
CONTRIBUTING = [f"{action}_{kind}" for kind in KINDS for action in ("view", "add", "change")]
EDITING = [*CONTRIBUTING, *(f"delete_{kind}" for kind in KINDS), "publish_records"]


def make_contributor(**values):
    return make_user(*CONTRIBUTING, **values)


def make_editor(**values):
    return make_user(*EDITING, **values)


def make_draft(model, user, **values):
    """A draft of this kind that the user has made."""
    with recording(made_by=user):
        return MAKERS[model](**{"status": "draft"} | values)
