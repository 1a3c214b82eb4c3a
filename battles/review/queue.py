"""What waits for an editor, and what a contributor has made: drafts and proposals of all kinds, the newest first."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst

from battles.checking import Finding, check_some
from battles.history.differences import Difference, with_differences
from battles.models import Change, Comment, FigureClaim, Name, Proposal, ProposalState, Source
from battles.models.recording import columns_of, states, values_of
from battles.models.records import Record
from battles.models.registry import kinds
from battles.models.review import DECIDED, changes_of, maker
from battles.models.statements import Statement
from battles.values.choices import Status

DRAFT, PROPOSAL = "draft", "proposal"
COLUMNS = ("sort", "of_kind", "key", "person", "at", "last_change", "is_sent_back")
# The columns of records that a step says in lines of their own: see in_short, and the page.
NAMING = {"name", "name_en", "title", "title_en", "text", "low", "high", "qualifier"}
OTHER_LINES = NAMING | DECIDED | {"ref", "wording", "locator", "note"}


@dataclass
class Step:
    """One record of what waits: a draft as it is, or as a proposal would have it."""

    record: Record
    # The proposed change with its differences; None for a draft.
    change: object = None
    source: Source | None = None
    # What a draft states beside its summary, its wording, its citation and its note.
    stated: list[Difference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def url_name(self):
        return f"admin:battles_{self.record._meta.model_name}_change"

    @property
    def kind(self):
        return capfirst(self.record._meta.verbose_name)

    @property
    def summary(self):
        # What a proposal links to is named among its differences.
        return str(self.record) if self.change else in_short(self.record)


@dataclass
class Item:
    """A draft or a proposal, for reading."""

    sort: str
    kind: str
    key: int
    person: object
    at: datetime | None
    last_change: int
    is_sent_back: bool
    steps: list[Step] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    proposal: Proposal | None = None

    @property
    def value(self):
        """What a form sends for it: which it is, and the version of it that its reader has seen."""
        return f"{self.sort}-{self.kind}-{self.key}-{self.last_change}"


def kinds_of(user):
    """The names of the kinds of records that the user may change."""
    return [name for name in kinds() if user.has_perm(f"battles.change_{name}")]


def waiting(names, *, made_by=None):
    """What waits for an editor of these kinds of records, or of it what one person made, as rows of COLUMNS."""
    proposals, *drafts = waiting_apart(names)
    if made_by is not None:
        proposals, drafts = proposals.filter(person=made_by), [rows.filter(person=made_by) for rows in drafts]
    return together(proposals, drafts)


def count_waiting(names) -> int:
    """How many wait, without what a page needs of each."""
    proposals, *drafts = (rows.values_list("key") for rows in waiting_apart(names))
    return proposals.union(*drafts, all=True).count()


def waiting_apart(names):
    """The proposals, and the drafts of each kind, that wait."""
    yield as_rows(Proposal.objects.filter(state=ProposalState.OPEN, model__in=names))
    for name in names:
        yield drafts_of(kinds()[name]).filter(is_sent_back=False)


def people_waiting(names, also=frozenset()):
    """The users by whom something of these kinds waits, and those with the keys ``also``."""
    proposals, *drafts = (rows.values_list("person", flat=True) for rows in waiting_apart(names))
    people = {*proposals.union(*drafts), *also} - {None}
    return get_user_model().objects.filter(pk__in=people).order_by("username")


def work_of(user):
    """The drafts and all proposals of one person, as rows of COLUMNS."""
    drafts = [drafts_of(model).filter(person=user.pk) for model in kinds().values()]
    return together(as_rows(Proposal.objects.filter(made_by=user)), drafts)


def together(proposals, drafts):
    rows = proposals.values_list(*COLUMNS).union(*(rows.values_list(*COLUMNS) for rows in drafts), all=True)
    return rows.order_by(F("at").desc(nulls_last=True), "sort", "of_kind", "-key")


def drafts_of(model):
    latest = changes_of(model).order_by("-pk")
    comments = Comment.objects.filter(model=model._meta.model_name, record_id=OuterRef("pk"), sends_back=True)
    return (
        model.objects.filter(status=Status.DRAFT)
        .order_by()
        .annotate(
            sort=Value(DRAFT, CharField()),
            of_kind=Value(model._meta.model_name, CharField()),
            key=F("pk"),
            person=maker(model),
            at=Subquery(latest.values("change_set__made_at")[:1]),
            last_change=Coalesce(Subquery(latest.values("pk")[:1]), 0),
            # Until it is saved again.
            is_sent_back=Exists(comments.filter(last_change__gte=OuterRef("last_change"))),
        )
    )


def as_rows(proposals):
    return proposals.order_by().annotate(
        sort=Value(PROPOSAL, CharField()),
        of_kind=F("model"),
        key=F("pk"),
        person=F("made_by_id"),
        at=F("made_at"),
        last_change=Value(0, IntegerField()),
        is_sent_back=Q(state=ProposalState.DECLINED),
    )


def load(rows) -> list[Item]:
    """The items of some rows, with all that a page shows of them; the number of queries does not grow with the rows."""
    items = [Item(*row) for row in rows]
    people = get_user_model().objects.in_bulk({item.person for item in items} - {None})
    drafts = defaultdict(list)
    proposals = {item.key: item for item in items if item.sort == PROPOSAL}
    for item in items:
        item.person = people.get(item.person)
        if item.sort == DRAFT:
            drafts[item.kind].append(item)
    for name, some in drafts.items():
        steps = steps_of(kinds()[name], [item.key for item in some])
        for item in some:
            # One that was deleted since the rows were read has no steps.
            item.steps = [steps[item.key]] if item.key in steps else []
    found = Proposal.objects.select_related("decided_by").prefetch_related("proposed_changes").in_bulk([*proposals])
    proposed = [change for proposal in found.values() for change in proposal.proposed_changes.all()]
    for change in proposed:
        change.after = {name: value for name, value in change.after.items() if name not in DECIDED}
    with_differences(proposed)
    for key, item in proposals.items():
        item.proposal = found[key]
        item.steps = [Step(proposed_record(change), change) for change in found[key].proposed_changes.all()]
    add_comments(items)
    steps = [step for item in items for step in item.steps if isinstance(step.record, Statement)]
    sources = Source.objects.in_bulk({step.record.source_id for step in steps if step.change})
    by_kind = defaultdict(list)
    for step in steps:
        step.source = step.source or sources.get(step.record.source_id)
        by_kind[type(step.record)].append(step)
    for some in by_kind.values():
        for step, findings in zip(some, check_some([step.record for step in some]), strict=True):
            step.findings = findings
    return items


def steps_of(model, keys) -> dict[int, Step]:
    """What each of the rows says, by key; the number of queries does not grow with them."""
    records = model.objects.with_links().in_bulk(keys)
    kind = model._meta.concrete_model._meta.model_name
    changes = [
        Change(model=kind, record_id=key, after=beside_summary(model, state))
        for key, state in states(model, records).items()
    ]
    stated = {change.record_id: change.differences for change in with_differences(changes)}
    # One that was deleted between the two has no step.
    return {
        key: Step(records[key], source=getattr(records[key], "source", None), stated=differences)
        for key, differences in stated.items()
    }


def beside_summary(model, state):
    """Of a state, what a row does not state by itself and no other line of its step says."""
    told = OTHER_LINES | {model._meta.get_field(name).attname for name in getattr(model, "ref_columns", ())}
    usual = {column.attname: column.get_default() for column in columns_of(model)}
    return {name: value for name, value in state.items() if name not in told and value != usual.get(name)}


def proposed_record(change):
    """The record as the proposed change would have it, not saved."""
    model = kinds()[change.model]
    return model(pk=change.record_id, **values_of(model, change.after))


def add_comments(items):
    """Give each item what was said of it; of what is a proposal, that of the proposal."""
    about = {
        (PROPOSAL, "", item.key) if item.sort == PROPOSAL else (DRAFT, item.kind, item.key): item for item in items
    }
    wanted = Q(proposal__in=[key for sort, _kind, key in about if sort == PROPOSAL])
    keys_by_kind = defaultdict(list)
    for sort, kind, key in about:
        if sort == DRAFT:
            keys_by_kind[kind].append(key)
    for kind, keys in keys_by_kind.items():
        wanted |= Q(model=kind, record_id__in=keys)
    for comment in Comment.objects.filter(wanted).select_related("made_by"):
        name = (PROPOSAL, "", comment.proposal_id) if comment.proposal_id else (DRAFT, comment.model, comment.record_id)
        about[name].comments.append(comment)


def in_short(record) -> str:
    """What the record says, in a line; of a statement, its citation left aside."""
    if not isinstance(record, Statement):
        return str(record)
    own = [record.figure] if isinstance(record, FigureClaim) else [record.text] if isinstance(record, Name) else []
    for name in type(record).ref_columns:
        display = getattr(record, f"get_{name}_display", None)
        value = display() if display else getattr(record, name)
        if name != "source" and value not in (None, ""):
            own.append(str(value))
    return " · ".join(own)
