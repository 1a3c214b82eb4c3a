"""Taking back a set of changes: its new rows go, its changed rows get their earlier values."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _

from battles.models import ChangeSet, Way
from battles.models.bulk_sql import insert_rows, replace_links, update_rows
from battles.models.database_errors import explain
from battles.models.recording import (
    Recording,
    columns_of,
    identity_of,
    linked_in,
    lists_of,
    recording,
    states,
    values_of,
)
from battles.models.registry import record_models
from battles.values.hierarchies import in_circle

CHUNK = 500
MAX_REASONS = 100


@dataclass(frozen=True)
class Reason:
    """Why one record cannot be taken back; ``model`` is its kind, as in messages."""

    model: str
    identity: str
    sentence: str

    def __str__(self):
        return f"{self.model} {self.identity}: {self.sentence}" if self.identity else self.sentence


class UndoRefused(Exception):
    """Nothing was taken back. ``reasons`` has the first hundred, ``count`` says how many there are."""

    def __init__(self, reasons: list[Reason], count: int | None = None):
        self.reasons = reasons
        self.count = len(reasons) if count is None else count
        super().__init__(" ".join(map(str, reasons)))


def undo(change_set: ChangeSet, *, made_by=None, message="") -> ChangeSet:
    """Take all of the changes back, as a set of changes of its own.

    UndoRefused where a record was changed or cited since; then nothing is taken back.
    """
    try:
        with recording(made_by=made_by, message=message, way=Way.UNDO, undoes=change_set) as changes:
            ChangeSet.objects.select_for_update().get(pk=change_set.pk)
            if ChangeSet.objects.filter(undoes=change_set).exists():
                raise UndoRefused([Reason("", "", _("This was undone already."))])
            Undoing(change_set, changes).run()
    except IntegrityError as error:
        raise UndoRefused([Reason("", "", explain(error))]) from error
    return changes.change_set


class Undoing:
    """One undo on its way, within a recording; no set of changes has a record twice."""

    def __init__(self, change_set: ChangeSet, changes: Recording):
        self.undone = change_set.changes
        self.changes = changes
        self.models = {model._meta.model_name: model for model in record_models()}
        self.going, self.coming = defaultdict(set), defaultdict(set)
        self.reasons = []
        self.reason_count = 0

    def run(self):
        for keys, is_new in ((self.going, True), (self.coming, False)):
            for name, key in self.undone.filter(before__isnull=is_new).values_list("model", "record_id"):
                keys[self.models[name]].add(key)
        for model, chunk in self.chunks():
            self.check(model, chunk)
        if self.reason_count:
            raise UndoRefused(self.reasons, self.reason_count)
        # What goes, goes first: its slug may be that of a row that comes back.
        for model, chunk in self.chunks(before__isnull=True):
            self.delete(model, [change.record_id for change in chunk])
        for model, chunk in self.chunks(before__isnull=False):
            self.restore(model, chunk)
        for model in self.coming:
            self.check_circles(model)
        if self.reason_count:
            raise UndoRefused(self.reasons, self.reason_count)

    def chunks(self, **condition):
        """Pairs of a model and some hundred of its changes."""
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
                self.refuse(model, change.identity, _("It is there again."))
            elif change.after is not None and state is None:
                self.refuse(model, change.identity, _("It was deleted since."))
            elif change.after is not None and differs(state, change.after):
                self.refuse(model, change.identity, _("It was edited since."))
        self.check_citations(model, {change.record_id: change.identity for change in chunk if change.before is None})
        self.check_links(model, [change for change in chunk if change.before is not None])
        self.check_identities(model, [change for change in chunk if change.before is not None])

    def check_citations(self, model, identities):
        """Rows that are to go, and that others link to which stay."""
        if not identities:
            return
        for citing in self.models.values():
            for field in (*citing._meta.concrete_fields, *lists_of(citing)):
                if field.related_model is not model:
                    continue
                rows = citing._base_manager.filter(**{f"{field.name}__in": identities})
                for key, name, cited in rows.values_list("pk", identity_of(citing), field.name).order_by("pk"):
                    stays = key not in self.going[citing] and key not in self.coming[citing]
                    if stays and cited in identities:
                        sentence = _("It is linked from the %(kind)s %(name)s.")
                        self.refuse(
                            model, identities[cited], sentence % {"kind": citing._meta.verbose_name, "name": name}
                        )

    def check_links(self, model, chunk):
        """Earlier values that link to what is there no more."""
        for field in (*columns_of(model), *lists_of(model)):
            if not field.is_relation:
                continue
            wanted = {change: linked_in(change.before, field) for change in chunk}
            keys = set().union(*wanted.values()) - self.coming[field.related_model]
            there = field.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
            missing = (keys - set(there)) | (keys & self.going[field.related_model])
            for change in (change for change, links in wanted.items() if links & missing):
                sentence = _("Its earlier %(field)s is there no more.") % {"field": field.verbose_name}
                self.refuse(model, change.identity, sentence)

    def check_identities(self, model, chunk):
        identity = identity_of(model)
        earlier = {change.before[identity]: change for change in chunk}
        taken = model._base_manager.filter(**{f"{identity}__in": earlier}).values_list(identity, "pk")
        for name, key in taken:
            if key != earlier[name].record_id and key not in self.going[model] | self.coming[model]:
                self.refuse(model, earlier[name].identity, _("Another record has taken “%(name)s”.") % {"name": name})

    def delete(self, model, keys):
        self.changes.write_deleted(model, keys)
        for field in lists_of(model):
            through = field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}__in": keys})
            through._raw_delete(through.db)
        rows = model._base_manager.filter(pk__in=keys)
        # Django's own delete() would look once more for what links to each row.
        rows._raw_delete(rows.db)

    def restore(self, model, chunk):
        self.changes.will_change(model, [change.record_id for change in chunk])
        present = self.changes.before[model]
        # What the earlier state does not know, of a column that is newer, stays as it is.
        earlier = {change: (present[change.record_id] or {}) | change.before for change in chunk}
        rows = {change: model(pk=change.record_id, **values_of(model, state)) for change, state in earlier.items()}
        insert_rows(model, [row for change, row in rows.items() if change.after is None])
        update_rows(model, [row for change, row in rows.items() if change.after is not None])
        for field in lists_of(model):
            replace_links(field, {change.record_id: linked_in(state, field) for change, state in earlier.items()})
        self.changes.write()

    def check_circles(self, model):
        for field in columns_of(model):
            if field.related_model is model:
                parents = dict(model._base_manager.values_list("slug", f"{field.name}__slug"))
                for slug in sorted(in_circle(parents)):
                    self.refuse(model, slug, _("It would be a part of itself."))

    def refuse(self, model, identity, sentence):
        self.reason_count += 1
        if len(self.reasons) < MAX_REASONS:
            self.reasons.append(Reason(str(model._meta.verbose_name), identity, sentence))


def differs(state, other):
    """Whether two states differ in what both of them know: a column may have come or gone with a migration."""
    return any(state[name] != other[name] for name in state.keys() & other.keys())
