"""Invalid input in a form gives one error beside its field, and nothing is saved."""

from decimal import Decimal

import pytest

from battles import models
from tests.admin import address, already_recorded, errors, opened, submit
from tests.factories import (
    make_belligerent,
    make_campaign,
    make_claim,
    make_commander,
    make_engagement,
    make_place,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_values(db):
    """Values of a valid figure claim."""
    return {
        "source": make_source(), "locator": "¶16", "campaign": make_campaign(), "kind": "casualties",
        "category": "killed", "counted": "persons", "qualifier": "exact", "low": "254628", "high": "254628",
    }  # fmt: skip


def add_claim(client, values, **changed):
    return submit(client, address(models.FigureClaim, "add"), **values | changed)


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("254628", "254628"),
        (" 254628 ", "254628"),
        ("２５４６２８", "254628"),
        ("1e5", "100000"),
        ("5.5", "5.5"),
        ("0", "0"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_number_is_stored_and_shown_as_plain_digits(admin_client, claim_values, typed, stored):
    add_claim(admin_client, claim_values, low=typed, high=typed)
    claim = models.FigureClaim.objects.get()
    form = admin_client.get(address(models.FigureClaim, "change", claim.pk)).context["adminform"].form
    assert form["low"].value() == form["high"].value() == stored


@pytest.mark.parametrize(
    ("changed", "box", "sentence"),
    [
        ({"source": ""}, "source", "This field is required."),
        ({"source": "0"}, "source", "Select a valid choice. That choice is not one of the available choices."),
        ({"source": "x\0"}, "source", "Null characters are not allowed."),
        ({"source": "9" * 40}, "source", "Select a valid choice. That choice is not one of the available choices."),
        ({"source": "9" * 5000}, "source", "Select a valid choice. That choice is not one of the available choices."),
        ({"campaign": ""}, "campaign", "Say what this is about: choose one of campaign, engagement."),
        ({"low": "300000"}, "high", "The high bound is below the low bound."),
        ({"low": ""}, "low", "“exact” needs a low bound."),
        ({"high": "254629"}, "high", "“exact” has the same number in both bounds; two numbers are a range."),
        ({"qualifier": "over"}, "high", "“over” has no high bound: leave it empty, or choose another qualifier."),
        ({"qualifier": "at_most"}, "low", "“at most” has no low bound: leave it empty, or choose another qualifier."),
        ({"qualifier": "range"}, "high", "A range has a high bound above its low bound; one number is exact or about."),
        (
            {"qualifier": "nonsense"},
            "qualifier",
            "Select a valid choice. nonsense is not one of the available choices.",
        ),
        ({"kind": "strength"}, "category", "This category does not go with this kind of figure."),
        ({"standing": "preferred"}, "standing_reason", "A standing other than normal needs a reason."),
        ({"low": "40萬"}, "low", "“40萬” is not a plain number. It means: low 400000, high 400000, qualifier exact."),
        (
            {"low": "254,628"},
            "low",
            "“254,628” is not a plain number. It means: low 254628, high 254628, qualifier exact.",
        ),
        ({"high": "~500"}, "high", "“~500” is not a plain number. It means: low 500, high 500, qualifier about."),
        ({"low": "NaN"}, "low", "Enter a number."),
        ({"low": "Infinity"}, "low", "Enter a number."),
        ({"low": "1e400"}, "low", "Ensure that there are no more than 14 digits in total."),
        ({"low": "9" * 400}, "low", "Ensure that there are no more than 14 digits in total."),
        ({"low": "5.5555"}, "low", "Ensure that there are no more than 2 decimal places."),
        ({"as_of": "1938-02-30"}, "as_of", "“1938-02-30” has no day 30: that month is shorter, or days begin at 01."),
        ({"locator": "x" * 101}, "locator", "Ensure this value has at most 100 characters (it has 101)."),
        ({"wording": "萬" * 201}, "wording", "Ensure this value has at most 200 characters (it has 201)."),
        ({"wording": "a\0b"}, "wording", "Null characters are not allowed."),
        ({"note": "a\0b"}, "note", "Null characters are not allowed."),
        ({"quoted_locator": "p. 328"}, "quoted_locator", "A place in a quoted work needs the quoted work."),
        (
            {"ref": "not a ref"},
            "ref",
            "“not a ref” is no slug or ref: these have letters without accents, digits, hyphens and underscores.",
        ),
    ],
)
def test_contradictory_claim_has_an_error_beside_its_field(admin_client, claim_values, changed, box, sentence):
    page = add_claim(admin_client, claim_values, **changed)
    assert errors(page).keys() == {box}
    assert sentence in errors(page)[box]
    assert sentence in page.content.decode()
    assert not models.FigureClaim.objects.exists()


def test_negative_number_is_refused(admin_client, claim_values):
    page = add_claim(admin_client, claim_values, low="-1", high="-1")
    assert errors(page)["low"] == errors(page)["high"] == ["Ensure this value is greater than or equal to 0."]
    assert not models.FigureClaim.objects.exists()


def test_claim_about_campaign_and_engagement_is_refused(admin_client, claim_values):
    page = add_claim(admin_client, claim_values, engagement=make_engagement())
    assert errors(page)["engagement"] == ["Choose only one of campaign, engagement."]
    assert not models.FigureClaim.objects.exists()


def test_source_that_quotes_itself_is_refused(admin_client, claim_values):
    page = add_claim(admin_client, claim_values, quoted_source=claim_values["source"])
    assert errors(page)["quoted_source"] == ["A source does not quote itself: leave this empty."]


def test_statement_without_its_required_links_is_refused(admin_client):
    page = submit(admin_client, address(models.Appointment, "add"), source=make_source(), office="總司令")
    assert errors(page) == {"commander": ["This field is required."]}
    page = submit(admin_client, address(models.Subordination, "add"), source=make_source())
    assert errors(page) == {"unit": ["This field is required."], "superior": ["This field is required."]}
    assert not models.Appointment.objects.exists()
    assert not models.Subordination.objects.exists()


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("1938-13-40", "“1938-13-40” has no month 13: months run from 01 to 12, seasons from 21 to 24."),
        ("", "This field is required."),
        ("October 1938", "“October 1938” is not a date in digits. Write 1938-10."),
        ("１９３８", "“１９３８” is not a date: write it in plain digits and hyphens: 1938."),
        ("1938-10/1938-09", "“1938-10/1938-09” ends before it begins."),
    ],
)
def test_invalid_date_is_refused(admin_client, date, sentence):
    page = submit(
        admin_client, address(models.DateClaim, "add"), source=make_source(), campaign=make_campaign(), date=date
    )
    assert any(said.startswith(sentence) for said in errors(page)["date"])
    assert not models.DateClaim.objects.exists()


