"""The order of battle of a campaign: who stood under whom and who commanded, on a day or on any day."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter

from django.db.models import F, Q
from django.shortcuts import render

from battles import models
from battles.filters.parameters import asked_day
from battles.values.date_extents import OUTSIDE, inclusion, term_extent
from battles.views.base import ReadOnlyView, find_or_404
from battles.views.chains_of_command import ChainsOfCommand, DatedStatement, by_echelon
from battles.views.pagination import Excerpt

# Statements of each kind on the page, which says how many it leaves out.
STATEMENTS = 2_000
PARTICIPATIONS_SHOWN = 3
ROLE_RANKS = {role: rank for rank, role in enumerate(models.AppointmentRole.values)}


@dataclass(frozen=True)
class Post:
    """A commander in one role in one unit, or in an office, with all the statements that say so."""

    appointment: object
    stated: list


@dataclass
class Participant:
    """A unit or commander with its posts and participations."""

    record: object
    participations: list
    # Statements of its superiors, or its posts, on other days.
    on_other_days: list
    posts: list

    @property
    def shown(self):
        return self.participations[:PARTICIPATIONS_SHOWN]

    @property
    def left_out(self):
        return len(self.participations) - len(self.shown)


@dataclass
class Forces:
    """The units and commanders that were there for one belligerent, which is None where no source names it."""

    belligerent: object
    lines: list = field(default_factory=list)
    alone: list = field(default_factory=list)
    offices: list = field(default_factory=list)
    without_post: list = field(default_factory=list)
    unit_count: int = 0


class OrderOfBattleView(ReadOnlyView):
    """Units under their superiors with their commanders, by belligerent."""

    parameters = ("date",)

    def get(self, request, slug):
        campaign = find_or_404(models.Campaign.objects.published(), slug=slug)
        date = request.GET.get("date", "").strip()
        day = asked_day(date) if date else None
        subordinations = Excerpt.of(said_in(models.Subordination, campaign, "superior", "source"), STATEMENTS)
        appointments = Excerpt.of(said_in(models.Appointment, campaign, "commander", "commander"), STATEMENTS)
        participations = Excerpt.of(participations_in(campaign), STATEMENTS)
        order = OrderOfBattle(subordinations.rows, appointments.rows, participations.rows, day)
        return render(
            request,
            "battles/order_of_battle.html",
            {
                "record": campaign,
                "kinds": models.Campaign._meta.verbose_name_plural,
                "path": request.path,
                "address": request.build_absolute_uri(request.path),
                "date": date,
                "sides": order.sides(),
                "other_subordinations": order.other_subordinations,
                "other_posts": order.other_posts,
                "excerpts": [
                    (models.Subordination._meta.verbose_name_plural, subordinations),
                    (models.Appointment._meta.verbose_name_plural, appointments),
                    (models.Participation._meta.verbose_name_plural, participations),
                ],
            },
        )


class OrderOfBattle:
    """Statements of subordination, appointment and participation by unit, commander and belligerent."""

    def __init__(self, subordinations, appointments, participations, day):
        self.subordinations, self.other_subordinations = on_the_day(subordinations, day)
        self.appointments, other_appointments = on_the_day(appointments, day)
        self.other_posts = posts_of(other_appointments)
        self.chains = ChainsOfCommand(self.subordinations)
        self.posts = grouped_by(lambda post: post.appointment.unit_id, posts_of(self.appointments))
        self.of_units = grouped_by(attrgetter("unit_id"), participations)
        self.of_commanders = grouped_by(attrgetter("commander_id"), participations)
        self.named_sides = named_sides(participations)

    def sides(self):
        """The Forces of each belligerent, by its slug; those without a belligerent come last."""
        found = {}

        def forces(belligerent):
            return found.setdefault(belligerent and belligerent.pk, Forces(belligerent))

        other_superiors = grouped_by(lambda each: each.statement.unit_id, self.other_subordinations)
        for tree in self.chains.trees():
            side = self.side_of(tree[0].unit)
            top = forces(side)
            for line in tree:
                unit = line.unit
                other_sides = [other for other in self.sides_of(unit) if other != side]
                top.lines.append((line, self.posts.get(unit.pk, ()), unit.pk in other_superiors, other_sides))
            top.unit_count += sum(not line.is_repeated for line in tree)
        for unit in self.units_alone():
            own = other_superiors.get(unit.pk, []), self.posts.get(unit.pk, [])
            for side, participant in by_side(unit, self.of_units.get(unit.pk, []), *own):
                forces(side).alone.append(participant)
        for each in self.posts.get(None, ()):
            forces(self.side_of(each.appointment.commander)).offices.append(each)
        other_posts = grouped_by(lambda post: post.appointment.commander_id, self.other_posts)
        for commander in self.commanders_without_post():
            own = other_posts.get(commander.pk, []), []
            for side, participant in by_side(commander, self.of_commanders[commander.pk], *own):
                forces(side).without_post.append(participant)
        unknown = [found.pop(None)] if None in found else []
        return [*sorted(found.values(), key=attrgetter("belligerent.slug")), *unknown]

    def sides_of(self, record):
        """The belligerents for which sources say that a unit or commander was there, or else its own."""
        return list(self.named_sides.get(record, {}).values()) or [record.belligerent]

    def side_of(self, record):
        """The belligerent of a unit or commander in the campaign: its own if sources name several."""
        sides = self.sides_of(record)
        return sides[0] if len(sides) == 1 else record.belligerent

    def units_alone(self):
        """Units that have posts or took part, but no place in a tree."""
        named = {each.statement.unit_id: each.statement.unit for each in self.appointments}
        named |= {pk: rows[0].unit for pk, rows in self.of_units.items()}
        return sorted((unit for pk, unit in named.items() if unit and pk not in self.chains.units), key=by_echelon)

    def commanders_without_post(self):
        """Commanders who took part, of whom no source states a post."""
        holders = {each.statement.commander_id for each in self.appointments}
        named = [rows[0].commander for pk, rows in self.of_commanders.items() if pk not in {None, *holders}]
        return sorted(named, key=attrgetter("slug"))


def grouped_by(key, rows):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def named_sides(participations):
    """The belligerents, by key, that participations name beside each unit or commander."""
    found = defaultdict(dict)
    for each in participations:
        if each.belligerent:
            found[each.participant][each.belligerent_id] = each.belligerent
    return found


def by_side(record, participations, on_other_days, posts):
    """Pairs of a belligerent and the Participant for it, a unit or commander with the participations on that side.

    What is no participation stands with the first of them, which is its own belligerent if that is one.
    """
    sides = grouped_by(attrgetter("side"), participations) or {record.belligerent: []}
    for number, side in enumerate(sorted(sides, key=lambda side: side != record.belligerent)):
        own = ([], []) if number else (on_other_days, posts)
        yield side, Participant(record, sides[side], *own)


def posts_of(appointments):
    """The posts that statements of appointment make, commanders before acting ones, deputies and staff."""
    posts = grouped_by(
        lambda each: (each.statement.unit_id, ROLE_RANKS[each.statement.role], each.statement.commander_id),
        appointments,
    )
    found = [Post(stated[0].statement, stated) for stated in posts.values()]
    return sorted(found, key=lambda post: ROLE_RANKS[post.appointment.role])


def on_the_day(statements, day):
    """Two lists: statements that may hold on the day, and the rest. Without a day the second is empty."""
    if day is None:
        return [DatedStatement(each) for each in statements], []
    stated = [DatedStatement(each, inclusion(term_extent(each.start, each.end), day)) for each in statements]
    by_day = grouped_by(lambda each: each.inclusion != OUTSIDE, stated)
    return by_day[True], by_day[False]


def about_campaign(campaign):
    return Q(campaign=campaign) | Q(engagement__campaign=campaign)


def participations_in(campaign):
    return (
        models.Participation.objects.published()
        .filter(about_campaign(campaign), Q(unit__isnull=False) | Q(commander__isnull=False))
        .with_links()
        .select_related("unit__belligerent", "commander__belligerent")
        .order_by(F("campaign").desc(nulls_last=True), F("engagement__start_sort").asc(nulls_last=True), "ref")
    )


def units_in(campaign):
    """The units about which a source says anything in the campaign."""
    subordinations = models.Subordination.objects.published().filter(campaign=campaign)
    appointments = models.Appointment.objects.published().filter(campaign=campaign)
    participations = models.Participation.objects.published().filter(about_campaign(campaign))
    return models.Unit.objects.published().filter(
        Q(pk__in=subordinations.values("unit"))
        | Q(pk__in=subordinations.values("superior"))
        | Q(pk__in=appointments.values("unit"))
        | Q(pk__in=participations.values("unit"))
    )


def said_in(model, campaign, other_end, tie):
    """Statements made in the campaign, or made of its units without naming any campaign, in order of time.

    ``other_end`` is the link beside the unit. Statements that begin on one day are sorted by the slug of ``tie``.
    """
    return (
        model.objects.published()
        .filter(Q(campaign=campaign) | Q(campaign__isnull=True, unit__in=units_in(campaign)))
        .with_links()
        .select_related("unit__belligerent", f"{other_end}__belligerent")
        .order_by(F("start_sort").asc(nulls_last=True), f"{tie}__slug", "ref")
    )
