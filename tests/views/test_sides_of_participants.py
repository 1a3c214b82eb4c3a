"""The side for which a unit or commander was in a battle: people and units change sides."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from battles.history.undo import undo
from battles.importing.importer import Importer
from battles.models import ChangeSet, Participation, Proposal
from battles.resources import RESOURCES
from battles.review.decisions import accept
from tests import factories
from tests.admin import address, errors, submit
from tests.factories import make_participation
from tests.review import make_contributor, make_editor
from tests.views.documents import read, without_indentation

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def china():
    return factories.make_belligerent(slug="china", name="中華民國", name_en="China")


@pytest.fixture
def japan():
    return factories.make_belligerent(slug="japan", name="大日本帝國", name_en="Japan")


@pytest.fixture
def campaign():
    return factories.make_campaign(slug="battle-of-wuhan")


@pytest.fixture
def division(china):
    """A unit of China."""
    return factories.make_unit(slug="division", name="師", belligerent=china)


@pytest.fixture
def commander(china):
    return factories.make_commander(slug="commander", belligerent=china)


def sides_of(client):
    """The text of each side of the order of battle, by the belligerent's address."""
    page = read(client.get("/campaigns/battle-of-wuhan/order-of-battle/").content.decode())
    sections = [each for each in page.all("section", "side") if each.all("h2")[0].links]
    return {each.all("h2")[0].links[0]: each for each in sections}


def took_part(client, record):
    """The first cell of each row of those who took part."""
    page = read(client.get(record.get_absolute_url()).content.decode())
    (section,) = [each for each in page.all("section") if each.attributes.get("id") == "participations"]
    return [cell.text for cell in section.all("th") if cell["scope"] == "row"]


@pytest.mark.parametrize(
    ("names", "column"),
    [
        ([], "belligerent"),
        (["unit", "commander"], "commander"),
        (["belligerent", "unit", "commander"], "commander"),
    ],
)
def test_nobody_and_two_participants_are_refused(china, division, commander, names, column):
    given = {"belligerent": china, "unit": division, "commander": commander}
    row = make_participation()
    for name in given:
        setattr(row, name, given[name] if name in names else None)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert column in refused.value.message_dict
    with pytest.raises(IntegrityError, match="participation_one_participant"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "names", [["belligerent"], ["unit"], ["commander"], ["belligerent", "unit"], ["belligerent", "commander"]]
)
def test_a_participant_stands_alone_or_with_its_side(japan, division, commander, names):
    given = {"belligerent": japan, "unit": division, "commander": commander}
    row = make_participation(**{name: given[name] for name in names})
    row.full_clean()
    assert row.participant == given[names[-1]]
    assert row.side == (japan if "belligerent" in names else given[names[-1]].belligerent)


def test_the_order_of_battle_lists_a_unit_and_a_person_under_the_side_that_the_source_names(
    client, campaign, china, japan, division, commander
):
    make_participation(campaign=campaign, unit=division, belligerent=japan)
    make_participation(campaign=campaign, commander=commander, belligerent=japan)
    (there,) = sides_of(client).items()
    assert there[0] == japan.get_absolute_url()
    assert {division.get_absolute_url(), commander.get_absolute_url()} <= set(there[1].links)


def test_who_changed_sides_is_listed_under_both_each_with_its_battles(client, campaign, china, japan, division):
    before = factories.make_engagement(slug="before", campaign=campaign)
    after = factories.make_engagement(slug="after", campaign=campaign)
    make_participation(engagement=before, unit=division)
    make_participation(engagement=after, unit=division, belligerent=japan)
    factories.make_appointment(unit=division, campaign=campaign, commander=factories.make_commander(slug="general"))
    sides = {address: set(side.links) for address, side in sides_of(client).items()}
    assert before.get_absolute_url() in sides[china.get_absolute_url()]
    assert after.get_absolute_url() not in sides[china.get_absolute_url()]
    assert after.get_absolute_url() in sides[japan.get_absolute_url()]
    # Its posts are listed once, under its own side.
    assert "/commanders/general/" in sides[china.get_absolute_url()]
    assert "/commanders/general/" not in sides[japan.get_absolute_url()]


def test_a_chain_of_command_stands_under_the_side_that_the_source_names(client, campaign, china, japan, division):
    below = factories.make_unit(slug="below", belligerent=china)
    factories.make_subordination(unit=below, superior=division, campaign=campaign)
    make_participation(campaign=campaign, unit=division, belligerent=japan)
    (there,) = sides_of(client).items()
    assert there[0] == japan.get_absolute_url()
    # The unit below is of another side than the one on top.
    assert there[1].links.count(china.get_absolute_url()) == 1


