"""Claims: figures, dates and outcomes that sources give."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Manager, Q
from django.urls import get_script_prefix
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from battles.models import constraints
from battles.models.campaigns import Campaign, Engagement
from battles.models.fields import DayField, EDTFField, FoldedField, LineField
from battles.models.figure_querysets import SAME_EVENT, SAME_SIDE, FigureClaimQuerySet
from battles.models.forces import Belligerent, Unit
from battles.models.links import link
from battles.models.records import page_url
from battles.models.statements import Statement
from battles.models.terms import Countable, first_countable
from battles.values import figures
from battles.values.choices import (
    CATEGORIES,
    LOSS_CATEGORIES,
    LOSS_KINDS,
    STRENGTH_CATEGORIES,
    WITHOUT_NUMBER,
    Boundary,
    Category,
    FigureKind,
    Origin,
    Outcome,
    Qualifier,
    Standing,
    category_label,
)
from battles.values.date_words import date_in_words
from battles.values.display_names import word_for


class EventClaim(Statement):
    """A statement about exactly one campaign or engagement."""

    attributed_to = LineField(
        _("attributed to"),
        max_length=400,
        blank=True,
        help_text=_("The authority that the source names for the claim, in the source's words: 軍事委員會."),
    )

    class Meta(Statement.Meta):
        abstract = True
        constraints = [*Statement.Meta.constraints, constraints.exactly_one("campaign", "engagement", of="event")]

    @property
    def event(self):
        return self.campaign or self.engagement

    def contradictions(self):
        yield from super().contradictions()
        yield from self.not_exactly_one("campaign", "engagement")


class FigureClaim(EventClaim):
    """A source gives a number of losses or forces of one side in a campaign or engagement."""

    campaign = link(Campaign, _("campaign"), "%(class)ss")
    engagement = link(Engagement, _("engagement"), "%(class)ss")
    unit = link(
        Unit,
        _("unit"),
        "figureclaims",
        help_text=_("The unit that the figure is about, if not the whole side."),
    )
    belligerent = link(
        Belligerent, _("belligerent"), "figureclaims", help_text=_("The side whose losses or forces are counted.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=FigureKind)
    category = models.CharField(
        _("category"),
        max_length=30,
        choices=Category,
        help_text=_("The exact category that the source counts: “killed” is not “killed and wounded”."),
    )
    counted = link(Countable, _("counted"), "figureclaims", optional=False, default=first_countable)
    low = models.DecimalField(
        _("low"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("Lower bound. Leave it empty if it is not stated; 0 is a figure."),
    )  # fmt: skip
    high = models.DecimalField(
        _("high"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("Upper bound. For a single number, the same as low."),
    )  # fmt: skip
    best = models.DecimalField(
        _("best"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("The source's own best estimate between the bounds. Leave it empty if the source names none."),
    )  # fmt: skip
    qualifier = models.CharField(
        _("qualifier"),
        max_length=20,
        choices=Qualifier,
        default=Qualifier.EXACT,
        help_text=_("Exact and about: low = high. Over and at least: low only. Under and at most: high only."),
    )
    as_of = EDTFField(_("as of"), help_text=_("The date of the figure, in EDTF, if the source gives one."))
    scope = LineField(
        _("scope"),
        max_length=200,
        blank=True,
        help_text=_("Limits of the figure that no other column states: “north of the Yangtze”, “on average”."),
    )
    claimant = link(
        Belligerent,
        _("claimant"),
        "claimed_figures",
        help_text=_("The side that gives the figure, about itself or about its enemy."),
    )
    standing = models.CharField(_("standing"), max_length=20, choices=Standing, default=Standing.NORMAL)
    standing_reason = LineField(
        _("reason for the standing"), max_length=300, blank=True, help_text=_("Why it is preferred or deprecated.")
    )
    disputed = models.BooleanField(
        _("disputed"), default=False, help_text=_("The source says that this figure is contested.")
    )
    search_key = FoldedField(sources=("attributed_to", "scope", "wording", "note"))
    as_of_sort = DayField(source="as_of")
    as_of_last = DayField(source="as_of", last=True)

    objects = FigureClaimQuerySet.as_manager()

    texts_are_indexed = True
    ref_columns = ("source", "campaign", "engagement", "unit", "belligerent", "kind", "category", "counted")
    editorial_columns = Statement.editorial_columns | {"standing", "standing_reason"}
    later_columns = {"best"}
    kinds = FigureKind

    class Meta(EventClaim.Meta):
        verbose_name = _("figure claim")
        verbose_name_plural = _("figure claims")
        indexes = [
            models.Index(
                fields=[
                    *("campaign", "engagement", "belligerent", "unit", "kind", "counted", "category", "scope", "as_of"),
                    *("source", "quoted_source", "low", "high", "qualifier", "status"),
                ],
                name="%(class)s_by_same_figure",
            ),
            # Drafts, which wait for review, are few among many claims.
            models.Index("id", condition=Q(status="draft"), name="%(class)s_drafts"),
            # Other claims about the same thing (see FigureClaimQuerySet.with_others).
            models.Index(SAME_EVENT, SAME_SIDE, F("category"), name="%(class)s_by_subject"),
        ]
        constraints = [
            *EventClaim.Meta.constraints,
            constraints.is_choice("kind", FigureKind),
            constraints.is_choice("category", Category),
            constraints.is_choice("qualifier", Qualifier),
            constraints.is_choice("standing", Standing),
            constraints.is_date("as_of", "as_of_sort"),
            CheckConstraint(
                name="%(class)s_category_fits_kind",
                condition=(~Q(kind__in=LOSS_KINDS) | Q(category__in=LOSS_CATEGORIES))
                & (~Q(kind=FigureKind.STRENGTH) | Q(category__in=STRENGTH_CATEGORIES)),
                violation_error_message=_("This category does not go with this kind of figure."),
            ),
            CheckConstraint(
                name="%(class)s_not_negative",
                condition=(Q(low__isnull=True) | Q(low__gte=0)) & (Q(high__isnull=True) | Q(high__gte=0)),
                violation_error_message=_("A figure cannot be below zero."),
            ),
            CheckConstraint(
                name="%(class)s_low_to_high",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                violation_error_message=_("The high bound is below the low bound."),
            ),
            CheckConstraint(
                name="%(class)s_one_number",
                condition=~Q(qualifier__in=[Qualifier.EXACT, Qualifier.ABOUT])
                | Q(low__isnull=False, high__isnull=False, low=F("high")),
                violation_error_message=_("Exact and about have the same number in both bounds."),
            ),
            CheckConstraint(
                name="%(class)s_low_only",
                condition=~Q(qualifier__in=[Qualifier.OVER, Qualifier.AT_LEAST])
                | Q(low__isnull=False, high__isnull=True),
                violation_error_message=_("Over and at least have a low bound only."),
            ),
            CheckConstraint(
                name="%(class)s_high_only",
                condition=~Q(qualifier__in=[Qualifier.UNDER, Qualifier.AT_MOST])
                | Q(low__isnull=True, high__isnull=False),
                violation_error_message=_("Under and at most have a high bound only."),
            ),
            CheckConstraint(
                name="%(class)s_range_widens",
                condition=~Q(qualifier=Qualifier.RANGE) | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                violation_error_message=_("A range has a high bound above its low bound."),
            ),
            CheckConstraint(
                name="%(class)s_several_bounded",
                condition=~Q(qualifier=Qualifier.SEVERAL) | Q(low__isnull=False, high__isnull=False),
                violation_error_message=_("Several has both bounds: 數萬 is 20,000 to 90,000."),
            ),
            CheckConstraint(
                name="%(class)s_unquantified",
                condition=~Q(qualifier__in=WITHOUT_NUMBER) | Q(low__isnull=True, high__isnull=True),
                violation_error_message=_("A claim without a number has no bounds."),
            ),
            CheckConstraint(
                name="%(class)s_best_numbered",
                condition=Q(best__isnull=True) | ~Q(qualifier__in=WITHOUT_NUMBER),
                violation_error_message=_("A claim without a number has no best estimate."),
            ),
            CheckConstraint(
                name="%(class)s_best_not_negative",
                condition=Q(best__isnull=True) | Q(best__gte=0),
                violation_error_message=_("A figure cannot be below zero."),
            ),
            CheckConstraint(
                name="%(class)s_best_from_low",
                condition=Q(best__isnull=True) | Q(low__isnull=True) | Q(best__gte=F("low")),
                violation_error_message=_("The best estimate is below the low bound."),
            ),
            CheckConstraint(
                name="%(class)s_best_to_high",
                condition=Q(best__isnull=True) | Q(high__isnull=True) | Q(best__lte=F("high")),
                violation_error_message=_("The best estimate is above the high bound."),
            ),
            CheckConstraint(
                name="%(class)s_standing_reasoned",
                condition=Q(standing=Standing.NORMAL) | ~Q(standing_reason=""),
                violation_error_message=_("A standing other than normal needs a reason."),
            ),
        ]

    def get_absolute_url(self):
        return page_url("battles:figureclaim_detail", self.ref, get_script_prefix())

    @property
    def figure(self):
        """The figure for readers, with its qualifier and best estimate: ``c. 100,000``, ``5–9, best 6``."""
        return figures.describe(self.qualifier, self.low, self.high, self.best)

    @property
    def bounds(self):
        """The figure for readers without its best estimate."""
        return figures.describe(self.qualifier, self.low, self.high)

    def get_category_display(self):
        return category_label(self.kind, self.category) if self.category in Category else self.category

    @property
    def figure_in_words(self):
        """The figure and what it counts: “3,200 persons killed”, “14 divisions engaged”; “?” without a figure yet."""
        fits = self.qualifier in figures.BOUNDS and not figures.bounds_error(self.qualifier, self.low, self.high)
        # The form of a claim that is not complete yet has no record of what it counts.
        counted = self.counted.label if self.counted_id and self.counted.is_named else ""
        category = "" if self.category == Category.OTHER else self.get_category_display()
        meaning = [str(part) for part in (counted, category) if part] or [f"({self.get_kind_display()})"]
        return pgettext("figure and its meaning", " ").join([self.figure if fits else "?", *meaning])

    def said(self):
        side = self.unit or self.belligerent
        return (
            self.figure_in_words,
            side and word_for(side),
            self.event and word_for(self.event),
            self.as_of and date_in_words(self.as_of),
        )

    @cached_property
    def date_apart(self):
        """The date that sets the figure apart from those without one: none if it covers the working dates of the event.

        FigureClaimQuerySet.with_date_apart computes it in the database.
        """
        first, last = self.event.start_sort, self.event.end_last
        known = None not in (self.as_of_sort, self.as_of_last, first, last)
        return "" if known and self.as_of_sort <= first and last <= self.as_of_last else self.as_of

    @property
    def origin(self):
        if self.claimant_id is None:
            return Origin.THIRD_PARTY
        return Origin.OWN if self.claimant_id == self.belligerent_id else Origin.OTHER_SIDE

    def contradictions(self):
        yield from super().contradictions()
        if self.kind and self.kind not in self.kinds:
            yield "kind", _("Enter figures of this kind under “Figure claims”.")
        elif self.kind in CATEGORIES and self.category and self.category not in CATEGORIES[self.kind]:
            yield "category", _("This category does not go with this kind of figure.")
        if self.qualifier in figures.BOUNDS:
            yield from filter(None, [figures.bounds_error(self.qualifier, self.low, self.high)])
            yield from figures.best_errors(self.qualifier, self.low, self.high, self.best)
        if self.standing != Standing.NORMAL and not self.standing_reason:
            yield "standing_reason", _("A standing other than normal needs a reason.")


class KindsManager(Manager.from_queryset(FigureClaimQuerySet)):
    """The figure claims of the kinds that the proxy model names."""

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=self.model.kinds)


class CasualtyClaim(FigureClaim):
    """A figure claim that counts people killed, wounded, missing or captured, soldiers or civilians."""

    objects = KindsManager()

    kinds = [FigureKind.CASUALTIES, FigureKind.CIVILIAN_CASUALTIES]

    class Meta:
        proxy = True
        verbose_name = _("casualty claim")
        verbose_name_plural = _("casualty claims")


class StrengthClaim(FigureClaim):
    """A figure claim that counts forces: persons, formations, aircraft, ships."""

    objects = KindsManager()

    kinds = [FigureKind.STRENGTH]

    class Meta:
        proxy = True
        verbose_name = _("strength claim")
        verbose_name_plural = _("strength claims")


class DateClaim(EventClaim):
    """A source says that a campaign or engagement began, ended or happened on this date."""

    campaign = link(Campaign, _("campaign"), "dateclaims")
    engagement = link(Engagement, _("engagement"), "dateclaims")
    boundary = models.CharField(_("boundary"), max_length=10, choices=Boundary, default=Boundary.ON)
    date = EDTFField(_("date"), blank=False, help_text=_("In EDTF: 1938-07-26, 1938-10, 1938-07~, 1938-08/1938-10."))
    search_key = FoldedField(sources=("ref", "attributed_to", "wording", "note"))
    date_sort = DayField(source="date")
    date_last = DayField(source="date", last=True)

    ref_columns = ("source", "campaign", "engagement", "boundary", "date")

    def said(self):
        return self.event and word_for(self.event), self.get_boundary_display(), date_in_words(self.date)

    class Meta(EventClaim.Meta):
        verbose_name = _("date claim")
        verbose_name_plural = _("date claims")
        constraints = [
            *EventClaim.Meta.constraints,
            constraints.is_choice("boundary", Boundary),
            constraints.is_given_date("date", "date_sort"),
        ]


class OutcomeClaim(EventClaim):
    """A source states the outcome of a campaign or engagement, and the side that won."""

    campaign = link(Campaign, _("campaign"), "outcomeclaims")
    engagement = link(Engagement, _("engagement"), "outcomeclaims")
    victor = link(Belligerent, _("victor"), "outcomeclaims", help_text=_("The side that won, or that took the place."))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    search_key = FoldedField(sources=("ref", "attributed_to", "wording", "note"))

    ref_columns = ("source", "campaign", "engagement", "victor", "outcome")

    def said(self):
        return (
            self.event and word_for(self.event),
            self.get_outcome_display(),
            self.victor and word_for(self.victor),
        )

    class Meta(EventClaim.Meta):
        verbose_name = _("outcome claim")
        verbose_name_plural = _("outcome claims")
        constraints = [*EventClaim.Meta.constraints, constraints.is_choice("outcome", Outcome)]
