"""Every way of writing a row also writes its search key and its sort days."""

import json

import pytest
from django.core.management import call_command
from django.core.serializers import deserialize
from django.db import IntegrityError, NotSupportedError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from battles.models import Campaign, Commander, FigureClaim
from battles.values.edtf import parse
from tests.factories import make_campaign, make_claim, make_commander, make_engagement, make_name, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def stored(row, *columns):
    """What the database has, not what Python works out."""
    return type(row).objects.filter(pk=row.pk).values_list(*columns).get()


def test_saving_writes_derived_columns():
    campaign = make_campaign(
        slug="wuhan", name="武漢會戰", name_en="Battle of Wuhan", start="1938-06-11", end="1938-10"
    )
    assert stored(campaign, "search_key", "start_sort", "end_last") == (
        "wuhan\n武汉会战\nbattleofwuhan",
        parse("1938-06-11").earliest,
        parse("1938-10").latest,
    )
    campaign.name, campaign.start = "第106師團", ""
    campaign.save()
    assert stored(campaign, "search_key", "start_sort") == ("wuhan\n#106师团\nbattleofwuhan", None)


def test_saving_some_columns_writes_the_columns_derived_from_them():
    campaign = make_campaign(start="1938")
    campaign.start = "1939"
    campaign.save(update_fields=["start"])
    assert stored(campaign, "start", "start_sort") == ("1939", parse("1939").earliest)


def test_saving_a_partly_loaded_row_keeps_the_other_columns():
    campaign = make_campaign(start="1938", name="武漢會戰")
    partial = Campaign.objects.defer("name", "search_key").get(pk=campaign.pk)
    partial.start = "1939"
    partial.save()
    assert stored(campaign, "name", "start_sort") == ("武漢會戰", parse("1939").earliest)
    assert "武汉会战" in stored(campaign, "search_key")[0]


def test_bulk_create_writes_derived_columns():
    Commander.objects.bulk_create([Commander(slug="okamura-yasuji", name="岡村寧次", born="1884-05-15")])
    commander = Commander.objects.get()
    assert stored(commander, "search_key", "born_sort") == ("okamurayasuji\n冈村宁次", parse("1884-05-15").earliest)


def test_bulk_update_writes_derived_columns():
    rows = [make_campaign(name="一"), make_campaign(name="二")]
    for row in rows:
        row.name, row.start = "武漢會戰", "1938"
    Campaign.objects.bulk_update(rows, ["name", "start"])
    assert Campaign.objects.filter(search_key__contains="武汉会战", start_sort=parse("1938").earliest).count() == 2


def test_update_writes_derived_columns():
    make_campaign(slug="one")
    make_campaign(slug="two")
    assert Campaign.objects.update(name="武漢會戰", start="1938", outcome="victory") == 2
    assert set(Campaign.objects.values_list("search_key", "start_sort", "outcome")) == {
        ("one\n武汉会战\nbattleofwuhan", parse("1938").earliest, "victory"),
        ("two\n武汉会战\nbattleofwuhan", parse("1938").earliest, "victory"),
    }


def test_update_of_a_filtered_column_reaches_each_row():
    make_campaign(name="甲", outcome="")
    assert Campaign.objects.filter(name="甲").update(name="乙", outcome="stalemate") == 1
    assert Campaign.objects.get().outcome == "stalemate"


def test_update_with_an_expression_is_refused_for_a_source_of_a_derived_column():
    make_campaign()
    with pytest.raises(NotSupportedError, match="name"):
        Campaign.objects.update(name=Concat("name", Value("!")))


def test_update_of_other_columns_takes_as_many_queries_for_many_rows_as_for_one():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            Campaign.objects.update(outcome="victory")
        return len(captured)

    make_campaign()
    for_one = queries()
    for _number in range(20):
        make_campaign()
    assert queries() == for_one


def test_update_or_create_writes_derived_columns():
    campaign = make_campaign(slug="wuhan")
    Campaign.objects.update_or_create(slug="wuhan", defaults={"name": "武漢保衛戰"})
    assert "武汉保卫战" in stored(campaign, "search_key")[0]


