"""The page of a withdrawn record gives the reason; a draft has no page."""

import pytest
from django.urls import reverse

from battles import models
from tests.factories import make_campaign
from tests.views.test_every_page import ENTITIES, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.parametrize("model", [*ENTITIES, models.FigureClaim])
def test_a_withdrawn_record_answers_410_with_its_reason_and_a_draft_404(client, model):
    record = make(model)
    address = record.get_absolute_url()
    assert client.get(address).status_code == 200
    # Without the check of links: other records may link to this one.
    model._base_manager.filter(pk=record.pk).update(status="withdrawn", status_reason="Counted twice in table 4")
    page = client.get(address)
    assert page.status_code == 410
    text = page.content.decode()
    assert f"The {model._meta.verbose_name} “{record.natural_key()[0][:20]}" in text
    assert "” was withdrawn." in text
    assert "Counted twice in table 4" in text
    assert text.count("<h1>") == 1
    model._base_manager.filter(pk=record.pk).update(status="draft", status_reason="")
    page = client.get(address)
    assert page.status_code == 404
    assert "Counted twice" not in page.content.decode()


@pytest.mark.parametrize("name", ["campaign_order_of_battle", "campaign_timeline"])
def test_other_pages_of_a_withdrawn_campaign_answer_410_too(client, name):
    campaign = make_campaign()
    models.Campaign.objects.update(status="withdrawn", status_reason="No such battle")
    page = client.get(reverse(f"battles:{name}", args=[campaign.slug]))
    assert page.status_code == 410
    assert "No such battle" in page.content.decode()


@pytest.mark.parametrize("made", ["draft", "withdrawn"])
def test_a_withdrawn_record_that_was_never_published_answers_404(client, made):
    campaign = make_campaign(status=made, status_reason="Made up by a student")
    campaign.status = "withdrawn"
    campaign.save()
    page = client.get(campaign.get_absolute_url())
    assert page.status_code == 404
    assert "Made up by a student" not in page.content.decode()


@pytest.mark.parametrize(
    ("language", "heading", "sentence"),
    [
        ("en", "<h1>Withdrawn</h1>", "The campaign “wuhan” was withdrawn."),
        ("zh-hant", "<h1>已撤下</h1>", "戰役「wuhan」已撤下。"),
        ("zh-hans", "<h1>已撤下</h1>", "战役“wuhan”已撤下。"),
    ],
)
def test_a_withdrawn_page_is_in_the_language_of_its_reader(client, language, heading, sentence):
    campaign = make_campaign(slug="wuhan")
    models.Campaign.objects.update(status="withdrawn", status_reason="No such battle")
    page = client.get(campaign.get_absolute_url(), headers={"Accept-Language": language})
    assert page.status_code == 410
    text = page.content.decode()
    assert heading in text
    assert sentence in text
    assert '<p lang="en">No such battle</p>' in text
