"""The campaigns within a campaign, its engagements, and their parts."""

from django.db.models import Q

from battles import models
from battles.values.hierarchies import with_parts


def campaigns_within(campaign):
    """The primary keys of the campaign and of all campaigns that are parts of it, in one query."""
    return with_parts({campaign.pk}, models.Campaign.objects.published().order_by().values_list("pk", "part_of"))


def engagements_within(campaigns):
    """The primary keys of the engagements of the campaigns, given as keys, and of all their parts, in order of time.

    In one query.
    """
    rows = list(models.Engagement.objects.published().values_list("pk", "part_of", "campaign"))
    own = {key for key, _part_of, campaign in rows if campaign in campaigns}
    found = with_parts(own, [(key, part_of) for key, part_of, _campaign in rows])
    return [key for key, _part_of, _campaign in rows if key in found]


def claims_within(campaign):
    """The condition that a claim is about the campaign or anything that belongs to it."""
    campaigns = campaigns_within(campaign)
    return Q(campaign__in=campaigns) | Q(engagement__in=engagements_within(campaigns))
