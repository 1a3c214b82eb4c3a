"""What claims count is a table: it comes filled, editors extend it, and what is in use stays."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from battles.history.revert import revert
from battles.history.undo import undo
from battles.models import Change, ChangeSet, Countable, FigureClaim
from tests.admin import address
from tests.factories import make_belligerent, make_campaign, make_claim, make_countable, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

BEFORE = [
    *("persons", "officers", "armies", "corps", "divisions", "brigades", "regiments", "battalions", "aircraft"),
    *("ships", "guns", "tanks", "bombs", "places", "percent", "days", "months", "other"),
]


def run_import(kind, text, tmp_path, **options):
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    call_command("importcsv", kind, str(path), **options)


def exported(kind, path):
    call_command("exportcsv", kind, output=path)
    return path.read_text(encoding="utf-8-sig")


def test_the_values_of_earlier_versions_come_first_in_their_order_among_the_others():
    slugs = list(Countable.objects.published().values_list("slug", flat=True))
    assert [slug for slug in slugs if slug in BEFORE] == BEFORE
    assert {"horses", "vehicles", "locomotives", "flags", "small_arms", "prisoners", "companies", "generals"} < {*slugs}


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ["aircraft", "flags"]), ("zh-hant", ["飛機", "軍旗"]), ("zh-hans", ["飞机", "军旗"])],
)
def test_the_label_is_in_the_readers_language(language, labels):
    with translation.override(language):
        assert [Countable.objects.get(slug=slug).label for slug in ("aircraft", "flags")] == labels


def test_an_editor_adds_one_and_counts_it(tmp_path):
    run_import("countables", "slug,name,name_en,note\nmules,騾,mules,pack animals\n", tmp_path)
    make_campaign(slug="wuhan")
    make_source(slug="diary")
    claims = "campaign,kind,category,counted,low,high,source\nwuhan,materiel_losses,lost,mules,7,7,diary\n"
    run_import("claims", claims, tmp_path)
    claim = FigureClaim.objects.get()
    assert (claim.counted.label, claim.ref[:38]) == ("mules", "diary-wuhan-materiel-losses-lost-mules")
    assert "mules,騾,mules,pack animals" in exported("countables", tmp_path / "out.csv")


def test_the_ref_of_a_claim_is_the_one_that_a_text_gave():
    claim = make_claim(counted="aircraft", source=make_source(slug="s"), campaign=make_campaign(slug="c"), locator="1")
    content = dict.fromkeys(field.name for field in FigureClaim.content_fields())
    content = {name: claim.plain_value(FigureClaim._meta.get_field(name)) for name in content}
    assert content["counted"] == "aircraft"
    assert claim.ref == FigureClaim.ref_of(content)
    assert claim.ref == "s-c-casualties-killed-aircraft-ba28423e59"


def test_a_new_claim_counts_the_first_one(admin_client, tmp_path):
    page = admin_client.get(address(FigureClaim, "add")).content.decode()
    assert '<option value="persons" selected>persons</option>' in page
    make_campaign(slug="wuhan")
    make_source(slug="diary")
    claims = "campaign,kind,category,low,high,source\nwuhan,casualties,killed,7,7,diary\n"
    run_import("claims", claims, tmp_path)
    assert FigureClaim.objects.get().counted.slug == "persons"
    run_import("claims", claims.replace("low", "counted,low").replace("7,7", ",7,7"), tmp_path, dry_run=True)
    assert FigureClaim.objects.count() == 1


def test_one_in_use_is_not_deleted_and_keeps_its_slug():
    mules = make_countable(slug="mules")
    mules.slug = "pack-mules"
    mules.full_clean()
    mules.slug = "mules"
    make_claim(counted="mules")
    with pytest.raises(ProtectedError):
        mules.delete()
    mules.slug = "pack-mules"
    with pytest.raises(ValidationError) as refused:
        mules.full_clean()
    assert refused.value.message_dict == {
        "slug": ["Records use this term, and files and refs name it by its slug: it stays mules."]
    }


def test_a_change_of_what_is_counted_is_undone_and_reverted():
    claim = make_claim(counted="persons")
    claim.counted = Countable.objects.get(slug="officers")
    claim.save()
    change = Change.objects.of(claim).first()
    undo(ChangeSet.objects.get(pk=change.change_set_id))
    claim.refresh_from_db()
    assert claim.counted.slug == "persons"
    revert(change, change.after)
    claim.refresh_from_db()
    assert claim.counted.slug == "officers"


def test_a_wrong_value_is_told_the_one_that_is_meant(tmp_path, capsys):
    make_campaign(slug="wuhan")
    make_source(slug="diary")
    claims = "campaign,kind,category,counted,low,high,source\nwuhan,materiel_losses,lost,planes,7,7,diary\n"
    with pytest.raises(CommandError):
        run_import("claims", claims, tmp_path)
    said = capsys.readouterr()
    assert "There is no thing counted “planes”. Did you mean aircraft?" in said.out + said.err


def test_a_published_claim_counts_no_draft():
    claim = make_claim()
    claim.counted = make_countable(status="draft")
    with pytest.raises(ValidationError, match="is not published"):
        claim.full_clean()


def test_lists_filters_and_pages_name_what_is_counted(client):
    flags = make_claim(kind="materiel_losses", category="lost", counted="flags")
    make_claim(counted="other")
    page = client.get("/claims/?counted=flags").content.decode()
    assert "Lost, flags" in page
    assert '<input type="checkbox" name="counted" value="flags" checked> <span>flags</span>' in page
    assert client.get("/claims/?counted=people").status_code == 400
    assert "軍旗" in client.get(flags.event.get_absolute_url(), headers={"accept-language": "zh-hant"}).content.decode()
    assert "counted,flags" not in client.get("/claims/?format=csv").getvalue().decode()
    assert '"counted": "flags"' in client.get("/claims/?format=json").getvalue().decode()


def test_pages_take_as_many_queries_for_one_thing_counted_as_for_many(admin_client):
    campaign, side = make_campaign(), make_belligerent()

    def costs():
        pages = ("/claims/", campaign.get_absolute_url(), "/disagreements/", address(FigureClaim, "changelist"))
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert admin_client.get(page).status_code == 200
            found.append(len(queries))
        return found

    make_claim(campaign=campaign, belligerent=side)
    make_claim(campaign=campaign, belligerent=side, low=7, high=7)
    costs()
    few = costs()
    for countable in Countable.objects.all()[:12]:
        for number in (1, 2):
            make_claim(campaign=campaign, belligerent=side, counted=countable, kind="other", low=number, high=number)
    assert costs() == few
