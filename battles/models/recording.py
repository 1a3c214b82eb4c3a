"""The recording of changes: every way of writing records says what it is about to touch."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import JSONObject

from battles.models.history import Change, ChangeSet, Way
from battles.models.published_links import batches, check_hidden, check_linked, check_shown, links_to, take_turns
from battles.values.choices import Status

BATCH = 500
_current = ContextVar("current recording", default=None)


@contextmanager
def recording(*, made_by=None, message="", way=Way.EDIT, undoes=None):
    """All that is written within is one set of changes, in one transaction.

    Within another recording it is a part of that one, and what is said here of who, why and how has no effect.
    """
    if _current.get() is not None:
        if undoes:
            raise RuntimeError("An undo is a set of changes of its own.")
        yield _current.get()
        return
    with transaction.atomic():
        changes = Recording(ChangeSet(made_by=made_by, message=message, way=way, undoes=undoes))
        token = _current.set(changes)
        try:
            yield changes
            changes.write()
            changes.check_links()
        finally:
            _current.reset(token)


class Recording:
    """One set of changes in the making. It is saved with its first change, so that none is empty."""

    def __init__(self, change_set: ChangeSet):
        self.change_set = change_set
        self.before = {}
        # Rows that readers see now, and rows that they see no more, by model.
        self.shown, self.hidden = defaultdict(set), defaultdict(set)
        # Rows that those link to which are written down within the database, and read by nobody here.
        self.linked = defaultdict(set)

    def touch(self, model, keys):
        """Keep the states that these rows have now, before they are written; they stay locked."""
        known = self.before.setdefault(model._meta.concrete_model, {})
        unknown = [key for key in keys if key not in known]
        known |= dict.fromkeys(unknown) | states(model, unknown, lock=True)

    def touch_deleted(self, model, keys):
        """Keep the states of rows about to be deleted, and of those that lose them from their lists."""
        keys = list(keys)
        self.touch(model, keys)
        for other, field in links_to(model._meta.concrete_model):
            for batch in batches(keys) if field.many_to_many else ():
                rows = other._base_manager.filter(**{f"{field.name}__in": batch}).distinct()
                self.touch(other, rows.values_list("pk", flat=True))

    def add(self, model, keys):
        """These rows are new."""
        known = self.before.setdefault(model._meta.concrete_model, {})
        known |= {key: known.get(key) for key in keys}

    def write(self):
        """Write down what has become of the rows touched and added so far."""
        for model, changes in self.differences():
            self.keep(model, changes)
        self.before.clear()

    def differences(self):
        """For each model, what became of the rows touched and added so far: triples of a key and two states."""
        for model, before in self.before.items():
            after = states(model, before)
            yield model, [(key, state, after.get(key)) for key, state in before.items() if state != after.get(key)]

    def write_new(self, model, keys):
        """Write down rows as they are in their table now, as new ones; within the database, so that many are cheap.

        Their writer says in ``linked`` what the published ones among them link to.
        """
        self.copy(model, keys, "after")

    def write_deleted(self, model, keys):
        """Write down rows as they are in their table still, as ones about to be deleted."""
        self.copy(model, keys, "before")

    def keep(self, model, changes):
        """Save the changes: triples of a key, the state before and the state after."""
        identity = identity_of(model)
        for key, before, after in changes:
            was_shown, is_shown = (is_published(state) for state in (before, after))
            if is_shown:
                self.shown[model].add(key)
            elif was_shown and after:
                self.hidden[model].add(key)
        Change.objects.bulk_create(
            [
                Change(
                    change_set=self.saved_change_set(),
                    model=model._meta.model_name,
                    record_id=key,
                    identity=(after or before)[identity],
                    before=before,
                    after=after,
                )
                for key, before, after in changes
            ],
            batch_size=BATCH,
        )

    def check_links(self):
        """HiddenLinkError if readers would see a link to what they do not see (see publishing).

        What was looked at once is not looked at again.
        """
        if self.shown or self.linked or self.hidden:
            take_turns(hiding=bool(self.hidden))
        for model, keys in self.shown.items():
            check_shown(model, keys)
        for model, keys in self.linked.items():
            check_linked(model, keys)
        for model, keys in self.hidden.items():
            check_hidden(model, keys)
        self.forget_rows()

    def copy(self, model, keys, side):
        if not keys:
            return
        if lists_of(model):
            # A list is in rows of another table, and is not put together in the database.
            found = states(model, keys)
            self.keep(
                model, [(key, *((None, state) if side == "after" else (state, None))) for key, state in found.items()]
            )
            return
        rows = (
            model._base_manager.filter(pk__in=keys)
            .order_by()
            .values_list(
                Value(self.saved_change_set().pk),
                Value(model._meta.model_name),
                "pk",
                identity_of(model),
                state_of(model),
            )
        )
        quote = connection.ops.quote_name
        columns = ["change_set", "model", "record_id", "identity", side]
        names = ", ".join(quote(Change._meta.get_field(column).column) for column in columns)
        sql, params = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {quote(Change._meta.db_table)} ({names}) {sql}", params)

    def forget(self):
        """Nothing of what was touched so far has happened: its transaction was rolled back."""
        self.before.clear()
        self.forget_rows()
        self.change_set.pk = None

    def forget_rows(self):
        for rows in (self.shown, self.linked, self.hidden):
            rows.clear()

    def saved_change_set(self):
        if self.change_set.pk is None:
            self.change_set.save()
        return self.change_set


def is_published(state):
    return bool(state) and state["status"] == Status.PUBLISHED


def identity_of(model):
    """The name of the column that identifies a row in the world outside."""
    return "ref" if any(field.name == "ref" for field in model._meta.concrete_fields) else "slug"


def columns_of(model):
    """The columns that a state has: all but the key and what is worked out from others."""
    return [field for field in model._meta.concrete_fields if not field.primary_key and not hasattr(field, "sources")]


def lists_of(model):
    """The lists of links that a state has."""
    return model._meta.local_many_to_many


def state_of(model):
    """The state of a row, but for its lists, as the database puts it together."""
    return JSONObject(**{field.attname: field.attname for field in columns_of(model)})


def states(model, keys, *, lock=False):
    """The states of those of the rows that are there, by key: see history.Change."""
    model = model._meta.concrete_model
    found = {}
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        rows = model._base_manager.filter(pk__in=batch).order_by("pk")
        if lock:
            # Others may cite them meanwhile: only what would change or delete them waits.
            rows = rows.select_for_update(no_key=True)
        found |= dict(rows.values_list("pk", state_of(model)))
        for field in lists_of(model):
            for state in (found[key] for key in batch if key in found):
                state[field.name] = []
            through = field.remote_field.through._base_manager
            own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            links = through.filter(**{f"{own}__in": batch}).order_by(other).values_list(own, other)
            for key, target in links:
                found[key][field.name].append(target)
    return found


def values_of(model, state):
    """The values of a row's columns by attribute name; a column that the state does not know is left out."""
    return {
        field.attname: field.to_python(state[field.attname]) for field in columns_of(model) if field.attname in state
    }


def linked_in(state, field):
    """The keys that the field links to in the state, as a set."""
    if field.many_to_many:
        return set(state.get(field.name) or ())
    return {state.get(field.attname)} - {None}