@pytest.mark.both_engines
def test_slug_of_another_record_is_refused(admin_client):
    make_place(slug="wuhan")
    page = submit(admin_client, address(models.Place, "add"), slug="wuhan", name="武漢")
    assert errors(page) == {"slug": ["This slug is taken. Choose another, or edit the record that has it."]}
    assert models.Place.objects.count() == 1


def test_invalid_language_tag_is_refused(admin_client):
    values = {"source": make_source(), "campaign": make_campaign(), "text": "武漢會戰"}
    page = submit(admin_client, address(models.Name, "add"), **values, language="中文")
    assert errors(page) == {"language": ["Write a language tag such as zh-Hant, zh-Hans, ja, en or ru."]}


@pytest.mark.parametrize("url", ["ftp://example.org/a", 'https://example.org/"><b>', "https://example.org/<b>"])
def test_source_address_that_is_no_web_address_is_refused(admin_client, url):
    page = submit(admin_client, address(models.Source, "add"), slug="book", title="書", kind="book", archived_url=url)
    sentence = "Give an address that begins with http:// or https:// and has no space, quote, < or >."
    assert errors(page) == {"archived_url": [sentence]}


def test_campaign_that_is_part_of_itself_is_refused(admin_client):
    war = make_campaign()
    battle = make_campaign(part_of=make_campaign(part_of=war))
    page = submit(admin_client, address(models.Campaign, "change", war.pk), part_of=battle)
    assert errors(page) == {"part_of": ["This record would be a part of itself."]}
    war.refresh_from_db()
    assert war.part_of is None


