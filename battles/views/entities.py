"""The page of each entity: its working values, and all that the sources say about it."""

from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from battles import models
from battles.charts.plots import legend
from battles.filters.parameters import read_choice
from battles.models.querysets import SAME_OUTCOME
from battles.views.base import ReadOnlyView, find_or_404
from battles.views.citing import as_file, citing, formats_of
from battles.views.comparisons import compare_sides, compare_values
from battles.views.figure_tables import make_blocks
from battles.views.pagination import Excerpt

# Statements that no list page has are cut off only where a page would become unusable.
STATEMENT_ROWS = 500
# With more figures their wordings, which each figure's own page has too, are folded away.
FOLDED_FROM = 150


class EntityView(ReadOnlyView):
    """The page of one entity under its slug."""

    model = None
    parameters = ("format",)
    # The parameter by which lists choose what belongs to the entity, if not its own name.
    list_parameter = ""

    def get(self, request, slug):
        meta = self.model._meta
        format = read_choice(request.GET, "format", formats_of(self.model))
        record = find_or_404(self.model.objects.published().with_links(), meta.verbose_name, slug=slug)
        if format:
            return as_file(record, format)
        return render(
            request,
            f"battles/{meta.model_name}_detail.html",
            {
                "record": record,
                "kind": meta.verbose_name,
                "kinds": meta.verbose_name_plural,
                "list_url_name": f"battles:{meta.model_name}_list",
                # Of the lists that have in full what the page shows the beginning of.
                "own_query": f"{self.list_parameter or meta.model_name}={record.slug}",
                "part_query": f"part_of={record.slug}",
                "citing": citing(request, record),
            }
            | self.get_statements(record),
        )

    def get_statements(self, record):
        """What the template shows beside the record itself, by the name that it has there."""
        return {
            "names": Excerpt(record.names.published().with_links().order_by("language", "text", "ref"), STATEMENT_ROWS)
        }


class EventView(EntityView):
    """The page of a campaign or an engagement."""

    def get_statements(self, record):
        figures = Excerpt(record.figureclaims.published().for_comparison(), STATEMENT_ROWS)
        dates = Excerpt(
            record.dateclaims.published().with_links().order_by("boundary", "date_sort", "date", "ref"), STATEMENT_ROWS
        )
        outcomes = Excerpt(
            record.outcomeclaims.published().with_links().order_by("outcome", "victor__slug", "ref"), STATEMENT_ROWS
        )
        participations = (
            record.participations.published()
            .with_links()
            .order_by(
                F("belligerent__slug").asc(nulls_last=True),
                "unit__belligerent__slug",
                "commander__belligerent__slug",
                "unit__slug",
                "commander__slug",
                "ref",
            )
        )
        return super().get_statements(record) | {
            "places": Excerpt(record.places.published().order_by("slug")),
            "parts": Excerpt(record.parts.published().with_links()),
            "figures": figures,
            "blocks": make_blocks(compare_sides(figures.rows)),
            "legend": legend(),
            "is_long": figures.total > FOLDED_FROM,
            "dates": dates,
            "date_comparisons": compare_values(dates.rows, ["boundary"], "date"),
            "outcomes": outcomes,
            "outcome_comparisons": compare_values(outcomes.rows, SAME_OUTCOME, "outcome", "victor"),
            "participations": Excerpt(participations, STATEMENT_ROWS),
        }


class CampaignView(EventView):
    model = models.Campaign

    def get_statements(self, record):
        engagement_figures = models.FigureClaim.objects.published().filter(engagement__campaign=record).with_links()
        return super().get_statements(record) | {
            "engagements": Excerpt(
                record.engagements.published()
                .with_links()
                .order_by("front", F("start_sort").asc(nulls_last=True), "slug")
            ),
            "engagement_figures": Excerpt(
                engagement_figures.order_by(
                    F("engagement__start_sort").asc(nulls_last=True), "engagement__slug", "belligerent__slug", "ref"
                ),
                30,
            ),
            "subordinations": Excerpt(order_of_battle(record.subordinations.published()), STATEMENT_ROWS),
            "appointments": Excerpt(in_post_order(record.appointments.published()), STATEMENT_ROWS),
        }