def test_loading_a_fixture_writes_derived_columns(tmp_path):
    rows = [
        {
            "model": "battles.campaign",
            "fields": {"slug": "battle-of-wuhan", "name": "武漢會戰", "start": "1938-06-11", "end": "1938-10-25"},
        }
    ]
    fixture = tmp_path / "campaigns.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)
    campaign = Campaign.objects.get()
    assert stored(campaign, "search_key", "start_sort") == ("battleofwuhan\n武汉会战", parse("1938-06-11").earliest)


def test_fixtures_do_not_contain_derived_columns():
    make_campaign(start="1938")
    from django.core.serializers import serialize

    text = serialize("json", Campaign.objects.all(), use_natural_primary_keys=True, use_natural_foreign_keys=True)
    assert not {"search_key", "start_sort", "end_last"} & json.loads(text)[0]["fields"].keys()


def test_a_fixture_with_a_wrong_date_is_refused():
    row = {"model": "battles.campaign", "fields": {"slug": "a", "name": "a", "start": "1938-13-40"}}
    with pytest.raises(IntegrityError), transaction.atomic():
        next(deserialize("json", json.dumps([row]))).save()


def test_a_given_value_of_a_derived_column_is_ignored():
    campaign = make_campaign(name="武漢會戰", search_key="nonsense", start="1938", start_sort=1)
    assert stored(campaign, "start_sort") == (parse("1938").earliest,)
    assert "nonsense" not in stored(campaign, "search_key")[0]


def test_undated_rows_sort_last_and_early_years_first():
    for slug, start in [("undated", ""), ("wuhan", "1938-06-11"), ("salamis", "-0479"), ("actium", "-0030-09-02")]:
        make_campaign(slug=slug, start=start)
    assert list(Campaign.objects.values_list("slug", flat=True)) == ["salamis", "actium", "wuhan", "undated"]


@pytest.mark.parametrize("query", ["岡村寧次", "冈村宁次", "Okamura", "okamura yasuji", "ＯＫＡＭＵＲＡ", "岡村"])
def test_a_person_is_found_in_any_script(query):
    commander = make_commander(name="岡村寧次", name_en="Okamura Yasuji")
    make_commander(name="畑俊六", name_en="Hata Shunroku")
    assert list(Commander.objects.search(query)) == [commander]


def test_an_entity_is_found_by_any_name_that_a_source_gives_it():
    campaign = make_campaign(name="武漢會戰", name_en="")
    make_name(campaign=campaign, text="武漢攻略戰")
    make_campaign(name="常德會戰", name_en="")
    assert list(Campaign.objects.search("武汉攻略战")) == [campaign]


def test_a_claim_is_found_by_its_subject_and_by_its_texts():
    campaign = make_campaign(name="武漢會戰")
    make_name(campaign=campaign, text="武漢攻略戰")
    claim = make_claim(
        campaign=campaign, attributed_to="軍事委員會", wording="254,628人陣亡與受傷", source=make_source(title="史")
    )
    make_claim(campaign=make_campaign(name="常德會戰", name_en=""), source=make_source(title="常德"))
    for query in ("武汉会战", "攻略戰", "军事委员会", "受伤", "軍事委員會 武漢", claim.ref):
        assert list(FigureClaim.objects.search(query)) == [claim], query
    assert not FigureClaim.objects.search("軍事委員會 常德").exists()


@pytest.mark.parametrize(
    ("start", "end", "as_of", "apart"),
    [
        ("1938-09-06", "1938-09-06", "1938-09-06", ""),
        ("1938-09-06", "1938-09-06", "1938-09", ""),
        ("1938-06-11", "1938-10-27", "1938", ""),
        ("1938-06-11", "1938-10-27", "1938-06/1938-10", ""),
        ("1938-06-11", "1938-10-27", "1938-06-11", "1938-06-11"),
        ("1938-06-11", "1938-10-27", "1938-10-28", "1938-10-28"),
        ("1938-06-11", "", "1938", "1938"),
        ("", "", "1938", "1938"),
        ("1938", "1938", "", ""),
    ],
)
def test_a_date_sets_a_figure_apart_unless_it_covers_the_event(start, end, as_of, apart):
    event = make_campaign(start=start, end=end)
    for about in ({"campaign": event}, {"campaign": None, "engagement": make_engagement(start=start, end=end)}):
        claim = make_claim(as_of=as_of, **about)
        assert claim.date_apart == apart
        assert FigureClaim.objects.with_date_apart().get(pk=claim.pk).date_apart == apart
