"""What the review shows of each record that waits: all that a draft states, and all that a proposal changes."""

import pytest
from django.db import connection

from battles import models
from tests.admin import address, submit
from tests.factories import make_campaign, make_place, make_source
from tests.review import make_draft, new_name
from tests.review.test_queue import QUEUE, items

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_it_says_what_where_and_whose_it_is(editing, contributor):
    source = make_source(title="武漢會戰史料")
    campaign = make_campaign(name="武漢會戰", name_en="")
    make_draft(
        models.FigureClaim, contributor, source=source, campaign=campaign, locator="p. 328", wording="五百人", low=400,
        high=400, note="see table",
    )  # fmt: skip
    page = editing.get(QUEUE).content.decode()
    for said in ("400 · 武漢會戰 · casualties · killed · persons", "武漢會戰史料, p. 328", "五百人", "see table"):
        assert said in page
    assert "contributor" in page
    # 五百 is 500: what checkrecords finds, and only of this record.
    (item,) = items(editing)
    assert [finding.rule for finding in item.steps[0].findings] == ["reading"]
    assert item.steps[0].findings[0].sentence in page.replace("&#x27;", "'")


def test_a_draft_is_shown_with_all_that_it_states(editing, contributor):
    place, war = make_place(name="武昌"), make_campaign(name="抗日戰爭", name_en="")
    campaign = make_draft(models.Campaign, contributor, name="武漢會戰", start="1938-06-11", part_of=war)
    campaign.places.add(place)
    make_draft(models.FigureClaim, contributor, attributed_to="軍令部", scope="killed in hospital")
    page = editing.get(QUEUE).content.decode()
    stated = {
        item.kind: {fact.field: fact.after for fact in item.steps[0].stated} for item in items(editing)
    }  # fmt: skip
    assert stated == {
        "campaign": {"Slug": campaign.slug, "Start": "1938-06-11", "Part of": str(war), "Places": str(place)},
        "figureclaim": {"Scope": "killed in hospital", "Attributed to": "軍令部"},
    }
    for said in ("1938-06-11", "抗日戰爭", "武昌", "killed in hospital", "軍令部"):
        assert f"<dd>{said}" in page


def test_a_draft_that_is_deleted_while_the_page_is_made_is_told(editing, contributor):
    place = make_draft(models.Place, contributor)
    deleted = []

    def delete_first(execute, sql, params, many, context):
        # The states of rows are read as JSON, after the rows.
        if "JSON" in sql.upper() and not deleted:
            deleted.append(place.pk)
            models.Place._base_manager.filter(pk=place.pk)._raw_delete("default")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(delete_first):
        page = editing.get(QUEUE).content.decode()
    assert deleted == [place.pk]
    assert "It was deleted meanwhile." in page


def test_a_row_that_a_proposal_adds_says_nothing_of_a_status(editing, contributing):
    campaign, source = make_campaign(), make_source()
    submit(contributing, address(models.Campaign, "change", campaign.pk), **new_name(campaign, source))
    (item,) = items(editing)
    said = {difference.field for difference in item.steps[0].change.differences}
    assert {"Name", "Locator"} <= said
    assert "Status" not in said
