"""The changes that a newer set of records makes in a site: each record is added, changed, removed, kept or left out."""

from collections import defaultdict
from dataclasses import dataclass, field

from battles.history.differences import names_of
from battles.models.bulk_sql import new_keys
from battles.models.published_links import links_to
from battles.models.recording import columns_of, linked_in, many_to_many_fields, states, values_of
from battles.models.records import Record
from battles.models.renaming import records_formerly
from battles.record_sets.edits import Edits
from battles.record_sets.files import RecordSet
from battles.values.choices import Status

DELETED = "deleted here"
RENAMED = "has the {name} {identity} here"


@dataclass
class SetRecord:
    """One record of the set, and the record of the site that it is; the values of both are as in values_in_site."""

    model: type[Record]
    identity: str
    key: int | None = None
    # As the site has it, and as the set has it. None for a record that is new, or that the set has dropped.
    before: dict | None = None
    after: dict | None = None
    # Why it stays as it is, if it is not brought.
    reason: str = ""
    # The records to which the set links it, as pairs of model and identity, and whether one of them is not here.
    links: list = field(default_factory=list)
    lacks_link: bool = False

    def __str__(self):
        return f"{self.model._meta.verbose_name} {self.identity}"

    @property
    def is_new(self):
        return self.before is None

    @property
    def is_dropped(self):
        return self.after is None

    @property
    def differs(self):
        return self.before != self.after or self.lacks_link

    @property
    def is_brought(self):
        return self.differs and not self.reason


class Plan:
    """The records of the newer set and of earlier ones, compared with those of the site, which are locked."""

    def __init__(self, newer: RecordSet, edits: Edits, conflicts: dict[tuple, str]):
        """``conflicts`` has the reasons to leave out records, by model and identity."""
        self.newer = newer
        self.edits = edits
        self.records: dict[tuple, SetRecord] = {}
        # Records that are not of the set, to which it links.
        self.others: dict[tuple, SetRecord] = {}
        for model in newer.records:
            self.compare(model)
        self.find_others()
        for place, reason in conflicts.items():
            self.records[place].reason = reason
        for model in newer.records:
            self.give_keys(model)
        # Found once for each kind: a default may be a record that takes a query.
        self.defaults = {model: default_values(model) for model in newer.records}
        for record in self.records.values():
            if (model_fields := newer.records[record.model].get(record.identity)) is not None:
                record.after = self.values_in_set(record, model_fields)
        self.settle()

    def brought(self) -> list[SetRecord]:
        return [record for record in self.records.values() if record.is_brought]

    def kept(self) -> list[SetRecord]:
        """The records that are not as the newer set has them, or that it has dropped, and stay so."""
        return [record for record in self.records.values() if record.reason and record.differs]

    def dropped_names(self) -> dict:
        """The names of the records that are to be removed, by model and key."""
        dropped = [record for record in self.brought() if record.is_dropped]
        models = {record.model for record in dropped}
        return {model: names_of(model, {record.key for record in dropped if record.model is model}) for model in models}

    def compare(self, model):
        """Find the site's records of the model, and which of them stay as they are."""
        fields, dropped, name = self.newer.records[model], self.newer.dropped[model], model.identifier
        keys = model._base_manager.filter(**{f"{name}__in": [*fields, *dropped]}).values_list("pk", flat=True)
        # Their identities too may have been changed since they were found, but are locked now.
        present = {state[name]: (key, state) for key, state in states(model, list(keys), lock=True).items()}
        reasons = self.edits.reasons(model, [key for key, _state in present.values()])
        for identity, (key, state) in present.items():
            if identity in fields or identity in dropped:
                record = SetRecord(model, identity, key, values_in_site(model, state))
                record.reason = reasons.get(key, "")
                self.records[model, identity] = record
        absent = fields.keys() - present.keys()
        earlier = self.edits.earlier_keys(model, absent)
        # A record that was renamed, or merged into another one, is found by its former slug.
        former = records_formerly(model._base_manager.all(), absent)
        for identity in fields:
            if identity in absent:
                keys = {former[identity].pk} if identity in former else earlier.get(identity, set())
                self.records[model, identity] = self.absent_record(model, identity, keys)

    def absent_record(self, model, identity, keys) -> SetRecord:
        """A record of the set that the site does not have under its identity."""
        record = SetRecord(model, identity)
        renamed = states(model, keys)
        for key, state in renamed.items():
            record.key, record.before = key, values_in_site(model, state)
            record.reason = RENAMED.format(name=model.identifier, identity=state[model.identifier])
        was_deleted_before_history = (
            not keys and self.edits.came_before_history and identity in self.newer.of_first_sets[model]
        )
        if not renamed and (was_deleted_before_history or self.edits.reasons(model, keys)):
            record.reason = DELETED
        return record

    def find_others(self):
        """Find the records to which the set links without having them itself."""
        wanted = defaultdict(set)
        for model, records in self.newer.records.items():
            for fields in records.values():
                for link in (*columns_of(model), *many_to_many_fields(model)):
                    if link.is_relation:
                        wanted[link.related_model].update(linked_identities(link, fields))
        for model, identities in wanted.items():
            missing = {identity for identity in identities if (model, identity) not in self.records}
            for record in model._base_manager.filter(**{f"{model.identifier}__in": missing}) if missing else ():
                identity, values = getattr(record, model.identifier), {"status": record.status}
                self.others[model, identity] = SetRecord(model, identity, record.pk, values, values)

    def give_keys(self, model):
        """Give new records their keys, so that others can link to them."""
        new = [
            record
            for record in self.records.values()
            if record.model is model and record.key is None and not record.reason
        ]
        for record, key in zip(new, new_keys(model, len(new)) if new else (), strict=True):
            record.key = key

    def values_in_set(self, record, fields) -> dict:
        """The values of the record as the set has it. A column that it does not state has its default."""
        values = dict(self.defaults[record.model])
        for column in columns_of(record.model):
            if column.name in fields:
                value = fields[column.name]
                if column.is_relation:
                    (value,) = self.keys_in(record, column, fields) or [None]
                values[column.attname] = column.to_python(value)
        for links in many_to_many_fields(record.model):
            values[links.name] = sorted(self.keys_in(record, links, fields))
        return values

    def keys_in(self, record, link, fields) -> list[int]:
        """The keys of those of the linked records that there are or will be; all are noted as ``links``."""
        targets = [(link.related_model, identity) for identity in linked_identities(link, fields)]
        record.links += targets
        found = [linked.key for linked in map(self.find, targets) if linked and linked.key is not None]
        record.lacks_link |= len(found) < len(targets)
        return found

    def find(self, target) -> SetRecord | None:
        return self.records.get(target) or self.others.get(target)

    def settle(self):
        """Leave out what cannot be brought, and then what links to that, until all that is brought can be."""
        while found := [(record, why) for record in self.brought() if (why := self.obstacle(record))]:
            for record, why in found:
                record.reason = why
        self.settle_removals()

    def obstacle(self, record) -> str:
        """Why the record cannot be as the set has it; empty if it can."""
        if record.is_dropped:
            return ""
        for target in record.links:
            linked = self.find(target)
            if linked is None or (linked.is_new and not linked.is_brought):
                kind = target[0]._meta.verbose_name
                return f"the set links it to the {kind} {target[1]}, which is not here"
            status = (linked.after if linked.is_brought else linked.before)["status"]
            if record.after["status"] == Status.PUBLISHED != status:
                return f"the set links it to the {linked}, which is not published here"
        for name, sentence in instance_of(record).contradictions():
            return f"{name}: {sentence}"
        return ""

    def settle_removals(self):
        """Keep dropped records to which something links that stays, and then those to which they link."""
        known = {(record.model, record.key): record for record in self.records.values()}
        links = [
            (record, known.get((model, key)), link, model)
            for record, link, model, key in rows_that_link_to(record for record in self.brought() if record.is_dropped)
        ]
        while found := [each for each in links if each[0].is_brought and is_kept(*each[:3])]:
            for record, linking, _link, model in found:
                record.reason = f"the {linking or model._meta.verbose_name} links to it"


