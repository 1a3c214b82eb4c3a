"""Identifiers: written in one way, checked, unique, and found from files, pages and searches."""

import json
import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from battles.history.revert import revert
from battles.models import Authority, Campaign, Change, Identifier, Name, Place
from battles.values.identifiers import is_bounded
from tests import factories
from tests.admin import address, submit
from tests.factories import make_campaign, make_identifier, make_place, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def imported(kind, text, tmp_path, **options):
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    call_command("importcsv", kind, str(path), **options)


def exported(kind, tmp_path):
    path = tmp_path / f"{kind}-out.csv"
    call_command("exportcsv", kind, output=path)
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("authority", "typed", "value"),
    [
        ("wikidata", " q187711 ", "Q187711"),
        ("wikidata", "https://www.wikidata.org/wiki/Q187711", "Q187711"),
        ("wikidata", "http://wikidata.org/entity/Q187711#sitelinks", "Q187711"),
        ("geonames", "https://www.geonames.org/1791247/wuhan.html", "1791247"),
        ("viaf", "https://viaf.org/viaf/102333412/", "102333412"),
        ("isbn", "978-0-306-40615-7", "9780306406157"),
        ("isbn", "0 521 81491 X", "052181491X"),
        ("doi", "https://doi.org/10.1017/S0305741000000001", "10.1017/s0305741000000001"),
        ("doi", "10.1017/S0305741000000001", "10.1017/s0305741000000001"),
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("issn", "03057410", "0305-7410"),
        ("gnd", "4066009-6", "4066009-6"),
        ("cbdb", "https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=3767", "3767"),
    ],
)
def test_a_value_is_written_in_one_way_however_it_is_typed(authority, typed, value):
    identifier = make_identifier(authority=authority, value=typed)
    identifier.full_clean()
    assert (identifier.value, identifier.reference) == (value, f"{authority}:{value}")
    identifier.refresh_from_db()
    assert (identifier.value, identifier.reference) == (value, f"{authority}:{value}")


