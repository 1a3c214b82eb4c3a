"""Addresses of the public pages."""

from django.urls import path

from battles.views import (
    claims,
    days,
    disagreement_list,
    entities,
    health,
    help,
    home,
    lists,
    order_of_battle,
    search,
    timeline,
)

app_name = "battles"
urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("disagreements/", disagreement_list.DisagreementListView.as_view(), name="disagreement_list"),
    path("healthz", health.ReadyView.as_view(), name="healthz"),
    path("healthz/alive", health.AliveView.as_view(), name="healthz_alive"),
    path("help/", help.HelpView.as_view(), name="help"),
    path("help/<slug:topic>/", help.HelpTopicView.as_view(), name="help_topic"),
    path("campaigns/", lists.CampaignListView.as_view(), name="campaign_list"),
    path("campaigns/<slug:slug>/", entities.CampaignView.as_view(), name="campaign_detail"),
    path(
        "campaigns/<slug:slug>/order-of-battle/",
        order_of_battle.OrderOfBattleView.as_view(),
        name="campaign_order_of_battle",
    ),
    path("campaigns/<slug:slug>/timeline/", timeline.TimelineView.as_view(), name="campaign_timeline"),
    path("days/", days.DayChoiceView.as_view(), name="day_choice"),
    path("days/<str:day>/", days.DayView.as_view(), name="day_detail"),
    path("engagements/", lists.EngagementListView.as_view(), name="engagement_list"),
    path("engagements/<slug:slug>/", entities.EngagementView.as_view(), name="engagement_detail"),
    path("units/", lists.UnitListView.as_view(), name="unit_list"),
    path("units/<slug:slug>/", entities.UnitView.as_view(), name="unit_detail"),
    path("commanders/", lists.CommanderListView.as_view(), name="commander_list"),
    path("commanders/<slug:slug>/", entities.CommanderView.as_view(), name="commander_detail"),
    path("places/", lists.PlaceListView.as_view(), name="place_list"),
    path("places/<slug:slug>/", entities.PlaceView.as_view(), name="place_detail"),
    path("belligerents/", lists.BelligerentListView.as_view(), name="belligerent_list"),
    path("belligerents/<slug:slug>/", entities.BelligerentView.as_view(), name="belligerent_detail"),
    path("sources/", lists.SourceListView.as_view(), name="source_list"),
    path("sources/<slug:slug>/", entities.SourceView.as_view(), name="source_detail"),
    path("claims/", lists.FigureClaimListView.as_view(), name="figureclaim_list"),
    path("claims/<slug:ref>/", claims.FigureClaimView.as_view(), name="figureclaim_detail"),
    path("casualty-claims/", lists.CasualtyClaimListView.as_view(), name="casualtyclaim_list"),
    path("strength-claims/", lists.StrengthClaimListView.as_view(), name="strengthclaim_list"),
]
