"""Merging two records of one kind: one stays, and everything that links to the other moves to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Q, Value, When
from django.utils.translation import gettext as _

from battles.history.revert import write_states
from battles.models import FormerSlug, Proposal, ProposalState, Source, SourceText
from battles.models.recording import Recording, columns_of, many_to_many_fields, states
from battles.models.records import Record
from battles.models.renaming import kind_of
from battles.models.statements import Statement
from battles.values.choices import Status

# A field of which the merged record has both values: a note, or a list of links.
BOTH = "both"
# Columns that the editor does not choose: the slug of the record that stays, and the status of the two.
DECIDED = {"slug", "status", "status_reason"}
MAX_NAMED = 5


@dataclass(frozen=True)
class Moved:
    """The rows that link to the two records by one field of their model."""

    field: object
    # Numbers by the key of the record.
    counts: dict[int, int]


@dataclass(frozen=True)
class Repeated:
    """Statements of one model that will say the same as others: how many groups of them, and pairs of refs."""

    model: type[Statement]
    number: int
    refs: list[tuple[str, str]]


def fields_to_choose(one: Record, other: Record) -> list[tuple[object, object, object]]:
    """Triples of a field and its two values in the states of the records, for the fields that differ."""
    model = type(one)
    of_one, of_other = values_of_two(one, other)
    return [
        (field, of_one[name], of_other[name])
        for field in (*columns_of(model), *many_to_many_fields(model))
        if (name := name_in_state(field)) not in DECIDED and of_one[name] != of_other[name]
    ]


def may_have_both(field) -> bool:
    return field.many_to_many or field.name == "note"


def name_in_state(field) -> str:
    return field.name if field.many_to_many else field.attname


def values_of_two(one: Record, other: Record) -> tuple[dict, dict]:
    found = states(type(one), [one.pk, other.pk])
    return found[one.pk], found[other.pk]


def links_to_move(model) -> list:
    """The fields by which rows link to records of the model, those of former slugs and lists of links too."""
    return [
        related.field
        for related in model._meta.get_fields(include_hidden=True)
        # The tables of lists of links are written with their lists.
        if related.auto_created and related.is_relation and not related.related_model._meta.auto_created
    ]


def rows_to_move(one: Record, other: Record) -> list[Moved]:
    """How many rows link to each of the two records, by the field; without fields by which none does."""
    found = []
    for field in links_to_move(type(one)):
        linking = field.model._base_manager.filter(**{f"{field.name}__in": [one.pk, other.pk]}).order_by()
        counts = dict(linking.values_list(field.name).annotate(rows=Count("pk", distinct=True)))
        if counts:
            found.append(Moved(field, counts))
    return found


def pairs_of_links(model) -> Iterator[tuple[type, object, object]]:
    """Triples of a model and two of its links to the given model, such as source and quoted source."""
    links = {}
    for field in links_to_move(model):
        if not field.many_to_many:
            links.setdefault(field.model, []).append(field)
    for linking, fields in links.items():
        for number, field in enumerate(fields):
            yield from ((linking, field, second) for second in fields[number + 1 :])


def about_themselves(one: Record, other: Record) -> list[tuple[Record, str]]:
    """The rows that would contradict themselves, such as a source that quotes itself, each with the sentence."""
    found = {}
    for model, first, second in pairs_of_links(type(one)):
        both = {one.pk, other.pk}
        rows = model._base_manager.filter(**{f"{first.name}__in": both, f"{second.name}__in": both})
        for row in rows if issubclass(model, Record) else ():
            for field in (first, second):
                setattr(row, field.attname, one.pk)
            for _name, sentence in list(row.contradictions())[:1]:
                found[model, row.pk] = row, str(sentence)
    return list(found.values())


def repeated_statements(one: Record, other: Record) -> list[Repeated]:
    """The statements about one record that will say the same as those about the other; both stay."""
    found = []
    models = {field.model for field in links_to_move(type(one)) if issubclass(field.model, Statement)}
    for model in sorted(models, key=kind_of):
        links = [field for field in model.link_fields() if field.related_model is type(one)]
        about = Q()
        for field in links:
            about |= Q(**{f"{field.name}__in": [one.pk, other.pk]})
        merged = {
            f"merged_{field.name}": Case(
                When(**{field.name: other.pk}, then=Value(one.pk)),
                default=F(field.attname),
                output_field=BigIntegerField(),
            )
            for field in links
        }
        columns = [field.attname for field in model.content_fields() if field not in links]
        groups = model._base_manager.filter(about).order_by().annotate(**merged).values(*columns, *merged)
        # Rows that say the same of one record already are left out.
        ends = {f"first_{field.name}": Min(field.attname) for field in links}
        ends |= {f"last_{field.name}": Max(field.attname) for field in links}
        differing = Q()
        for field in links:
            differing |= Q(**{f"first_{field.name}__lt": F(f"last_{field.name}")})
        groups = groups.annotate(first_ref=Min("ref"), last_ref=Max("ref"), **ends).filter(differing)
        refs = sorted(groups.values_list("first_ref", "last_ref"))
        if refs:
            found.append(Repeated(model, len(refs), refs[:MAX_NAMED]))
    return found


def merge(stays: Record, goes: Record, chosen: dict[str, int | str], changes: Recording):
    """Merge the second record into the first, within the recording.

    ``chosen`` has, by the name of a field that differs, the key of the record whose value is kept, or BOTH; without it,
    the value of the record that stays is kept. ValidationError, with sentences, if the result would break a rule.
    """
    model = type(stays)
    changes.will_change(model, [stays.pk, goes.pk])
    refuse(stays, goes)
    new = merged_state(stays, goes, chosen)
    for field in links_to_move(model):
        (move_in_lists if field.many_to_many else move)(field, stays, goes, changes)
    for field in columns_of(model):
        if field.related_model is model:
            # Else the record that stays would keep the other one from being deleted.
            model._base_manager.filter(pk=stays.pk, **{field.name: goes.pk}).update(**{field.name: None})
    model.objects.filter(pk=goes.pk).delete()
    FormerSlug(**{f"{kind_of(model)}_id": stays.pk, "slug": goes.slug}).save()
    write_states(changes, model, {stays.pk: new}, check=True)


def refuse(stays: Record, goes: Record):
    """ValidationError if the two records cannot be merged as they are."""
    wrong = about_themselves(stays, goes)
    if wrong:
        named = " ".join(f"“{row}”: {sentence}" for row, sentence in wrong[:MAX_NAMED])
        raise ValidationError(
            _("%(count)d records would be about themselves. Correct them first. %(named)s")
            % {"count": len(wrong), "named": named}
        )
    if isinstance(goes, Source) and SourceText.objects.filter(source=goes).exists():
        # Texts are not in the history: an undo would not bring them back.
        raise ValidationError(_("“%s” has a text. Choose it as the one that stays, or remove its text first.") % goes)
    proposals = Proposal.objects.filter(
        state=ProposalState.OPEN, proposed_changes__model=kind_of(type(goes)), proposed_changes__record_id=goes.pk
    )
    if proposals.exists():
        raise ValidationError(_("Somebody proposed changes of “%s”. Accept or decline them first.") % goes)


def merged_state(stays: Record, goes: Record, chosen: dict[str, int | str]) -> dict:
    """The state of the record that stays. ValidationError if it would be a part of itself."""
    own, others = values_of_two(stays, goes)
    new = dict(own)
    for field, value, other_value in fields_to_choose(stays, goes):
        name = name_in_state(field)
        choice = chosen.get(field.name, stays.pk)
        if choice == BOTH and field.many_to_many:
            new[name] = sorted({*value, *other_value})
        elif choice == BOTH:
            new[name] = "\n\n".join(filter(None, (value, other_value)))
        elif choice == goes.pk:
            new[name] = other_value
        if field.related_model is type(stays) and new[name] in (stays.pk, goes.pk):
            raise ValidationError({field.name: type(stays).circles[field.name]})
    if Status.PUBLISHED in (own["status"], others["status"]):
        # Published rows that link to one of the two stay published.
        new |= {"status": Status.PUBLISHED, "status_reason": ""}
    return new


def move(field, stays: Record, goes: Record, changes: Recording):
    """Let the rows that link to the one record by the foreign key link to the other."""
    rows = field.model.objects.filter(**{field.name: goes.pk})
    if field.model is type(stays):
        # The links of the record itself are chosen.
        rows = rows.exclude(pk__in=[stays.pk, goes.pk])
    rows.update(**{field.name: stays.pk})


def move_in_lists(field, stays: Record, goes: Record, changes: Recording):
    """Let the rows whose list of links has the one record have the other, once."""
    through = field.remote_field.through._base_manager
    own, linked = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    links = through.filter(**{linked: goes.pk})
    changes.will_change(field.model, links.values_list(own, flat=True))
    have_both = through.filter(**{linked: stays.pk}).values(own)
    links.filter(**{f"{own}__in": have_both}).delete()
    through.filter(**{linked: goes.pk}).update(**{linked: stays.pk})
