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
    """The units and commanders of one belligerent; the belligerent is None where no source names it."""

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

    def sides(self):
        """The Forces of each belligerent, by its slug; those without a belligerent come last."""
        found = {}

        def side(belligerent):
            return found.setdefault(belligerent and belligerent.pk, Forces(belligerent))

        other_superiors = grouped_by(lambda each: each.statement.unit_id, self.other_subordinations)
        for tree in self.chains.trees():
            top = side(tree[0].unit.belligerent)
            top.lines += [(line, self.posts.get(line.unit.pk, ()), line.unit.pk in other_superiors) for line in tree]
            top.unit_count += sum(not line.is_repeated for line in tree)
        for unit in self.units_alone():
            pk = unit.pk
            alone = Participant(unit, self.of_units.get(pk, []), other_superiors.get(pk, []), self.posts.get(pk, []))
            side(unit.belligerent).alone.append(alone)
        for each in self.posts.get(None, ()):
            side(each.appointment.commander.belligerent).offices.append(each)
        other_posts = grouped_by(lambda post: post.appointment.commander_id, self.other_posts)
        for commander in self.commanders_without_post():
            pk = commander.pk
            without_post = Participant(commander, self.of_commanders[pk], other_posts.get(pk, []), [])
            side(commander.belligerent).without_post.append(without_post)
        unknown = [found.pop(None)] if None in found else []
        return [*sorted(found.values(), key=attrgetter("belligerent.slug")), *unknown]

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
        .filter(about_campaign(campaign), belligerent__isnull=True)
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
