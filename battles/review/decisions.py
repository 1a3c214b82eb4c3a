"""Decisions of the review: propose and retract, accept and decline a proposal; publish a draft and send it back.

Rules for publishing, by what they look at:

- one record by itself, in its form too: ``Record.clean`` in models/records.py, or a constraint of its model;
- a published record and its links, however it is written: models/published_links.py;
- who may publish: review/permissions.py. Lists, forms and imports publish too, without the functions below.
"""

from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.history.descriptions import with_descriptions
from battles.history.differences import names_of
from battles.history.revert import write_states
from battles.history.versions import latest_versions
from battles.models import Change, Comment, Proposal, ProposalState, ProposedChange, Way
from battles.models.bulk_sql import new_keys
from battles.models.database_errors import explain
from battles.models.recording import Recording, columns_of, many_to_many_fields, recording, states
from battles.models.records import Record
from battles.models.review import DECIDED
from battles.values.choices import Status

# The columns of a number and of its definition: a proposal to change one of them relies on the others.
FIGURE_COLUMNS = {"kind", "category", "counted_id", "qualifier", "low", "high", "best"}


class ReviewRefused(Exception):
    """Nothing was done. Its text is a sentence for the user."""


@contextmanager
def refusals():
    """Raise errors of rules and of the database as ReviewRefused; errors of the program stay as they are."""
    try:
        yield
    except ValidationError as error:
        raise ReviewRefused(" ".join(error.messages)) from error
    except (IntegrityError, OperationalError) as error:
        if sentence := explain(error):
            raise ReviewRefused(sentence) from error
        raise


def propose(record: Record, changed_rows, *, made_by, message="") -> Proposal | None:
    """Save a proposal for the record and the rows on its form; None if no row is changed.

    ``changed_rows`` are those of a preview (see models.recording).
    """
    changes = [
        ProposedChange(
            model=model._meta.model_name,
            record_id=key if before else None,
            identity=(before or after)[model.identifier],
            before=before,
            after=after,
        )
        for model, triples in changed_rows
        for key, before, after in triples
    ]
    if not changes:
        return None
    with transaction.atomic():
        kind = record._meta.concrete_model._meta.model_name
        proposal = Proposal.objects.create(made_by=made_by, message=message, model=kind, record_id=record.pk)
        for change in changes:
            change.proposal = proposal
        ProposedChange.objects.bulk_create(changes)
    return proposal


def retract(proposal: Proposal):
    """Let its contributor take the proposal back. ReviewRefused if it is no longer open."""
    with refusals(), transaction.atomic():
        decide(lock_open(proposal), ProposalState.RETRACTED, proposal.made_by, "")


def accept(proposal: Proposal, *, decided_by, comment=""):
    """Make the proposed changes, with the contributor as their author; other fields keep their present values.

    ReviewRefused if the proposal is no longer open, if one of its fields was changed since (of a figure, also its
    definition), or if a change breaks a rule.
    """
    with refusals(), recording(made_by=proposal.made_by, message=proposal.message, way=Way.REVIEW) as changes:
        proposal = lock_open(proposal)
        for change in proposal.proposed_changes.all():
            write_proposed(change, changes)
        changes.write()
        proposal.change_set = changes.change_set if changes.change_set.pk else None
        decide(proposal, ProposalState.ACCEPTED, decided_by, comment)


def decline(proposal: Proposal, *, decided_by, comment: str):
    """Decline the proposal with a comment. ReviewRefused if it is no longer open."""
    with refusals(), transaction.atomic():
        decide(lock_open(proposal), ProposalState.DECLINED, decided_by, comment)


def write_proposed(change: ProposedChange, changes: Recording):
    """Make one proposed change within the recording. ValidationError, with a sentence, if that is impossible."""
    model = apps.get_model("battles", change.model)
    if change.is_new:
        # An empty ref is filled in again, so that a statement that now says the same is found and named.
        state = change.after | {"status": Status.PUBLISHED, "ref": ""}
        write_states(changes, model, {new_keys(model, 1)[0]: state}, check=True)
        return
    changes.will_change(model, [change.record_id])
    present = states(model, [change.record_id]).get(change.record_id)
    if present is None:
        raise ValidationError(_("“%s” was deleted since.") % description_of(change))
    # A column that a migration added or removed is in one of the states only, and was not proposed.
    proposed = {
        name: value
        for name, value in change.after.items()
        if name in change.before.keys() & present.keys() - DECIDED and value != change.before[name]
    }
    compared = proposed.keys() | (FIGURE_COLUMNS & change.before.keys() if FIGURE_COLUMNS & proposed.keys() else set())
    changed = [name for name in compared if present[name] not in (change.after[name], change.before[name])]
    if changed:
        raise ValidationError(
            _("“%(record)s” has changed since this was proposed: %(fields)s.")
            % {"record": description_of(change), "fields": ", ".join(labels(model, changed))}
        )
    write_states(changes, model, {change.record_id: proposed}, check=True)


