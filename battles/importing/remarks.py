"""Remarks on the rows of a file, for the editor; they do not stop the import."""

from collections import defaultdict
from itertools import chain

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from battles.checking import check_columns, check_row, check_short_titles
from battles.checking.records import CHECK_TOGETHER, TOGETHER
from battles.checking.twins import Twins, may_have_twins
from battles.models import (
    Belligerent,
    Campaign,
    Countable,
    DateClaim,
    Engagement,
    FigureClaim,
    OutcomeClaim,
    Source,
    Unit,
)
from battles.models.querysets import SAME_DATE, SAME_FIGURE, SAME_OUTCOME, column_reader
from battles.values.choices import WITHOUT_NUMBER

# Claims kept in memory; if there are more, all are removed and looked up again.
MAX_KNOWN = 20_000
# At most so many claims about the same thing are compared: in a long series every row would get a remark.
MAX_COMPARED = 200
MAX_TOGETHER = 50
MAX_NAMED = 3
MAX_TWINS = 100
TITLE_LENGTH = 50

# The columns that are equal in two claims about the same thing, and the columns with their content.
COMPARED = {
    FigureClaim: (SAME_FIGURE, ("low", "high")),
    DateClaim: (SAME_DATE, ("date",)),
    OutcomeClaim: (SAME_OUTCOME, ("outcome", "victor")),
}
# Claims are looked up by these columns, which the comparisons and the rules of checkrecords have in common.
LOOKUP_COLUMNS = {
    FigureClaim: ("campaign", "engagement", "belligerent", "unit", "counted"),
    DateClaim: ("campaign", "engagement"),
    OutcomeClaim: ("campaign", "engagement"),
}
LABELS = {FigureClaim: "claims", DateClaim: "dateclaims"}


def remarks_on(model):
    """The remarks on rows of the model: their ``on`` gives pairs of a row and its remarks, for rows that have any.

    A remark is a dict, to be kept as JSON: ``sentence``; ``claims``, the first of those it is about, as dicts of
    ``text``, ``ref``, and ``key`` for a saved claim or ``line`` for a row of the file (the other is None); ``more``,
    how many others there are; and ``column``, the heading of the cell that it is about, or an empty text.
    """
    if model is Source:
        return SourceRemarks(model)
    if may_have_twins(model):
        return TwinRemarks(model)
    return ClaimRemarks(model) if model._meta.concrete_model in COMPARED else ColumnRemarks()


class ColumnRemarks:
    """Looks at the columns of each row by themselves."""

    def on(self, rows):
        for row in rows:
            if remarks := list(self.on_row(row)):
                yield row, remarks

    def on_row(self, row):
        for finding in check_columns(row.instance):
            yield remark(finding.sentence)


class TwinRemarks(ColumnRemarks):
    """Names the records that may be the same as a new row, too; with two queries for a file."""

    def __init__(self, model):
        self.twins = Twins(model)

    def on_row(self, row):
        yield from super().on_row(row)
        twins = self.twins.of(row.instance, MAX_TWINS) if row.is_new else ()
        if twins:
            named = [
                {"text": f"{Truncator(twin).chars(TITLE_LENGTH)} ({twin.slug})", "ref": twin.slug}
                | {"key": twin.pk, "line": None}
                for twin in twins[:MAX_NAMED]
            ]
            sentence = _("There are records that may be the same. Look at them before you add another:")
            yield remark(sentence, named, len(twins) - len(named))


class SourceRemarks(TwinRemarks):
    """Names the other sources with the short title of a source, too."""

    def on(self, rows):
        shared = {finding.ref: finding for finding in check_short_titles([row.instance for row in rows])}
        for row in rows:
            remarks = list(self.on_row(row))
            if row.instance.slug in shared:
                remarks.append(remark(shared[row.instance.slug].sentence))
            if remarks:
                yield row, remarks