@pytest.mark.both_engines
@pytest.mark.parametrize("key", ["0", "x", "-1", "9" * 40, "1\0", "１"])
def test_invalid_key_of_a_place_is_refused(admin_client, key):
    page = submit(admin_client, address(models.Campaign, "add"), slug="wuhan", name="武漢會戰", places=[key])
    (sentence,) = errors(page)["places"]
    assert "valid" in sentence
    assert not models.Campaign.objects.exists()


@pytest.mark.both_engines
@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "1\0", "１", "0"])
def test_invalid_key_in_the_url_leaves_the_field_empty(admin_client, key):
    make_claim()
    page = admin_client.get(address(models.FigureClaim, "add", campaign=key, source=key, low=key, kind=key))
    form = page.context["adminform"].form
    for link in ("campaign", "source"):
        assert " selected>" not in str(form[link])
    page = admin_client.get(address(models.Campaign, "add", places=f"{key},{key}"))
    assert "<option" not in str(page.context["adminform"].form["places"])


def test_ref_is_typed_or_generated_and_does_not_change(admin_client, claim_values):
    add_claim(admin_client, claim_values, ref="wuhan-killed")
    claim = models.FigureClaim.objects.get()
    assert claim.ref == "wuhan-killed"
    change = address(models.FigureClaim, "change", claim.pk)
    assert "ref" not in admin_client.get(change).context["adminform"].form.fields
    submit(admin_client, change, ref="another", locator="¶17")
    claim.refresh_from_db()
    assert (claim.ref, claim.locator) == ("wuhan-killed", "¶17")


@pytest.mark.both_engines
def test_ref_of_another_record_is_refused(admin_client, claim_values):
    taken = make_claim()
    page = add_claim(admin_client, claim_values, ref=taken.ref)
    assert errors(page) == {"ref": ["Another statement has this ref. Leave the field empty to get a new one."]}


@pytest.mark.both_engines
def test_repeated_statement_is_refused_with_the_name_of_the_first(admin_client, claim_values):
    add_claim(admin_client, claim_values)
    first = models.FigureClaim.objects.get()
    page = add_claim(admin_client, claim_values)
    assert errors(page) == {"__all__": [already_recorded(first)]}
    assert models.FigureClaim.objects.count() == 1


def test_statement_saved_as_new_gets_its_own_ref(admin_client, claim_values):
    add_claim(admin_client, claim_values)
    first = models.FigureClaim.objects.get()
    change = address(models.FigureClaim, "change", first.pk)
    page = submit(admin_client, change, _saveasnew="1")
    assert errors(page) == {"__all__": [already_recorded(first)]}
    submit(admin_client, change, _saveasnew="1", category="wounded")
    second = models.FigureClaim.objects.exclude(pk=first.pk).get()
    assert second.category == "wounded"
    assert second.ref not in ("", first.ref)


@pytest.mark.parametrize(
    ("model", "own", "other", "category"),
    [
        (models.CasualtyClaim, "civilian_casualties", "strength", "killed"),
        (models.StrengthClaim, "strength", "casualties", "engaged"),
    ],
)
def test_claim_of_one_kind_is_also_in_the_list_of_all_claims(admin_client, claim_values, model, own, other, category):
    form = admin_client.get(address(model, "add")).context["adminform"].form
    assert [value for value, _ in form.fields["kind"].choices] == [kind.value for kind in model.kinds]
    assert form["kind"].value() == model.kinds[0]
    page = submit(admin_client, address(model, "add"), **claim_values | {"kind": other, "category": category})
    assert errors(page)["kind"] == [f"Select a valid choice. {other} is not one of the available choices."]
    submit(admin_client, address(model, "add"), **claim_values | {"kind": own, "category": category})
    claim = model.objects.get()
    listed = admin_client.get(address(models.FigureClaim, "changelist")).context["cl"].result_list
    assert [row.pk for row in listed] == [claim.pk]


