"""The page of each entity: its working values, and the statements of the sources about it."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from battles import models
from battles.charts.plots import legend
from battles.filters.parameters import read_choice
from battles.models.querysets import SAME_OUTCOME
from battles.views.base import ReadOnlyView, find_or_404
from battles.views.citing import as_file, citing, formats_of
from battles.views.comparisons import compare_sides, compare_values
from battles.views.figure_tables import make_tables
from battles.views.pagination import Excerpt

# A limit that keeps the page usable; no list page has these statements.
STATEMENT_ROWS = 500
# From this number of figures on, their wordings are folded.
FOLDED_FROM = 150


# The sections of an event: the name of their statements, which is the anchor too, and the label.
SECTIONS = (
    ("figures", _("Figures")),
    ("dates", _("Dates")),
    ("outcomes", _("Outcomes")),
    ("engagements", _("Engagements and other events")),
    ("appointments", _("Commanders and staff")),
    ("subordinations", _("Order of battle")),
    ("participations", _("Took part")),
    ("names", _("Names")),
)


class EntityView(ReadOnlyView):
    """The page of one entity under its slug."""

    model = None
    parameters = ("format",)

    def get(self, request, slug):
        meta = self.model._meta
        format = read_choice(request.GET, "format", formats_of(self.model))
        record = find_or_404(self.model.objects.published().with_links(), slug=slug)
        if format:
            return as_file(record, format)
        statements = self.get_statements(record)
        identifiers = list(published_rows(record.identifiers))
        return render(
            request,
            f"battles/{meta.model_name}_detail.html",
            {
                "record": record,
                "kind": meta.verbose_name,
                "kinds": meta.verbose_name_plural,
                "list_url_name": f"battles:{meta.model_name}_list",
                # The query of the lists with all rows of the excerpts.
                "own_query": f"{meta.model_name}={record.slug}",
                "identifiers": identifiers,
                "citing": citing(request, record, identifiers),
                "contents": [
                    (anchor, label, statements[anchor])
                    for anchor, label in SECTIONS
                    if anchor in statements and statements[anchor].rows
                ],
            }
            | statements,
        )

    def get_statements(self, record):
        """Context for the template: the statements about the record, and the records that link to it."""
        return {"names": long_excerpt(published_rows(record.names).order_by("language", "text", "ref"))}


class EventView(EntityView):
    """The page of a campaign or an engagement."""

    def get_statements(self, record):
        figures = long_excerpt(record.figureclaims.published().for_comparison())
        dates = long_excerpt(published_rows(record.dateclaims).order_by("boundary", "date_sort", "date", "ref"))
        outcomes = long_excerpt(published_rows(record.outcomeclaims).order_by("outcome", "victor__slug", "ref"))
        participations = published_rows(record.participations).order_by(
            Case(When(unit=None, commander=None, then=Value(0)), default=Value(1)),
            Coalesce("belligerent__slug", "unit__belligerent__slug", "commander__belligerent__slug").asc(
                nulls_last=True
            ),
            F("unit__slug").asc(nulls_last=True),
            "commander__slug",
            "ref",
        )
        return super().get_statements(record) | {
            "places": Excerpt.of(record.places.published().order_by("slug")),
            "parts": Excerpt.of(published_rows(record.parts)),
            "figures": figures,
            "sides": [(side, make_tables(side)) for side in compare_sides(figures.rows)],
            "legend": legend(),
            "is_long": figures.total > FOLDED_FROM,
            "dates": dates,
            "date_comparisons": compare_values(dates.rows, ["boundary"], "date"),
            "outcomes": outcomes,
            "outcome_comparisons": compare_values(outcomes.rows, SAME_OUTCOME, "outcome", "victor"),
            "participations": long_excerpt(participations),
        }


class CampaignView(EventView):
    model = models.Campaign

    def get_statements(self, record):
        engagement_figures = models.FigureClaim.objects.published().filter(engagement__campaign=record).with_links()
        return super().get_statements(record) | {
            "engagements": Excerpt.of(
                published_rows(record.engagements).order_by("front", F("start_sort").asc(nulls_last=True), "slug")
            ),
            "engagement_figures": Excerpt.of(
                engagement_figures.order_by(
                    F("engagement__start_sort").asc(nulls_last=True), "engagement__slug", "belligerent__slug", "ref"
                ),
                30,
            ),
            "subordinations": long_excerpt(in_command_order(record.subordinations)),
            "appointments": long_excerpt(in_post_order(record.appointments)),
        }


class EngagementView(EventView):
    model = models.Engagement


class UnitView(EntityView):
    model = models.Unit

    def get_statements(self, record):
        return super().get_statements(record) | {
            "appointments": long_excerpt(in_post_order(record.appointments)),
            "superiors": long_excerpt(in_command_order(record.superiors)),
            "subordinates": long_excerpt(in_command_order(record.subordinates)),
            "participations": long_excerpt(published_by_event(record.participations)),
            "figures": long_excerpt(published_by_event(record.figureclaims)),
        }


class CommanderView(EntityView):
    model = models.Commander

    def get_statements(self, record):
        return super().get_statements(record) | {
            "appointments": long_excerpt(in_post_order(record.appointments)),
            "participations": long_excerpt(published_by_event(record.participations)),
        }


class PlaceView(EntityView):
    model = models.Place

    def get_statements(self, record):
        return super().get_statements(record) | {
            "parts": Excerpt.of(record.parts.published()),
            "campaigns": Excerpt.of(published_rows(record.campaigns)),
            "engagements": Excerpt.of(published_rows(record.engagements)),
        }


class BelligerentView(EntityView):
    model = models.Belligerent

    def get_statements(self, record):
        return super().get_statements(record) | {
            "figures": Excerpt.of(published_by_event(record.figureclaims)),
            "claimed_figures": Excerpt.of(published_by_event(record.claimed_figures)),
            "units": Excerpt.of(published_rows(record.units)),
            "commanders": Excerpt.of(published_rows(record.commanders)),
            "participations": long_excerpt(published_by_event(record.participations)),
        }


class SourceView(EntityView):
    """The page of a work: its description, its statements, and those of other works that quote it."""

    model = models.Source

    STATEMENTS = (
        ("figureclaims", _("figures"), "battles:figureclaim_list"),
        ("dateclaims", _("dates"), ""),
        ("outcomeclaims", _("outcomes"), ""),
        ("names", _("names"), ""),
        ("appointments", _("appointments"), ""),
        ("subordinations", _("subordinations"), ""),
        ("participations", _("participations"), ""),
    )

    def get_statements(self, record):
        counted = models.Source.objects.published().filter(pk=record.pk)
        for related, _label, _url_name in self.STATEMENTS:
            counted = counted.with_count(f"{related}_said", related)
            counted = counted.with_count(f"{related}_quoted", f"quoted_{related}")
        numbers = counted.values().get()
        return {
            "kind": record.get_kind_display(),
            "derivatives": Excerpt.of(record.derivatives.published()),
            "counts": [
                (label, numbers[f"{related}_said"], numbers[f"{related}_quoted"], url_name)
                for related, label, url_name in self.STATEMENTS
            ],
            "figures": Excerpt.of(published_by_event(record.figureclaims)),
            "quoted_figures": Excerpt.of(published_by_event(record.quoted_figureclaims)),
            "dates": Excerpt.of(published_by_event(record.dateclaims, "date_sort")),
            "outcomes": Excerpt.of(published_by_event(record.outcomeclaims)),
        }


def published_rows(related):
    """The published rows of a related manager, with their links."""
    return related.published().with_links()


def long_excerpt(rows):
    """An Excerpt of statements that no list page has."""
    return Excerpt.of(rows, STATEMENT_ROWS)


def published_by_event(related, *columns):
    """The published statements, by the campaign or engagement that they are about."""
    return published_rows(related).order_by(
        F("campaign__start_sort").asc(nulls_last=True),
        "campaign__slug",
        F("engagement__start_sort").asc(nulls_last=True),
        "engagement__slug",
        *columns,
        "ref",
    )


def in_post_order(appointments):
    return published_rows(appointments).order_by(
        F("start_sort").asc(nulls_last=True), "commander__slug", "unit__slug", "ref"
    )


def in_command_order(subordinations):
    return published_rows(subordinations).order_by(
        "superior__belligerent__slug", "superior__slug", "unit__slug", F("start_sort").asc(nulls_last=True), "ref"
    )