class EngagementView(EventView):
    model = models.Engagement


class UnitView(EntityView):
    model = models.Unit

    def get_statements(self, record):
        return super().get_statements(record) | {
            "appointments": Excerpt(in_post_order(record.appointments.published()), STATEMENT_ROWS),
            "superiors": Excerpt(order_of_battle(record.superiors.published()), STATEMENT_ROWS),
            "subordinates": Excerpt(order_of_battle(record.subordinates.published()), STATEMENT_ROWS),
            "participations": Excerpt(by_event(record.participations.published().with_links()), STATEMENT_ROWS),
            "figures": Excerpt(by_event(record.figureclaims.published().with_links()), STATEMENT_ROWS),
        }


class CommanderView(EntityView):
    model = models.Commander

    def get_statements(self, record):
        return super().get_statements(record) | {
            "appointments": Excerpt(in_post_order(record.appointments.published()), STATEMENT_ROWS),
            "participations": Excerpt(by_event(record.participations.published().with_links()), STATEMENT_ROWS),
        }


class PlaceView(EntityView):
    model = models.Place
    list_parameter = "places"

    def get_statements(self, record):
        return super().get_statements(record) | {
            "parts": Excerpt(record.parts.published()),
            "campaigns": Excerpt(record.campaigns.published().with_links()),
            "engagements": Excerpt(record.engagements.published().with_links()),
        }


class BelligerentView(EntityView):
    model = models.Belligerent

    def get_statements(self, record):
        return super().get_statements(record) | {
            "claimant_query": f"claimant={record.slug}",
            "figures": Excerpt(by_event(record.figureclaims.published().with_links())),
            "claimed_figures": Excerpt(by_event(record.claimed_figures.published().with_links())),
            "units": Excerpt(record.units.published().with_links()),
            "commanders": Excerpt(record.commanders.published().with_links()),
            "participations": Excerpt(by_event(record.participations.published().with_links()), STATEMENT_ROWS),
        }


class SourceView(EntityView):
    """The page of a work: what is known of it, what it says, and what others quote from it."""

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
            "quoted_query": f"quoted_source={record.slug}",
            "derived_query": f"derived_from={record.slug}",
            "derivatives": Excerpt(record.derivatives.published()),
            "counts": [
                {
                    "label": label,
                    "said": numbers[f"{related}_said"],
                    "quoted": numbers[f"{related}_quoted"],
                    "url_name": url_name,
                }
                for related, label, url_name in self.STATEMENTS
            ],
            "figures": Excerpt(by_event(record.figureclaims.published().with_links())),
            "quoted_figures": Excerpt(by_event(record.quoted_figureclaims.published().with_links())),
            "dates": Excerpt(by_event(record.dateclaims.published().with_links(), "date_sort")),
            "outcomes": Excerpt(by_event(record.outcomeclaims.published().with_links())),
        }


def by_event(statements, *columns):
    """In the order of the campaigns and engagements that the statements are about."""
    return statements.order_by(
        F("campaign__start_sort").asc(nulls_last=True),
        "campaign__slug",
        F("engagement__start_sort").asc(nulls_last=True),
        "engagement__slug",
        *columns,
        "ref",
    )


def in_post_order(appointments):
    return appointments.with_links().order_by(
        F("start_sort").asc(nulls_last=True), "commander__slug", "unit__slug", "ref"
    )


def order_of_battle(subordinations):
    return subordinations.with_links().order_by(
        "superior__belligerent__slug", "superior__slug", "unit__slug", F("start_sort").asc(nulls_last=True), "ref"
    )
