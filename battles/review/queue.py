"""The drafts and proposals that wait for an editor, and those of one contributor, the newest first."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, CharField, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.utils.text import capfirst
from django.utils.translation import get_language

from battles.checking import Finding, check_some
from battles.history.descriptions import with_descriptions
from battles.history.differences import Difference, with_differences
from battles.history.versions import with_versions
from battles.models import Change, Comment, FigureClaim, Name, Proposal, ProposalState, ProposedChange, Source
from battles.models.recording import columns_of, states
from battles.models.records import Record
from battles.models.registry import kinds
from battles.models.review import DECIDED, changes_of, maker
from battles.models.statements import Statement
from battles.models.terms import Term
from battles.values.choices import Status
from battles.values.keys import is_key

DRAFT, PROPOSAL = "draft", "proposal"
COLUMNS = ("is_proposal", "kind_name", "key", "person", "at", "version", "is_sent_back")
# The columns that a page shows apart from the others: in the summary of a record, and in lines of their own.
SUMMARY = {"name", "name_en", "title", "title_en", "text", "low", "high", "best", "qualifier"}
SHOWN_APART = SUMMARY | DECIDED | {"ref", "wording", "locator", "note"}


@dataclass
class ReviewedRecord:
    """A record for review: a draft as it is, or a record as a proposal would change it."""

    record: Record
    # The proposed change with its differences; None for a draft.
    change: ProposedChange | None = None
    source: Source | None = None
    # Differences for the fields of a draft besides its summary, wording, citation and note.
    other_fields: list[Difference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def url_name(self):
        return f"admin:battles_{self.record._meta.model_name}_change"

    @property
    def kind(self):
        return capfirst(self.record._meta.verbose_name)

    @property
    def summary(self):
        return self.change.description if self.change else summary_of(self.record)


@dataclass
class Item:
    """A draft or a proposal in the queue."""

    is_proposal: bool
    kind: str
    key: int
    person: object
    at: datetime | None
    version: int
    is_sent_back: bool
    records: list[ReviewedRecord] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    proposal: Proposal | None = None

    @property
    def value(self):
        """The value of its checkbox: the item, and the version of it that the editor saw."""
        return f"{PROPOSAL if self.is_proposal else DRAFT}-{self.kind}-{self.key}-{self.version}"


def parse_value(value: str) -> tuple[bool, str, int, int]:
    """The is_proposal, kind, key and version in the value of a checkbox. Raises ValueError if it has another form."""
    item_type, kind, key, version = value.split("-")
    if item_type not in (DRAFT, PROPOSAL) or kind not in kinds() or not (is_key(key) and is_key(version)):
        raise ValueError(value)
    return item_type == PROPOSAL, kind, int(key), int(version)


def waiting(names, *, made_by=None):
    """The items of these kinds of records that wait for an editor, or those of one contributor; rows of COLUMNS."""
    proposals, *drafts = waiting_querysets(names)
    if made_by is not None:
        proposals, drafts = proposals.filter(person=made_by), [rows.filter(person=made_by) for rows in drafts]
    return union_of(proposals, drafts)


def count_waiting(names) -> int:
    """The number of items of these kinds that wait for an editor."""
    proposals, *drafts = (rows.values_list("key") for rows in waiting_querysets(names))
    return proposals.union(*drafts, all=True).count()


def people_waiting(names, also=frozenset()):
    """The contributors of the items of these kinds that wait, and the users with the keys ``also``."""
    proposals, *drafts = (rows.values_list("person", flat=True) for rows in waiting_querysets(names))
    people = {*proposals.union(*drafts), *also} - {None}
    return get_user_model().objects.filter(pk__in=people).order_by("username")


def work_of(user):
    """The drafts and all proposals of one contributor, as rows of COLUMNS."""
    drafts = [drafts_of(model).filter(person=user.pk) for model in kinds().values()]
    return union_of(as_items(Proposal.objects.filter(made_by=user)), drafts)


def waiting_querysets(names):
    """The proposals that wait, and the drafts of each kind that wait."""
    yield as_items(Proposal.objects.filter(state=ProposalState.OPEN, model__in=names))
    for name in names:
        yield drafts_of(kinds()[name]).filter(is_sent_back=False)


def union_of(proposals, drafts):
    rows = proposals.values_list(*COLUMNS).union(*(rows.values_list(*COLUMNS) for rows in drafts), all=True)
    return rows.order_by(F("at").desc(nulls_last=True), "is_proposal", "kind_name", "-key")


def drafts_of(model):
    latest = changes_of(model).order_by("-pk")
    comments = Comment.objects.filter(model=model._meta.model_name, record_id=OuterRef("pk"), sends_back=True)
    return with_versions(model.objects.filter(status=Status.DRAFT).order_by()).annotate(
        is_proposal=Value(False, BooleanField()),
        kind_name=Value(model._meta.model_name, CharField()),
        key=F("pk"),
        person=maker(model),
        at=Subquery(latest.values("change_set__made_at")[:1]),
        # A draft that was saved after the comment waits again.
        is_sent_back=Exists(comments.filter(last_change__gte=OuterRef("version"))),
    )


def as_items(proposals):
    return proposals.order_by().annotate(
        is_proposal=Value(True, BooleanField()),
        kind_name=F("model"),
        key=F("pk"),
        person=F("made_by_id"),
        at=F("made_at"),
        version=Value(0, IntegerField()),
        is_sent_back=Q(state=ProposalState.DECLINED),
    )


def load(rows) -> list[Item]:
    """The items of these rows with all that a page shows; the number of queries does not grow with the rows."""
    items = [Item(*row) for row in rows]
    people = get_user_model().objects.in_bulk({item.person for item in items} - {None})
    for item in items:
        item.person = people.get(item.person)
    add_drafts([item for item in items if not item.is_proposal])
    add_proposals([item for item in items if item.is_proposal])
    add_comments(items)
    add_findings([reviewed for item in items for reviewed in item.records])
    return items


def add_drafts(items):
    by_kind = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    for name, drafts in by_kind.items():
        reviewed = reviewed_records(kinds()[name], [item.key for item in drafts])
        for item in drafts:
            # A draft that was deleted since the rows were read has no record.
            item.records = [reviewed[item.key]] if item.key in reviewed else []


def reviewed_records(model, keys) -> dict[int, ReviewedRecord]:
    """The records as they are, by key; the number of queries does not grow with them."""
    records = model.objects.with_links().in_bulk(keys)
    kind = model._meta.concrete_model._meta.model_name
    changes = [
        Change(model=kind, record_id=key, after=besides_summary(model, state))
        for key, state in states(model, records).items()
    ]
    other_fields = {change.record_id: change.differences for change in with_differences(changes)}
    # A record that was deleted between the two queries is left out.
    return {
        key: ReviewedRecord(records[key], source=getattr(records[key], "source", None), other_fields=differences)
        for key, differences in other_fields.items()
    }


def besides_summary(model, state):
    """The columns of a state that no other line of the page shows, and that do not have their default."""
    apart = SHOWN_APART | {model._meta.get_field(name).attname for name in getattr(model, "ref_columns", ())}
    defaults = {column.attname: column.get_default() for column in columns_of(model) if column.attname not in apart}
    return {name: value for name, value in state.items() if name not in apart and value != defaults.get(name)}


def add_proposals(items):
    proposals = (
        Proposal.objects.select_related("decided_by")
        .prefetch_related("proposed_changes")
        .in_bulk([item.key for item in items])
    )
    changes = [change for proposal in proposals.values() for change in proposal.proposed_changes.all()]
    for change in changes:
        change.after = {name: value for name, value in change.after.items() if name not in DECIDED}
    with_descriptions(with_differences(changes))
    for item in items:
        item.proposal = proposals[item.key]
        item.records = [ReviewedRecord(change.record_then, change) for change in item.proposal.proposed_changes.all()]


def add_comments(items):
    """Give each item its comments; a proposal has those on the proposal, not those on its record."""
    by_target = {("", item.key) if item.is_proposal else (item.kind, item.key): item for item in items}
    keys_by_kind = defaultdict(list)
    for kind, key in by_target:
        keys_by_kind[kind].append(key)
    condition = Q(proposal__in=keys_by_kind.pop("", []))
    for kind, keys in keys_by_kind.items():
        condition |= Q(model=kind, record_id__in=keys)
    for comment in Comment.objects.filter(condition).select_related("made_by"):
        # A comment on a proposal names no kind.
        by_target[comment.model, comment.proposal_id or comment.record_id].comments.append(comment)


def add_findings(reviewed):
    """Give the statements among the records their sources, and the findings of the checks."""
    statements = [each for each in reviewed if isinstance(each.record, Statement)]
    sources = Source.objects.in_bulk({each.record.source_id for each in statements if each.change})
    by_kind = defaultdict(list)
    for each in statements:
        each.source = each.source or sources.get(each.record.source_id)
        by_kind[type(each.record)].append(each)
    for alike in by_kind.values():
        for each, findings in zip(alike, check_some([each.record for each in alike]), strict=True):
            each.findings = findings


def summary_of(record) -> str:
    """The record in one line; for a statement, its content without the citation."""
    if not isinstance(record, Statement):
        return str(record)
    parts = [record.figure] if isinstance(record, FigureClaim) else [record.text] if isinstance(record, Name) else []
    labels = choice_labels(type(record), get_language())
    for name in type(record).ref_columns:
        if name == "source":
            continue
        value = getattr(record, name)
        if isinstance(value, Term):
            value = value.label
        if value not in (None, ""):
            parts.append(labels[name].get(value, value) if name in labels else str(value))
    return " · ".join(parts)


@cache
def choice_labels(model, language) -> dict[str, dict[str, str]]:
    """The labels of the choices, by column, in the language. Django's own methods for them take most of a long page."""
    return {
        field.name: {value: str(label) for value, label in field.flatchoices}
        for field in model._meta.concrete_fields
        if field.choices
    }
