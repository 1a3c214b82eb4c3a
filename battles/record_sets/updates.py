"""The update of a site to the newer set of records, as one import: previewed, or written in one transaction."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import UniqueConstraint

from battles.history.differences import with_differences
from battles.history.revert import write_states
from battles.models import Change, ImportRecord, LoadedSet, Way
from battles.models.bulk_sql import delete_rows
from battles.models.database_errors import explain
from battles.models.recording import recording
from battles.models.records import too_deep
from battles.record_sets.edits import Edits
from battles.record_sets.files import RecordSet
from battles.record_sets.plans import Plan, SetRecord, instance_of
from battles.record_sets.sites import NAME, set_of_site
from battles.values.choices import Status
from battles.values.hierarchies import MAX_LEVELS, in_circle, levels


class UpdateRefused(Exception):
    """Nothing was changed. Its text is a sentence for the operator."""


class NeverLoaded(UpdateRefused):
    """The site never had the records of the set."""


class Conflicts(Exception):
    """Records that break a rule together with those of the site: ``reasons`` by model and identity."""

    def __init__(self, reasons: dict[tuple, str]):
        self.reasons = reasons
        super().__init__()


@dataclass
class Outcome:
    """The outcome of an update, or its preview; each record is a Change with ``differences``, and a reason if kept."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    kept: list[tuple[str, Change]] = field(default_factory=list)
    unchanged: int = 0
    import_record: ImportRecord | None = None
    # The site had this set before, and nothing is left to do.
    is_up_to_date: bool = False


def update(*, message="", dry_run=False, add=False) -> Outcome:
    """Bring the newer set into the site; ``add`` brings it into a site that never had one.

    UpdateRefused, and nothing is changed, if the site never had one, or if the database refuses the change.
    """
    newer = RecordSet()
    try:
        with recording(message=message, way=Way.IMPORT, preview=dry_run) as changes:
            # Others who update the site wait here.
            LoadedSet.objects.get_or_create(name=NAME)
            LoadedSet.objects.select_for_update().get(name=NAME)
            known = set_of_site(newer)
            if known is None and not add:
                raise NeverLoaded
            plan, dropped_names = bring(newer, changes)
            outcome = outcome_of(plan, dropped_names, is_known=known == newer.sha256)
            if not outcome.is_up_to_date and not dry_run:
                changes.write()
                outcome.import_record = save_import(newer, outcome, changes.change_set)
    except (IntegrityError, OperationalError) as error:
        if sentence := explain(error):
            raise UpdateRefused(sentence) from error
        raise
    return outcome


def bring(newer: RecordSet, changes) -> tuple[Plan, dict]:
    """Write all records that can be brought; those that break a rule together with others of the site are left out.

    Returns what was written, and the names of the records that were removed.
    """
    edits, conflicts = Edits(), {}
    while True:
        plan = Plan(newer, edits, conflicts)
        dropped_names = plan.dropped_names()
        try:
            with transaction.atomic():
                write(plan, changes)
            return plan, dropped_names
        except Conflicts as found:
            conflicts |= found.reasons
        except IntegrityError:
            if not (found := repetitions(plan, changes)):
                raise
            conflicts |= found


def write(plan: Plan, changes):
    """Write the plan. Raises Conflicts if records would be parts of themselves, or nested too deep."""
    remove(plan, changes)
    brought = [record for record in plan.brought() if not record.is_dropped]
    for model in plan.newer.records:
        new_states = {record.key: record.after for record in brought if record.model is model}
        if new_states:
            write_states(changes, model, new_states)
    if wrong := wrong_nesting(brought):
        raise Conflicts(wrong)


def remove(plan: Plan, changes):
    for model in plan.newer.records:
        keys = [record.key for record in plan.brought() if record.is_dropped and record.model is model]
        if keys:
            changes.will_delete(model, keys)
            delete_rows(model, keys)


def wrong_nesting(brought: list[SetRecord]) -> dict[tuple, str]:
    """The reasons of those written records that are in a circle, or nested too deep."""
    found = {}
    for model in {record.model for record in brought}:
        for name, sentence in model.circles.items():
            links = dict(model._base_manager.order_by().values_list("pk", name))
            circle, depth = in_circle(links), levels(links)
            for record in (record for record in brought if record.model is model):
                if record.key in circle:
                    found[model, record.identity] = str(sentence)
                elif (depth[record.key] or 0) > MAX_LEVELS:
                    found[model, record.identity] = str(too_deep())
    return found


def repetitions(plan: Plan, changes) -> dict[tuple, str]:
    """The reasons of those records that another record of the site excludes, such as one with the same identifier."""
    found = {}
    with transaction.atomic():
        remove(plan, changes)
        for record in plan.brought():
            if not record.is_dropped and (sentence := repeats(record)):
                found[record.model, record.identity] = sentence
        transaction.set_rollback(True)
    return found


def repeats(record: SetRecord) -> str:
    instance = instance_of(record)
    try:
        instance.validate_unique()
        for constraint in record.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                constraint.validate(record.model, instance)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def outcome_of(plan: Plan, dropped_names: dict, *, is_known: bool) -> Outcome:
    """The outcome, while its records are written, so that names can be shown."""
    brought, kept = plan.brought(), plan.kept()
    found = {id(record): change_of(record) for record in (*brought, *kept)}
    with_differences(
        [change for change in found.values() if not (change.is_new or change.is_deletion)], known=dropped_names
    )
    return Outcome(
        added=[found[id(record)] for record in brought if record.is_new],
        changed=[found[id(record)] for record in brought if not (record.is_new or record.is_dropped)],
        removed=[found[id(record)] for record in brought if record.is_dropped],
        kept=[(record.reason, found[id(record)]) for record in kept],
        unchanged=sum(not record.differs for record in plan.records.values()),
        is_up_to_date=is_known and not brought,
    )


def change_of(record: SetRecord) -> Change:
    """The set's changes of the record, as a change that is not saved."""
    return Change(
        model=record.model._meta.model_name,
        record_id=record.key,
        identity=record.identity,
        before=record.before,
        after=record.after,
    )


def save_import(newer: RecordSet, outcome: Outcome, change_set) -> ImportRecord:
    return ImportRecord.objects.create(
        kind=NAME,
        message=change_set.message,
        file_name="records of the documents",
        file_size=newer.size,
        file_sha256=newer.sha256,
        file_format="json",
        encoding="utf-8",
        new_status=Status.PUBLISHED,
        new=len(outcome.added),
        changed=len(outcome.changed),
        removed=len(outcome.removed),
        unchanged=outcome.unchanged,
        change_set=change_set if change_set.pk else None,
    )