class ClaimRemarks:
    """Compares each row with the claims in the database, with earlier rows of the file and with the rows beside it."""

    def __init__(self, model):
        self.table = model._meta.concrete_model
        same, value = COMPARED[self.table]
        # Readers of the subject of a claim and of its content.
        self.thing, self.value = column_reader(self.table, same), column_reader(self.table, value)
        self.lookup_columns = self.columns(LOOKUP_COLUMNS[self.table])
        self.label = LABELS.get(self.table)
        self.lines, self.names = {}, {Source: {}, Belligerent: {}}
        self.forget()

    def columns(self, names):
        return [self.table._meta.get_field(name).attname for name in names]

    def forget(self):
        self.lookup_keys = set()
        self.claims = {}
        self.things = defaultdict(dict)
        self.groups = defaultdict(dict)

    def on(self, rows):
        """Pairs of a row and its remarks, for rows that have any; the number of queries does not grow with the rows.

        ``rows`` are new or changed, with their instances.
        """
        if len(self.claims) > MAX_KNOWN:
            self.forget()
        claims = [row.instance for row in rows]
        self.load_claims(claims)
        self.load_links(claims)
        for row in rows:
            self.lines[row.identity] = row.line
            self.know(row.instance)
        self.load_names()
        doubts = self.doubts(claims)
        for row in rows:
            remarks = [*self.comparisons(row.instance), *map(remark, dict.fromkeys(doubts[row.identity]))]
            if remarks:
                yield row, remarks

    def load_claims(self, claims):
        """Look up the claims with the same lookup keys."""
        new = {key: claim for claim in claims if (key := self.lookup_key(claim)) not in self.lookup_keys}
        self.lookup_keys |= new.keys()
        campaigns, engagements = (
            {getattr(claim, name) for claim in new.values()} - {None} for name in ("campaign_id", "engagement_id")
        )
        about_events = self.table._base_manager.filter(Q(campaign__in=campaigns) | Q(engagement__in=engagements))
        text = {"output_field": TextField()}
        cells = (Coalesce(Cast(name, TextField()), Value(""), **text) for name in self.lookup_columns)
        lookup_key = Concat(*chain.from_iterable((cell, Value("|")) for cell in cells), **text)
        # The working dates of the event decide whether a date sets a figure apart.
        found = (
            about_events.select_related("campaign", "engagement")
            .annotate(lookup_key=lookup_key)
            .filter(lookup_key__in=new)
        )
        for claim in found.order_by("pk")[:MAX_KNOWN].iterator():
            # Rows of this file are known already, with their new values.
            if claim.ref not in self.claims:
                self.know(claim)

    def load_links(self, claims):
        """Set the records that the rules read: the unit, and the event with its parents."""
        links = {"campaign": Campaign.objects, "engagement": Engagement.objects.select_related("campaign", "part_of")}
        if self.table is FigureClaim:
            links |= {"unit": Unit.objects, "counted": Countable.objects}
        for name, records in links.items():
            found = records.in_bulk({getattr(claim, f"{name}_id") for claim in claims} - {None})
            for claim in claims:
                key = getattr(claim, f"{name}_id")
                if key:
                    setattr(claim, name, found[key])

    def load_names(self):
        wanted = {Source: {claim.source_id for claim in self.claims.values()}}
        if self.table is OutcomeClaim:
            wanted[Belligerent] = {claim.victor_id for claim in self.claims.values()} - {None}
        for model, keys in wanted.items():
            found = model.objects.in_bulk(keys - self.names[model].keys())
            self.names[model] |= {key: Truncator(record).chars(TITLE_LENGTH) for key, record in found.items()}

    def know(self, claim):
        before = self.claims.get(claim.ref)
        if before is not None:
            self.things[self.thing(before)].pop(claim.ref, None)
            self.groups[self.group(before)].pop(claim.ref, None)
        self.claims[claim.ref] = claim
        self.things[self.thing(claim)][claim.ref] = claim
        if self.label:
            self.groups[self.group(claim)][claim.ref] = claim

    def lookup_key(self, claim):
        """The columns by which claims are looked up, as one text."""
        values = (getattr(claim, name) for name in self.lookup_columns)
        return "".join("|" if value is None else f"{value}|" for value in values)

    def group(self, claim):
        return tuple(getattr(claim, name) for name in TOGETHER[self.label]) if self.label else ()

    def content(self, claim):
        """The content of the claim; None for a figure without a number."""
        if getattr(claim, "qualifier", None) in WITHOUT_NUMBER:
            return None
        return self.value(claim)

    def comparisons(self, claim):
        said = self.content(claim)
        repeated, differing = [], []
        for other in list(self.things[self.thing(claim)].values())[:MAX_COMPARED]:
            if other.ref == claim.ref:
                continue
            content = self.content(other)
            if other.source_id == claim.source_id and content == said:
                repeated.append(other)
            elif other.source_id != claim.source_id and None not in (content, said) and content != said:
                differing.append(other)
        if differing:
            yield self.remark_on(_("Other sources say otherwise."), differing)
        if repeated:
            yield self.remark_on(_("The same source says this already."), repeated)

    def remark_on(self, sentence, claims):
        named = [
            {
                "text": f"{self.words(claim)} · {self.names[Source][claim.source_id]}",
                "ref": claim.ref,
                "key": claim.pk,
                "line": None if claim.pk else self.lines[claim.ref],
            }
            for claim in claims[:MAX_NAMED]
        ]
        return remark(sentence, named, len(claims) - len(named))

    def words(self, claim):
        match claim:
            case FigureClaim():
                return claim.figure
            case DateClaim():
                return claim.date
        victor = self.names[Belligerent].get(claim.victor_id)
        return f"{claim.get_outcome_display()} ({victor})" if victor else claim.get_outcome_display()

    def doubts(self, claims):
        """The sentences of the rules of checkrecords, by the ref of the claim in doubt."""
        sentences = defaultdict(list)
        for claim in claims:
            for finding in check_row(claim):
                sentences[finding.ref].append(finding.sentence)
        for group in {self.group(claim) for claim in claims} if self.label else ():
            together = self.groups[group].values()
            if len(together) <= MAX_TOGETHER:
                for finding in CHECK_TOGETHER[self.label](list(together)):
                    sentences[finding.ref].append(finding.sentence)
        return sentences


def remark(sentence, claims=(), more=0, column=""):
    return {"sentence": sentence, "claims": list(claims), "more": more, "column": column}
