"""Reverting a record to an earlier version, and the one function that writes versions back."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from battles.history.descriptions import with_descriptions
from battles.history.versions import changed_sentence, changed_since
from battles.models import Change, Way
from battles.models.bulk_sql import insert_rows, replace_links, update_rows
from battles.models.database_errors import explain
from battles.models.recording import Recording, columns_of, linked_in, many_to_many_fields, recording, states, values_of
from battles.models.records import Record


def revert(change: Change, state: dict, *, made_by=None, message=None, seen: int | None = None) -> Record:
    """Revert the record of the change to this state of it, ``change.before`` or ``change.after``, and return it.

    A deleted record is added again. ``seen`` is the version that the user saw (see versions). ValidationError, with
    sentences, if there is a later one, or if the state now breaks a rule: its slug is taken, a linked record is gone.
    """
    model, key = apps.get_model("battles", change.model), change.record_id
    try:
        with recording(made_by=made_by, message=message, way=Way.REVERT) as changes:
            changes.will_change(model, [key])
            if seen is not None and changed_since(model, {key: seen}):
                raise ValidationError(changed_sentence([change.description for change in with_descriptions([change])]))
            (record,) = write_states(changes, model, {key: state}, check=True)
    except IntegrityError as error:
        raise ValidationError(explain(error, [model])) from error
    return record


def write_states(changes: Recording, model, new_states: dict[int, dict], *, check=False) -> list[Record]:
    """Write the states of records, given by key, within the recording, and return the records.

    Records that do not exist are added under their keys. A column that a state lacks, since the column is newer, keeps
    its value. With ``check``, ValidationError if a state breaks a rule; that takes some queries for each record.
    """
    changes.will_change(model, new_states)
    present = states(model, new_states)
    merged = {key: present.get(key, {}) | state for key, state in new_states.items()}
    records = [model(pk=key, **values_of(model, state)) for key, state in merged.items()]
    for record in records:
        record._state.adding = record.pk not in present
        if check:
            check_links(model, merged[record.pk])
            record.full_clean()
    insert_rows(model, [record for record in records if record._state.adding])
    update_rows(model, [record for record in records if not record._state.adding])
    for field in many_to_many_fields(model):
        replace_links(field, {key: linked_in(state, field) for key, state in merged.items()})
    for record in records:
        record._state.adding = False
    return records


def check_links(model, state):
    """ValidationError if the state links to a record that no longer exists."""
    for field in (*columns_of(model), *many_to_many_fields(model)):
        keys = linked_in(state, field) if field.is_relation else ()
        if keys and field.related_model._base_manager.filter(pk__in=keys).count() < len(keys):
            raise ValidationError({field.name: _("It links to a record that no longer exists.")})