def test_an_office_stands_under_the_side_that_the_source_names(client, campaign, china, japan, commander):
    factories.make_appointment(commander=commander, office="總司令", campaign=campaign)
    make_participation(campaign=campaign, commander=commander, belligerent=japan)
    assert set(sides_of(client)) == {japan.get_absolute_url()}


def test_the_page_of_a_battle_names_the_side_and_sorts_by_it(client, china, japan, division, commander):
    battle = factories.make_engagement()
    make_participation(engagement=battle, unit=division, belligerent=japan)
    make_participation(engagement=battle, commander=commander)
    make_participation(engagement=battle, belligerent=japan)
    assert took_part(client, battle) == ["大日本帝國 Japan", "岡村寧次 Okamura Yasuji", "師 for 大日本帝國 Japan"]


def test_the_pages_of_unit_and_person_name_the_side_of_the_battle(client, japan, division, commander):
    battle = factories.make_engagement(name="戰", name_en="")
    for participant in ({"unit": division}, {"commander": commander}):
        (record,) = participant.values()
        make_participation(engagement=battle, **participant)
        make_participation(engagement=battle, **participant, belligerent=japan)
        assert sorted(took_part(client, record)) == ["戰", "戰 for 大日本帝國 Japan"]


def test_the_page_of_a_side_names_who_was_there_for_it(client, japan, division):
    battle = factories.make_engagement(name="戰", name_en="")
    make_participation(engagement=battle, belligerent=japan)
    make_participation(engagement=battle, belligerent=japan, unit=division)
    assert sorted(took_part(client, japan)) == ["戰", "戰 師"]


def test_the_admin_names_participant_and_side(admin_client, japan, division):
    make_participation(unit=division, belligerent=japan)
    page = without_indentation(admin_client.get(address(Participation, "changelist")).content.decode())
    assert re.search(r'<th class="field-participant"><a [^>]+>師</a></th>', page)
    assert '<td class="field-side">大日本帝國 · Japan</td>' in html.unescape(page)


def test_the_form_takes_a_side_beside_a_unit_and_refuses_a_person_too(admin_client, japan, division, commander):
    row = make_participation(unit=division)
    url = address(Participation, "change", row.pk)
    assert submit(admin_client, url, belligerent=japan).status_code == 302
    row.refresh_from_db()
    assert (row.unit, row.belligerent) == (division, japan)
    refused = errors(submit(admin_client, url, commander=commander))
    assert refused["commander"] == ["A unit and a commander are two statements: choose one of them."]


def test_a_side_is_proposed_accepted_and_undone(client, japan, division):
    row = make_participation(unit=division)
    client.force_login(make_contributor(username="contributor"))
    editor = make_editor(username="editor")
    assert submit(client, address(Participation, "change", row.pk), belligerent=japan).status_code == 302
    assert Participation.objects.get().side == division.belligerent
    accept(Proposal.objects.get(), decided_by=editor)
    assert Participation.objects.get().side == japan
    undo(ChangeSet.objects.latest("pk"), made_by=editor)
    assert Participation.objects.get().belligerent is None


def test_a_file_brings_sides_and_names_two_participants(campaign, japan, division, commander):
    source = factories.make_source(slug="diary")
    headings = ["ref", "campaign", "belligerent", "unit", "commander", "source"]
    rows = [
        ["", "battle-of-wuhan", "japan", "division", "", "diary"],
        ["", "battle-of-wuhan", "japan", "", "", "diary"],
        ["", "battle-of-wuhan", "", "division", "", "diary"],
    ]
    wrong = [
        ["", "battle-of-wuhan", "", "division", "commander", "diary"],
        ["", "battle-of-wuhan", "", "", "", "diary"],
    ]
    lines = list(enumerate([*rows, *wrong], 2))
    refused = Importer(RESOURCES["participations"](), headings).run(lines)
    assert [(error.line, error.column) for error in refused.errors] == [(5, "commander"), (6, "belligerent")]
    result = Importer(RESOURCES["participations"](), headings).run(lines[:3])
    assert (result.new, result.error_count) == (3, 0)
    there = Participation.objects.get(unit=division, belligerent=japan)
    assert there.ref.startswith("diary-battle-of-wuhan-japan-division-participant-")
    assert {row.source for row in Participation.objects.all()} == {source}
    exported = RESOURCES["participations"]().rows_for_export(Participation.objects.all())
    assert ["japan", "division", ""] in [cells[3:6] for cells in exported]
