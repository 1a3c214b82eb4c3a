"""The review: contributors, editors, drafts and proposals for its tests."""

import sqlite3
from contextlib import contextmanager

from django.db import OperationalError, connection

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
    """A draft of this kind that the user made."""
    with recording(made_by=user):
        return MAKERS[model](**{"status": "draft"} | values)


@contextmanager
def busy_once(beginning):
    """Let the first SQL statement with this beginning find the database busy."""
    beginnings = [beginning]

    def refuse(execute, sql, params, many, context):
        if beginnings and sql.startswith(beginnings[0]):
            beginnings.clear()
            locked = sqlite3.OperationalError("database is locked")
            locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise OperationalError(str(locked)) from locked
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
    assert not beginnings


def new_name(campaign, source):
    """The fields of a campaign's form for a new row of its names."""
    return {
        "names-TOTAL_FORMS": 1, "names-0-text": "武漢", "names-0-language": "zh-Hant", "names-0-source": source.pk,
        "names-0-locator": "p. 5", "names-0-campaign": campaign.pk,
    }  # fmt: skip
