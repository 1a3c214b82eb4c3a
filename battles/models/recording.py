"""The recording of changes: all code that writes records does so within a recording, which keeps their history."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import JSONObject

from battles.models.bulk_sql import through_rows
from battles.models.history import Change, ChangeSet, Way
from battles.models.published_links import (
    BATCH,
    batches,
    check_linked,
    check_published,
    check_unpublished,
    links_to,
    lock_publication,
)
from battles.models.renaming import check_former_slugs, check_slugs, is_former_slug, is_slugged, keep_former_slugs
from battles.values.choices import Status

_current = ContextVar("current recording", default=None)


@contextmanager
def recording(*, made_by=None, message=None, way=None, undoes=None, preview=False):
    """Record all that is written in the block as one set of changes, in one transaction; yields the Recording.

    A ``preview`` is rolled back at its end and leaves no history; the Recording then has its ``changed_rows``.

    A recording within another is a part of it. RuntimeError if it gives another author, message or way than the outer
    one, or if it is an undo or a preview: each of these is a transaction of its own.
    """
    if outer := _current.get():
        outer.check_same(made_by=made_by, message=message, way=way)
        if undoes or preview:
            raise RuntimeError("An undo or a preview cannot be a part of another recording.")
        yield outer
        return
    with transaction.atomic():
        change_set = ChangeSet(made_by=made_by, message=message or "", way=way or Way.EDIT, undoes=undoes)
        changes = Recording(change_set, is_preview=preview)
        token = _current.set(changes)
        try:
            yield changes
            changes.finish()
        finally:
            _current.reset(token)


class Recording:
    """One set of changes under way. It is saved with its first change, so that no set is empty.

    Writers call ``will_change`` and ``will_delete`` before they write rows, and ``added`` after they add some.
    """

    def __init__(self, change_set: ChangeSet, *, is_preview=False):
        self.change_set = change_set
        self.is_preview = is_preview
        self.changed_rows = []
        self.before = {}
        # Keys by model: rows that are published now, and rows that were published until now.
        self.published, self.unpublished = defaultdict(set), defaultdict(set)
        # Link targets of rows whose history is copied in SQL.
        self.linked = defaultdict(set)
        # By model: the keys of records with a new slug and of deleted ones, and by key the slugs that were given up.
        self.named, self.gone = defaultdict(set), defaultdict(set)
        self.renamed = defaultdict(lambda: defaultdict(list))
        # Keys of former slugs that were kept or came back.
        self.kept = set()

    def check_same(self, **given):
        """RuntimeError if one of the values is given and differs from that of the set of changes."""
        for name, value in given.items():
            if value is not None and value != getattr(self.change_set, name):
                raise RuntimeError(f"This is a part of another recording, which has another {name}.")

    def will_change(self, model, keys):
        """Lock the rows, and remember the states that they have before they are changed."""
        known = self.before.setdefault(model._meta.concrete_model, {})
        unknown = [key for key in keys if key not in known]
        known |= dict.fromkeys(unknown) | states(model, unknown, lock=True)

    def will_delete(self, model, keys):
        """Call before rows are deleted. Also locks, and remembers, the rows that link to them many-to-many."""
        keys = list(keys)
        self.will_change(model, keys)
        for other, field in links_to(model._meta.concrete_model):
            for batch in batches(keys) if field.many_to_many else ():
                rows = other._base_manager.filter(**{f"{field.name}__in": batch}).distinct()
                self.will_change(other, rows.values_list("pk", flat=True))

    def added(self, model, keys):
        """Remember that these rows are new."""
        known = self.before.setdefault(model._meta.concrete_model, {})
        known |= {key: known.get(key) for key in keys}

    def finish(self):
        """Keep former slugs, write the history, and check slugs and links; or roll a preview back."""
        if self.is_preview:
            self.changed_rows = list(self.find_changed_rows())
            transaction.set_rollback(True)
            self.change_set.pk = None
        else:
            self.write()
            if self.renamed or self.gone:
                keep_former_slugs(self, self.renamed, self.gone)
                self.write()
            self.check_slugs()
            self.check_links()

    def find_changed_rows(self):
        """Yield for each model a list of triples: key, state before and state after, of the rows that differ so far."""
        for model, before in self.before.items():
            after = states(model, before)
            changes = [(key, state, after.get(key)) for key, state in before.items() if state != after.get(key)]
            if changes:
                yield model, changes

    def write(self):
        """Save the changes of the rows changed, added and deleted so far."""
        if self.is_preview:
            return
        for model, changes in self.find_changed_rows():
            self.save_changes(model, changes)
        self.before.clear()

    def write_new(self, model, keys):
        """Record new rows with one INSERT … SELECT. The caller adds link targets of published rows to ``linked``."""
        if is_slugged(model):
            self.named[model].update(keys)
        self.copy_states(model, keys, "after")

    def write_deleted(self, model, keys):
        """Record rows that will be deleted with one INSERT … SELECT."""
        if is_slugged(model):
            self.gone[model].update(keys)
        self.copy_states(model, keys, "before")

    def save_changes(self, model, changes):
        """Save changes given as triples: key, state before and state after."""
        identity = model.identifier
        for key, before, after in changes:
            if is_published(after):
                self.published[model].add(key)
            elif is_published(before) and after:
                self.unpublished[model].add(key)
            if is_slugged(model):
                self.note_slugs(model, key, before, after)
            elif is_former_slug(model) and after:
                self.kept.add(key)
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

    def note_slugs(self, model, key, before, after):
        """Remember what happens to the slug of a record."""
        if after is None:
            self.gone[model].add(key)
        elif before is None:
            self.named[model].add(key)
        elif before["slug"] != after["slug"]:
            self.named[model].add(key)
            self.renamed[model][key].append(before["slug"])

    def copy_states(self, model, keys, side):
        if not keys or self.is_preview:
            return
        if many_to_many_fields(model):
            # Many-to-many links are in another table, so these states are built in Python.
            pairs = states(model, keys).items()
            is_after = side == "after"
            self.save_changes(model, [(key, None, state) if is_after else (key, state, None) for key, state in pairs])
            return
        rows = (
            model._base_manager.filter(pk__in=keys)
            .order_by()
            .values_list(
                Value(self.saved_change_set().pk),
                Value(model._meta.model_name),
                "pk",
                model.identifier,
                state_of(model),
            )
        )
        quote = connection.ops.quote_name
        columns = ["change_set", "model", "record_id", "identity", side]
        names = ", ".join(quote(Change._meta.get_field(column).column) for column in columns)
        sql, params = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {quote(Change._meta.db_table)} ({names}) {sql}", params)

    def check_links(self):
        """UnpublishedLinkError if a published record would link to an unpublished one; checks each row once."""
        if self.published or self.linked or self.unpublished:
            lock_publication(exclusive=bool(self.unpublished))
        checks = ((self.published, check_published), (self.linked, check_linked), (self.unpublished, check_unpublished))
        for rows, check in checks:
            for model, keys in rows.items():
                check(model, keys)
            rows.clear()

    def check_slugs(self):
        """FormerSlugTakenError if a record would take the former slug of another one; checks each record once."""
        for model, keys in self.named.items():
            check_slugs(model, keys)
        check_former_slugs(self.kept)
        self.named.clear()
        self.kept.clear()

    def saved_change_set(self):
        if self.change_set.pk is None:
            self.change_set.save()
        return self.change_set


def is_published(state):
    return bool(state) and state.get("status") == Status.PUBLISHED


def columns_of(model):
    """The columns of a state: all but the key and the derived ones."""
    return [field for field in model._meta.concrete_fields if not field.primary_key and not hasattr(field, "sources")]


def many_to_many_fields(model):
    """The many-to-many fields of a state."""
    return model._meta.local_many_to_many


def state_of(model):
    """The expression for the state of a row without its many-to-many links."""
    return JSONObject(**{field.attname: field.attname for field in columns_of(model)})


def states(model, keys, *, lock=False):
    """The states of the rows that exist, by key: see history.Change."""
    model = model._meta.concrete_model
    found = {}
    for batch in batches(keys):
        rows = model._base_manager.filter(pk__in=batch).order_by("pk")
        if lock:
            # Others may still link to the rows; only changes and deletions of them wait.
            rows = rows.select_for_update(no_key=True)
        batch_states = dict(rows.values_list("pk", state_of(model)))
        for field in many_to_many_fields(model):
            links = through_rows(field, batch)
            for key, state in batch_states.items():
                state[field.name] = sorted(links[key])
        found |= batch_states
    return found


def values_of(model, state):
    """The values of a row's columns by attribute name; omits columns that the state does not have."""
    return {
        field.attname: field.to_python(state[field.attname]) for field in columns_of(model) if field.attname in state
    }


def linked_in(state, field):
    """The set of keys that the field links to in the state."""
    if field.many_to_many:
        return set(state.get(field.name) or ())
    return {state.get(field.attname)} - {None}
