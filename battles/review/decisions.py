"""Drafts and proposals on their way to readers: proposed, sent back, published, accepted."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from battles.history.revert import write_state
from battles.models import Change, Comment, Proposal, ProposalState, ProposedChange, Way
from battles.models.database_errors import explain
from battles.models.history import latest_changes
from battles.models.recording import columns_of, identity_of, lists_of, recording, states
from battles.models.records import Record
from battles.models.review import DECIDED
from battles.values.choices import Status

# A number and its definition: who proposes one of them does so in view of the others.
ONE_FIGURE = {"kind", "category", "counted", "qualifier", "low", "high"}


class ReviewRefused(Exception):
    """Nothing was done. The text is a sentence that says why."""


def propose(record: Record, differences, *, made_by, message="") -> Proposal | None:
    """Keep what was to become of the record and of rows of its form; None if nothing was.

    ``differences`` are those of recording.Recording, of what was rolled back since.
    """
    changes = [
        ProposedChange(
            model=model._meta.model_name,
            record_id=key if before else None,
            identity=(before or after)[identity_of(model)],
            before=before,
            after=after,
        )
        for model, triples in differences
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


def accept(proposal: Proposal, *, decided_by, comment=""):
    """Change what the proposal changes, in the name of who made it; what it leaves alone stays as it is by now.

    ReviewRefused where one of the very fields, or of those that define a number, was changed since, or where a rule
    forbids it by now.
    """
    try:
        with recording(made_by=proposal.made_by, message=proposal.message, way=Way.REVIEW) as changes:
            proposal = locked(proposal)
            for change in proposal.proposed_changes.all():
                apply(change, changes)
            changes.write()
            proposal.change_set = changes.change_set if changes.change_set.pk else None
            decide(proposal, ProposalState.ACCEPTED, decided_by, comment)
    except ValidationError as error:
        raise ReviewRefused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise ReviewRefused(explain(error)) from error


def apply(change: ProposedChange, changes):
    """Do what the proposed change says, within the recording; ValidationError, with a sentence, where it cannot be."""
    model = apps.get_model("battles", change.model)
    if change.is_new:
        # Its ref is made anew: so a statement that came to say the same is found, and named.
        write_state(model, None, change.after | {"status": Status.PUBLISHED, "ref": ""})
        return
    changes.will_change(model, [change.record_id])
    present = states(model, [change.record_id]).get(change.record_id)
    if present is None:
        raise ValidationError(_("“%s” was deleted since.") % change.identity)
    # A column that came or went with a migration is in one of the states only: that is no change of the row.
    proposed = {
        name: value
        for name, value in change.after.items()
        if name in change.before.keys() & present.keys() - DECIDED and value != change.before[name]
    }
    compared = proposed.keys() | (ONE_FIGURE & change.before.keys() if ONE_FIGURE & proposed.keys() else set())
    overtaken = [name for name in compared if present[name] not in (change.after[name], change.before[name])]
    if overtaken:
        names = ", ".join(labels(model, overtaken))
        raise ValidationError(
            _("Of “%(record)s”, this was changed since it was proposed: %(fields)s.")
            % {"record": change.identity, "fields": names}
        )
    write_state(model, change.record_id, present | proposed)


def labels(model, names):
    """The labels of the fields that a state has under these names."""
    for field in (*columns_of(model), *lists_of(model)):
        if (field.name if field.many_to_many else field.attname) in names:
            yield str(field.verbose_name)


def decline(proposal: Proposal, *, decided_by, comment: str):
    """Leave all as it is, and say why. ReviewRefused where it is decided already."""
    with transaction.atomic():
        decide(locked(proposal), ProposalState.DECLINED, decided_by, comment)


def take_back(proposal: Proposal):
    """Whoever has made the proposal does not want it any more. ReviewRefused where it is decided already."""
    with transaction.atomic():
        decide(locked(proposal), ProposalState.TAKEN_BACK, proposal.made_by, "")


def locked(proposal):
    """The proposal as it is now, while nobody else decides on it."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise ReviewRefused(
            _("This proposal was decided meanwhile: %(state)s, by %(person)s.")
            % {"state": proposal.get_state_display(), "person": proposal.decided_by}
        )
    return proposal


def decide(proposal, state, person, comment):
    proposal.state, proposal.decided_by, proposal.decided_at = state, person, timezone.now()
    proposal.save()
    if comment:
        sends_back = state == ProposalState.DECLINED
        Comment.objects.create(proposal=proposal, made_by=person, text=comment, sends_back=sends_back)


def lock_as_seen(changes, model, seen: dict[int, int]) -> tuple[list[Record], list[str]]:
    """The rows that are as an editor has seen them, locked; and the names of the others.

    ``seen`` gives for each key the latest change that the page knew of.
    """
    changes.will_change(model, seen)
    rows = model.objects.in_bulk(seen)
    latest = latest_changes(model, list(seen))
    as_seen = [row for key, row in rows.items() if latest[key] == seen[key]]
    others = [key for key in seen if key not in rows or latest[key] != seen[key]]
    gone = dict(Change.objects.filter(pk__in=[latest[key] for key in others]).values_list("record_id", "identity"))
    return as_seen, [str(rows.get(key) or gone.get(key, key)) for key in others]


def publish(seen: dict[type[Record], dict[int, int]], *, made_by, comment="") -> tuple[list[Record], list[str]]:
    """Publish drafts, all in one set of changes, and return them and the names of those that changed since.

    ``seen`` has for each kind the keys of drafts, and of the latest change of each that their editor has seen.
    ReviewRefused where one of them links to what is not published; then none is.
    """
    published, left_out = [], []
    try:
        with recording(made_by=made_by, message=comment, way=Way.REVIEW) as changes:
            for model, keys in seen.items():
                rows, others = lock_as_seen(changes, model, keys)
                drafts = [row for row in rows if row.status == Status.DRAFT]
                model.objects.filter(pk__in=[row.pk for row in drafts]).update(status=Status.PUBLISHED)
                published += drafts
                left_out += others + [str(row) for row in rows if row.status != Status.DRAFT]
            if comment:
                comment_on(published, made_by=made_by, text=comment)
    except IntegrityError as error:
        raise ReviewRefused(explain(error)) from error
    return published, left_out


def send_back(seen: dict[type[Record], dict[int, int]], *, made_by, comment: str) -> tuple[list[Record], list[str]]:
    """Let drafts wait for who made them, and say why; as publish otherwise."""
    sent_back, left_out = [], []
    with recording(made_by=made_by) as changes:
        for model, keys in seen.items():
            rows, others = lock_as_seen(changes, model, keys)
            sent_back += [row for row in rows if row.status == Status.DRAFT]
            left_out += others + [str(row) for row in rows if row.status != Status.DRAFT]
        comment_on(sent_back, made_by=made_by, text=comment, sends_back=True, seen=seen)
    return sent_back, left_out


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


def why_refused(error):
    """The sentence for a database error; for admin/base and admin/bulk, until they call ``explain``."""
    if not (sentence := explain(error)):
        raise error
    return sentence