@pytest.mark.both_engines
def test_deletion_of_a_cited_source_is_refused_with_its_citations(admin_client):
    claim = make_claim()
    url = address(models.Source, "delete", claim.source_id)
    for page in (admin_client.get(url), admin_client.post(url, {"post": "yes"})):
        assert "<h1>Cannot delete source</h1>" in page.content.decode()
        assert (
            f'<a href="{address(models.FigureClaim, "change", claim.pk)}">{claim.description}</a>'
            in page.content.decode()
        )
    chosen = {"action": "delete_selected", "_selected_action": claim.source_id, "post": "yes"}
    page = admin_client.post(address(models.Source, "changelist"), chosen)
    assert "<h1>Cannot delete source</h1>" in page.content.decode()
    assert claim.description in page.content.decode()
    assert models.Source.objects.filter(pk=claim.source_id).exists()


def test_source_without_citations_is_deleted(admin_client):
    source = make_source()
    admin_client.post(address(models.Source, "delete", source.pk), {"post": "yes"})
    assert not models.Source.objects.exists()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "query",
    [
        {"kind__exact": "a\0"}, {"campaign__id__exact": "x"}, {"campaign__id__exact": "9" * 40},
        {"campaign__id__exact": "\0"}, {"nonsense": "1"}, {"p": "x"}, {"p": "9" * 40}, {"o": "x.9999.-"}, {"e": "1"},
        {"disputed__exact": "perhaps"}, {"low__gt": "much"}, {"_facets": "True"},
    ],
    ids=str,
)  # fmt: skip
def test_list_answers_every_query_string_with_a_page(admin_client, query):
    make_claim()
    page = admin_client.get(address(models.FigureClaim, "changelist", **query), follow=True)
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


@pytest.mark.both_engines
@pytest.mark.parametrize("key", ["x", "0", "9" * 40, "_00", "١"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_url_of_a_missing_record_says_so(admin_client, page, key):
    answer = admin_client.get(address(models.Source, page, key), follow=True)
    assert "Perhaps it was deleted?" in answer.content.decode()


def test_unit_is_added_with_its_required_fields(admin_client):
    side = make_belligerent()
    submit(
        admin_client, address(models.Unit, "add"), slug="106d", name="第106師團", belligerent=side, echelon="division"
    )
    assert models.Unit.objects.get().belligerent == side


def test_form_without_its_hidden_fields_does_not_fail(admin_client):
    commander = make_commander()
    url = address(models.Commander, "change", commander.pk)
    sent = opened(admin_client, url)
    assert any(name.endswith("TOTAL_FORMS") for name in sent)
    page = admin_client.post(url, {"name": "岡村", "slug": commander.slug})
    assert "ManagementForm data is missing or has been tampered with." in page.content.decode()
    assert models.Commander.objects.get().name == commander.name


def test_campaign_has_several_places(admin_client):
    places = [make_place(), make_place()]
    submit(admin_client, address(models.Campaign, "add"), slug="x", name="武漢會戰", places=[row.pk for row in places])
    assert set(models.Campaign.objects.get().places.all()) == set(places)


def test_a_form_rounds_coordinates(admin_client):
    submit(
        admin_client, address(models.Place, "add"), slug="kabul", name="Kabul", latitude="34.5284551", longitude="69"
    )
    kept = models.Place._meta.get_field("latitude").decimal_places
    assert models.Place.objects.get().latitude == round(Decimal("34.5284551"), kept)


def test_doubtful_columns_are_told_after_saving(admin_client):
    values = {"slug": "somme", "name": "Somme", "kind": "battle", "campaign": make_campaign(), "start": "6027"}
    page = admin_client.get(submit(admin_client, address(models.Engagement, "add"), **values).url)
    assert "the serial number of 1916-07-01 in a spreadsheet." in page.content.decode()


def test_unseen_characters_around_a_slug_are_removed(admin_client):
    submit(admin_client, address(models.Belligerent, "add"), slug="\u200bThe_Side-1\u00a0", name="某方")
    assert models.Belligerent.objects.get().slug == "The_Side-1"