def rows_that_link_to(records):
    """Yield a record, a link to such records, and the model and key of a row that links to the record by it."""
    by_model = defaultdict(dict)
    for record in records:
        by_model[record.model][record.key] = record
    for model, targets in by_model.items():
        for other, link in links_to(model):
            rows = other._base_manager.filter(**{f"{link.name}__in": targets}).order_by("pk")
            for key, target in rows.values_list("pk", link.name):
                if target in targets:
                    yield targets[target], link, other, key


def is_kept(record: SetRecord, linking: SetRecord | None, link) -> bool:
    """Whether the row that links to the record will still do so; None is a row of the site alone."""
    if linking is None or not linking.is_brought:
        return True
    return not linking.is_dropped and record.key in linked_in(linking.after, link)


def linked_identities(link, fields) -> list[str]:
    """The identities of the records to which a field links, which the files have as natural keys."""
    value = fields.get(link.name)
    if not value:
        return []
    return [identity for (identity,) in (value if link.many_to_many else [value])]


def default_values(model) -> dict:
    """The values of a record of which nothing is stated, by attribute name."""
    return {column.attname: column.to_python(column.get_default()) for column in columns_of(model)}


def values_in_site(model, state) -> dict:
    """The values of a state of the history, by attribute name; lists of links as sorted keys by name."""
    return values_of(model, state) | {link.name: state[link.name] for link in many_to_many_fields(model)}


def instance_of(record: SetRecord) -> Record:
    """The record as the set has it, for its rules."""
    lists = {link.name for link in many_to_many_fields(record.model)}
    columns = {name: value for name, value in record.after.items() if name not in lists}
    instance = record.model(pk=record.key, **columns)
    instance._state.adding = record.is_new
    return instance