def description_of(change: ProposedChange) -> str:
    """The record in words, as it was when the change was proposed."""
    (earlier,) = with_descriptions([Change(model=change.model, record_id=change.record_id, after=change.before)])
    return earlier.description


def labels(model, names):
    """The labels of the fields with these names in a state."""
    for field in (*columns_of(model), *many_to_many_fields(model)):
        if (field.name if field.many_to_many else field.attname) in names:
            yield str(field.verbose_name)


def lock_open(proposal):
    """The proposal as it is now, locked. ReviewRefused if it is no longer open."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise ReviewRefused(
            _("This proposal is already closed: %(state)s by %(person)s.")
            % {"state": proposal.get_state_display(), "person": proposal.decided_by}
        )
    return proposal


def decide(proposal, state, person, comment):
    proposal.state, proposal.decided_by, proposal.decided_at = state, person, timezone.now()
    proposal.save()
    if comment:
        sends_back = state == ProposalState.DECLINED
        Comment.objects.create(proposal=proposal, made_by=person, text=comment, sends_back=sends_back)


def publish(seen: dict[type[Record], dict[int, int]], *, made_by, comment="") -> tuple[list[Record], list[str]]:
    """Publish drafts in one set of changes; return them, and the names of those that were skipped.

    ``seen`` has by model the version of each draft that the editor saw (see history.versions); drafts changed since
    are skipped. ReviewRefused, and nothing is published, if one of them links to an unpublished record.
    """
    with refusals(), recording(made_by=made_by, message=comment, way=Way.REVIEW) as changes:
        drafts, skipped = lock_drafts(changes, seen)
        for model in seen:
            keys = [draft.pk for draft in drafts if isinstance(draft, model)]
            model.objects.filter(pk__in=keys).update(status=Status.PUBLISHED)
        if comment:
            comment_on(drafts, made_by=made_by, text=comment)
    return drafts, skipped


def send_back(seen: dict[type[Record], dict[int, int]], *, made_by, comment: str) -> tuple[list[Record], list[str]]:
    """Send drafts back to their contributors with a comment; ``seen`` and the result are those of ``publish``."""
    with refusals(), recording(made_by=made_by) as changes:
        drafts, skipped = lock_drafts(changes, seen)
        comment_on(drafts, made_by=made_by, text=comment, sends_back=True, seen=seen)
    return drafts, skipped


def lock_drafts(changes: Recording, seen) -> tuple[list[Record], list[str]]:
    """The drafts that are unchanged since they were seen, locked; and the names of the other records."""
    drafts, others = [], []
    for model, versions in seen.items():
        rows, names = lock_as_seen(changes, model, versions)
        drafts += [row for row in rows if row.status == Status.DRAFT]
        others += names + [row.description for row in rows if row.status != Status.DRAFT]
    return drafts, others


def lock_as_seen(changes: Recording, model, seen: dict[int, int]) -> tuple[list[Record], list[str]]:
    """The records that are unchanged since they were seen, locked; and the names of the changed and the deleted ones.

    ``seen`` has the version of each record that the user saw, by key.
    """
    changes.will_change(model, seen)
    rows, latest = model.objects.with_links().in_bulk(seen), latest_versions(model, seen)
    unchanged = [row for key, row in rows.items() if latest[key] == seen[key]]
    others = seen.keys() - {row.pk for row in unchanged}
    names = names_of(model, others)
    return unchanged, [str(names.get(key, key)) for key in seen if key in others]


def comment_on(records, *, made_by, text, sends_back=False, seen=None):
    Comment.objects.bulk_create(
        Comment(
            made_by=made_by,
            text=text,
            sends_back=sends_back,
            model=record._meta.model_name,
            record_id=record.pk,
            last_change=seen[type(record)][record.pk] if seen else 0,
        )
        for record in records
    )
