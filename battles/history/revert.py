"""Bringing a record back to a state that it had, whether it is there still or was deleted."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from battles.history.versions import changed_sentence
from battles.models import Change, Way
from battles.models.database_errors import explain
from battles.models.history import latest_changes
from battles.models.recording import columns_of, linked_in, lists_of, recording, states, values_of
from battles.models.records import Record


def restore(change: Change, state: dict, *, made_by=None, message="", seen: int | None = None) -> Record:
    """Give the record of the change this state of it, ``change.before`` or ``change.after``, and return it.

    ``seen`` is the key of the record's latest change that is known to who restores it. ValidationError, with sentences,
    where there is a later one, or where the state breaks a rule by now: its slug is taken, what it links to is gone.
    """
    model = apps.get_model("battles", change.model)
    try:
        with recording(made_by=made_by, message=message, way=Way.RESTORE) as changes:
            changes.will_change(model, [change.record_id])
            latest = latest_changes(model, [change.record_id])[change.record_id]
            if seen is not None and seen != latest:
                raise ValidationError(changed_sentence([change.identity]))
            # What the state does not know, of a column that is newer, stays as it is.
            present = states(model, [change.record_id]).get(change.record_id, {})
            record = write_state(model, change.record_id, present | state)
    except IntegrityError as error:
        raise ValidationError(explain(error, [model])) from error
    return record


def write_state(model, key, state) -> Record:
    """Save a record as the state has it, under its key or, where that is None, a new one; it has to meet all rules."""
    check_links(model, state)
    record = model(pk=key, **values_of(model, state))
    record._state.adding = key is None or not states(model, [key])
    record.full_clean()
    record.save(force_insert=record._state.adding)
    for field in lists_of(model):
        getattr(record, field.name).set(linked_in(state, field))
    return record


def check_links(model, state):
    """Refuse a state that links to what is there no more."""
    for field in (*columns_of(model), *lists_of(model)):
        keys = linked_in(state, field) if field.is_relation else ()
        if keys and field.related_model._base_manager.filter(pk__in=keys).count() < len(keys):
            raise ValidationError({field.name: _("It links to a record that is there no more.")})
