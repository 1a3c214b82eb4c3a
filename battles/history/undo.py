"""Undoing a set of changes: its new rows are deleted, its changed and deleted rows get their earlier values."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _

from battles.history.descriptions import describe_records, with_descriptions
from battles.history.revert import write_states
from battles.models import Change, ChangeSet, FormerSlug, SourceText, Way
from battles.models.bulk_sql import delete_rows
from battles.models.database_errors import explain
from battles.models.recording import Recording, columns_of, linked_in, many_to_many_fields, recording, states
from battles.models.registry import recorded_models
from battles.values.hierarchies import in_circle

CHUNK = 500
MAX_REASONS = 100


@dataclass(frozen=True)
class Reason:
    """Why an undo is refused. ``model`` and ``record`` name the record in words; both are empty if it concerns none."""

    model: str
    record: str
    sentence: str

    def __str__(self):
        return f"{self.model} “{self.record}”: {self.sentence}" if self.record else self.sentence


class UndoRefused(Exception):
    """Nothing was undone. ``reasons`` has the first hundred, ``count`` is the number of all."""

    def __init__(self, reasons: list[Reason], count: int | None = None):
        self.reasons = reasons
        self.count = len(reasons) if count is None else count
        super().__init__(" ".join(map(str, reasons)))


def undo(change_set: ChangeSet, *, made_by=None, message=None) -> ChangeSet:
    """Undo all of the changes, and return the set of changes that does so.

    UndoRefused, and nothing is undone, if a record was changed or linked to since.
    """
    try:
        with recording(made_by=made_by, message=message, way=Way.UNDO, undoes=change_set) as changes:
            ChangeSet.objects.select_for_update().get(pk=change_set.pk)
            if ChangeSet.objects.filter(undoes=change_set).exists():
                raise UndoRefused([Reason("", "", _("This set of changes is already undone."))])
            Undo(change_set, changes).run()
    except IntegrityError as error:
        raise UndoRefused([Reason("", "", explain(error))]) from error
    return changes.change_set


class Undo:
    """One undo, within a recording. A set of changes has each record only once."""

    def __init__(self, change_set: ChangeSet, changes: Recording):
        self.undone = change_set.changes
        self.changes = changes
        self.models = recorded_models()
        # The keys, by model, of rows that the undo deletes, and of rows that it writes.
        self.deleted, self.written = defaultdict(set), defaultdict(set)
        self.reasons = []
        self.reason_count = 0

    def run(self):
        for keys, is_new in ((self.deleted, True), (self.written, False)):
            for name, key in self.undone.filter(before__isnull=is_new).values_list("model", "record_id"):
                keys[self.models[name]].add(key)
        for model, chunk in self.chunks():
            self.check(model, chunk)
        self.raise_reasons()
        # Deletions come first: a deleted row may have the slug of a row that comes back.
        for model, chunk in self.chunks(before__isnull=True):
            self.delete(model, [change.record_id for change in chunk])
        for model, chunk in self.chunks(before__isnull=False):
            write_states(self.changes, model, {change.record_id: change.before for change in chunk})
            self.changes.write()
        for model in self.written:
            self.check_circles(model)
        self.raise_reasons()

    def chunks(self, **condition):
        """Yield pairs of a model and up to 500 of its changes."""
        for name in self.undone.filter(**condition).order_by("model").values_list("model", flat=True).distinct():
            changes = self.undone.filter(model=name, **condition).order_by("pk")
            last = 0
            while chunk := list(changes.filter(pk__gt=last)[:CHUNK]):
                yield self.models[name], chunk
                last = chunk[-1].pk

    def check(self, model, chunk):
        present = states(model, [change.record_id for change in chunk], lock=True)
        for change in chunk:
            state = present.get(change.record_id)
            if change.after is None and state is not None:
                self.add_reason(model, change, _("It exists again."))
            elif change.after is not None and state is None:
                self.add_reason(model, change, _("It was deleted since."))
            elif change.after is not None and differs(state, change.after):
                self.add_reason(model, change, _("It was edited since."))
        self.check_links_to(model, {change.record_id: change for change in chunk if change.before is None})
        self.check_links_from(model, [change for change in chunk if change.before is not None])
        self.check_identities(model, [change for change in chunk if change.before is not None])

    def check_links_to(self, model, new):
        """Add a reason for each row that would be deleted while another row links to it; ``new`` has changes by key."""
        if not new:
            return
        # Former slugs go with their record.
        for linking in (*(model for model in self.models.values() if model is not FormerSlug), SourceText):
            for field in (*linking._meta.concrete_fields, *many_to_many_fields(linking)):
                if field.related_model is not model:
                    continue
                rows = linking._base_manager.filter(**{f"{field.name}__in": new})
                found = [
                    (key, linked)
                    for key, linked in rows.values_list("pk", field.name).order_by("pk")
                    if linked in new and key not in self.deleted[linking] and key not in self.written[linking]
                ]
                names = describe_records(linking, {key for key, _linked in found[:MAX_REASONS]}) if found else {}
                for key, linked in found:
                    name = names.get(key, "")
                    sentence = _("The %(kind)s “%(name)s” links to it.")
                    self.add_reason(model, new[linked], sentence % {"kind": linking._meta.verbose_name, "name": name})

    def check_links_from(self, model, chunk):
        """Add a reason for each row that would link to a row that does not exist."""
        for field in (*columns_of(model), *many_to_many_fields(model)):
            if not field.is_relation:
                continue
            linked = {change: linked_in(change.before, field) for change in chunk}
            keys = set().union(*linked.values()) - self.written[field.related_model]
            present = field.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
            missing = (keys - set(present)) | (keys & self.deleted[field.related_model])
            for change in (change for change, links in linked.items() if links & missing):
                sentence = _("Its earlier %(field)s no longer exists.") % {"field": field.verbose_name}
                self.add_reason(model, change, sentence)

    def check_identities(self, model, chunk):
        """Add a reason for each row whose earlier slug or ref another row has now."""
        if model is FormerSlug:
            # Records of different kinds may have had the same slug. The database refuses two of one kind.
            return
        identity = model.identifier
        earlier = {change.before[identity]: change for change in chunk}
        taken = model._base_manager.filter(**{f"{identity}__in": earlier}).values_list(identity, "pk")
        for name, key in taken:
            if key != earlier[name].record_id and key not in self.deleted[model] | self.written[model]:
                sentence = _("Another record now has “%(name)s”.") % {"name": name}
                self.add_reason(model, earlier[name], sentence)

    def check_circles(self, model):
        for field in columns_of(model):
            if field.related_model is model:
                parents = dict(model._base_manager.values_list("pk", f"{field.name}_id"))
                names = describe_records(model, in_circle(parents))
                for name in sorted(names.values()):
                    self.add_reason(model, name, _("It would be a part of itself."))

    def delete(self, model, keys):
        self.changes.write_deleted(model, keys)
        delete_rows(model, keys)

    def add_reason(self, model, change, sentence):
        """``change`` is that of the record which the reason is about, or the name of the record."""
        self.reason_count += 1
        if len(self.reasons) < MAX_REASONS:
            self.reasons.append((model, change, sentence))

    def raise_reasons(self):
        if self.reason_count:
            with_descriptions([change for _model, change, _sentence in self.reasons if isinstance(change, Change)])
            reasons = [
                Reason(str(model._meta.verbose_name), getattr(change, "description", change), sentence)
                for model, change, sentence in self.reasons
            ]
            raise UndoRefused(reasons, self.reason_count)


def differs(state, other):
    """Whether two states differ in the columns that both have: a migration may have added or removed one."""
    return any(state[name] != other[name] for name in state.keys() & other.keys())