@pytest.mark.parametrize(
    ("authority", "value", "sentence"),
    [
        ("wikidata", "P31", "“P31” is no identifier of Wikidata."),
        ("wikidata", "Q0", "“Q0” is no identifier of Wikidata."),
        ("doi", "11.1/x", "“11.1/x” is no identifier of DOI."),
        ("isbn", "978-0-306-40615-8", "“9780306406158” has a wrong check digit. Compare it with the work."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_forms_and_files(tmp_path, authority, value, sentence, capsys):
    with pytest.raises(ValidationError) as refused:
        Identifier(authority=Authority.objects.get(slug=authority), value=value, campaign=make_campaign()).full_clean()
    assert refused.value.message_dict == {"value": [sentence]}
    make_campaign(slug="wuhan")
    with pytest.raises(CommandError):
        imported("identifiers", f"campaign,authority,value\nwuhan,{authority},{value}\n", tmp_path)
    said = capsys.readouterr()
    assert f"line 2, value: {sentence}" in said.out + said.err
    assert not Identifier.objects.exists()


@pytest.mark.parametrize(("given", "sentence"), [("Wikidate", "Did you mean wikidata?"), ("%", "no authority “%”")])
def test_an_authority_that_is_none_is_told_with_the_nearest_ones(tmp_path, given, sentence, capsys):
    make_campaign(slug="wuhan")
    with pytest.raises(CommandError):
        imported("identifiers", f"campaign,authority,value\nwuhan,{given},Q5\n", tmp_path)
    said = capsys.readouterr()
    assert sentence in said.out + said.err


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(?:a|a)*b", r"(\d+)*", "(?=a)a", r"(a)\1", "a*a*a*a*a*a*a*b", "[", "x" * 201]
)
def test_a_pattern_that_might_take_long_is_refused(pattern):
    assert not is_bounded(pattern)
    authority = factories.make_authority()
    authority.pattern = pattern
    with pytest.raises(ValidationError) as refused:
        authority.full_clean()
    assert "pattern" in refused.value.message_dict


def test_the_patterns_of_the_site_are_bounded_and_its_addresses_have_a_place_for_the_value():
    for authority in Authority.objects.all():
        authority.full_clean()


def test_the_worst_pattern_that_is_taken_ends_soon():
    pattern = "a*" * 4 + "b"
    assert is_bounded(pattern)
    before = time.process_time()
    assert not re.fullmatch(pattern, "a" * 100)
    assert time.process_time() - before < 60


def test_an_identifier_is_of_one_record():
    make_identifier(value="Q1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_identifier(value="q1")
    again = Identifier(authority=Authority.objects.get(slug="wikidata"), value="q1", place=make_place())
    with pytest.raises(ValidationError, match="Another record has this identifier"):
        again.full_clean()


def test_an_authority_in_use_stays():
    identifier = make_identifier()
    with pytest.raises(ProtectedError):
        identifier.authority.delete()
    identifier.authority.slug = "wd"
    with pytest.raises(ValidationError, match="it stays wikidata"):
        identifier.authority.full_clean()
    with pytest.raises(ProtectedError):
        identifier.campaign.delete()


def test_an_update_makes_the_reference_again():
    make_identifier(value="Q1")
    Identifier.objects.update(value="q2")
    assert Identifier.objects.get().reference == "wikidata:Q2"


def test_a_file_goes_in_and_comes_out(tmp_path):
    make_campaign(slug="wuhan")
    make_source(slug="book")
    text = (
        "campaign,engagement,unit,commander,place,belligerent,source,authority,value,note\n"
        ",,,,,,book,isbn,9780306406157,\n"
        "wuhan,,,,,,,wikidata,Q187711,checked\n"
    )
    imported("identifiers", text.replace("Q187711", "https://www.wikidata.org/wiki/q187711"), tmp_path)
    assert exported("identifiers", tmp_path) == text
    imported("identifiers", text.replace("checked", "checked twice"), tmp_path)
    assert (
        Identifier.objects.filter(reference="wikidata:Q187711", note="checked twice", status="published").count() == 1
    )
    with pytest.raises(CommandError):
        imported("identifiers", "place,authority,value\n,wikidata,Q5\n", tmp_path)
    with pytest.raises(CommandError):
        imported("identifiers", "campaign,authority,value\nwuhan,wikidata,Q6\nwuhan,wikidata,q6\n", tmp_path)
    assert Identifier.objects.count() == 2


def test_a_link_may_be_an_identifier(tmp_path, capsys):
    wuhan, first, second = make_campaign(slug="wuhan"), make_place(slug="wuchang"), make_place(slug="hankow")
    make_identifier(campaign=wuhan, value="Q187711")
    make_identifier(place=first, authority="geonames", value="1791247")
    book = make_identifier(source=make_source(slug="book"), authority="isbn", value="9780306406157").source
    imported(
        "campaigns", "slug,name,part_of,places\nhuangmei,黃梅,wikidata:q187711,geonames:1791247|hankow\n", tmp_path
    )
    huangmei = Campaign.objects.get(slug="huangmei")
    assert (huangmei.part_of, set(huangmei.places.all())) == (wuhan, {first, second})
    names = "campaign,text,language,source,locator\n{},武漢會戰,zh-Hant,{},1\n"
    imported("names", names.format("wikidata:Q187711", "isbn:978-0-306-40615-7"), tmp_path)
    assert Name.objects.get().source == book
    # The same statement as by slugs.
    imported("names", names.format("wuhan", "book"), tmp_path)
    assert Name.objects.count() == 1
    capsys.readouterr()
    with pytest.raises(CommandError):
        imported("names", names.format("wikidata:Q1", "book"), tmp_path)
    said = capsys.readouterr()
    assert "line 2, campaign: There is no campaign “wikidata:Q1”." in said.out + said.err


def test_changes_are_reverted(tmp_path):
    identifier = make_identifier(value="Q1")
    change = Change.objects.of(identifier).first()
    assert change.identity == "wikidata:Q1"
    identifier.value = "Q2"
    identifier.save()
    revert(change, change.after)
    identifier.refresh_from_db()
    assert identifier.reference == "wikidata:Q1"


def test_pages_link_to_the_authority_and_say_so_to_machines(client):
    place = make_place(slug="wuhan", name="武漢</script>", name_en="Wuhan")
    make_identifier(place=place, value="Q11746")
    make_identifier(place=place, authority="geonames", value="1791247", status="draft")
    page = client.get("/places/wuhan/").content.decode()
    assert '<a href="https://www.wikidata.org/wiki/Q11746" rel="noreferrer">Wikidata Q11746</a>' in page
    assert "1791247" not in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@type": "Place",
        "@id": "http://testserver/places/wuhan/",
        "url": "http://testserver/places/wuhan/",
        "name": "武漢</script>",
        "alternateName": "Wuhan",
        "sameAs": ["https://www.wikidata.org/wiki/Q11746"],
    }
    assert client.get("/places/wuhan/?format=json").json()["identifiers"] == ["wikidata:Q11746"]


@pytest.mark.parametrize(
    ("link", "maker"),
    [(name, getattr(factories, f"make_{name}")) for name in ("campaign", "engagement", "unit", "commander", "source")],
)
def test_every_kind_of_record_shows_its_identifiers(client, link, maker):
    record = maker()
    make_identifier(**{link: record}, value="Q187711")
    page = client.get(record.get_absolute_url()).content.decode()
    assert "Wikidata Q187711" in page
    assert '"sameAs": ["https://www.wikidata.org/wiki/Q187711"]' in page


@pytest.mark.parametrize("query", ["Q187711", "q187711", "wikidata:Q187711", "Wikidata:q187711"])
def test_a_search_for_an_identifier_finds_the_record(client, query):
    make_identifier(place=make_place(slug="wuhan"), value="Q187711")
    make_identifier(place=make_place(slug="luoyang"), value="Q1877110")
    assert [place.slug for place in Place.objects.published().search(query)] == ["wuhan"]
    page = client.get("/search/", {"q": query}).content.decode()
    assert "/places/wuhan/" in page
    assert "/places/luoyang/" not in page


def test_the_form_of_a_record_has_its_identifiers(admin_client):
    place = make_place()
    wikidata = Authority.objects.get(slug="wikidata")
    url = address(Place, "change", place.pk)
    row = {"identifiers-TOTAL_FORMS": 1, "identifiers-0-authority": wikidata.pk, "identifiers-0-place": place.pk}
    assert (
        submit(admin_client, url, **row, **{"identifiers-0-value": "https://www.wikidata.org/wiki/q7"}).status_code
        == 302
    )
    assert place.identifiers.get().reference == "wikidata:Q7"
    response = submit(admin_client, address(Place, "change", make_place().pk), **row, **{"identifiers-0-value": "Q7"})
    assert response.status_code == 200
    assert "Another record has this identifier" in response.content.decode()
