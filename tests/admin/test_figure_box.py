"""The box for a figure reads what people type, fills what nobody filled by hand, and says what it cannot do."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission

from battles import models
from battles.history.versions import latest_versions
from tests.admin import address, errors, submit
from tests.factories import make_campaign, make_claim, make_source
from tests.review import make_contributor

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

MODELS = (models.FigureClaim, models.CasualtyClaim, models.StrengthClaim)


@pytest.fixture
def values(db):
    """Values of a claim without a figure."""
    return {
        "source": make_source(), "locator": "p. 214", "campaign": make_campaign(), "kind": "casualties",
        "category": "killed",
    }  # fmt: skip


def add(client, values, model=models.FigureClaim, **changed):
    return submit(client, address(model, "add"), **values | changed)


def box_error(page):
    (sentence,) = errors(page)["figure_text"]
    return sentence


def read(client, text, model=models.FigureClaim):
    return client.get(address(model, "read_figure"), {"text": text})


@pytest.mark.parametrize(
    ("typed", "low", "high", "qualifier"),
    [
        ("c. 2,300", "2300", "2300", "about"),
        (">40萬", "400000", None, "over"),
        ("1,000–1,500", "1000", "1500", "range"),
        ("數千", "2000", "9000", "several"),
        ("no fewer than 8,000", "8000", None, "at_least"),
        ("fewer than 500", None, "500", "under"),
        ("unknown", None, None, "unknown"),
        ("0", "0", "0", "exact"),
    ],
)
def test_the_box_fills_the_figure_without_a_script(admin_client, values, typed, low, high, qualifier):
    add(admin_client, values, figure_text=typed)
    claim = models.FigureClaim.objects.get()
    assert (claim.low, claim.high) == (low and Decimal(low), high and Decimal(high))
    assert claim.qualifier == qualifier
    assert (claim.kind, claim.category, claim.counted.slug) == ("casualties", "killed", "persons")


def test_the_box_fills_what_is_counted_if_the_words_say_so(admin_client, values):
    add(admin_client, values | {"kind": "", "category": ""}, figure_text="twelve guns lost")
    claim = models.FigureClaim.objects.get()
    assert (claim.kind, claim.category, claim.counted.slug) == ("materiel_losses", "lost", "guns")
    assert claim.figure == "12"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("pas de chiffre connu, <b>environ</b>", "No figure can be read in “pas de chiffre connu, <b>environ</b>”."),
        ("200 killed, 300 wounded", "“200 killed, 300 wounded” has several figures: 200, 300."),
        ("百萬", "“百萬” may be a round number of speech."),
        ("a" * 150, f"No figure can be read in “{'a' * 150}”."),
        ("a" * 5000, "This is too long for a figure"),
    ],
)
def test_a_text_that_cannot_be_read_is_an_error_beside_the_box(admin_client, values, typed, sentence):
    page = add(admin_client, values, figure_text=typed)
    assert errors(page).keys() == {"figure_text"}
    assert sentence in box_error(page)
    assert "Write it otherwise, or empty this box and fill in the fields below." in box_error(page)
    form = page.context["adminform"].form
    assert form["figure_text"].value() == typed
    assert form["category"].value() == "killed"
    assert not models.FigureClaim.objects.exists()
    assert "<b>environ</b>" not in page.content.decode()


@pytest.mark.parametrize(
    ("by_hand", "fields"),
    [
        ({"low": "2400"}, "Low 2400"),
        ({"low": "2300", "high": "2500"}, "High 2500"),
        ({"low": "x"}, "Low x"),
        ({"qualifier": "over"}, "Qualifier over"),
        ({"counted": "guns"}, "Counted guns"),
        ({"category": "wounded"}, "Category wounded"),
    ],
)
def test_a_box_that_contradicts_the_fields_is_an_error(admin_client, values, by_hand, fields):
    page = add(admin_client, values, figure_text="c. 2,300 men killed", **by_hand)
    assert box_error(page) == (
        "“c. 2,300 men killed” reads c. 2,300: low 2,300, high 2,300, about, counted: persons, category: killed, "
        f"but the fields have: {fields}. Correct the fields, or empty this box."
    )
    form = page.context["adminform"].form
    assert {name: form[name].value() for name in by_hand} == by_hand
    assert not models.FigureClaim.objects.exists()


def test_fields_that_agree_with_the_box_are_saved(admin_client, values):
    add(admin_client, values, figure_text="c. 2,300", low="2300", high="2300", qualifier="about")
    assert models.FigureClaim.objects.get().figure == "c. 2,300"


def test_a_doubtful_box_is_saved_when_the_fields_confirm_it(admin_client, values):
    add(admin_client, values, figure_text="百萬", low="1000000", high="1000000")
    assert models.FigureClaim.objects.get().low == 1_000_000


def test_characters_that_nobody_sees_are_dropped_from_the_box(admin_client, values):
    add(admin_client, values, figure_text="3\u202e00")
    assert models.FigureClaim.objects.get().figure == "300"


def test_an_empty_box_changes_nothing(admin_client, values):
    add(admin_client, values, figure_text=" ", low="7", high="7")
    assert models.FigureClaim.objects.get().figure == "7"


def test_the_other_errors_keep_what_was_typed(admin_client, values):
    page = add(admin_client, values, figure_text="c. 2,300", source="")
    assert errors(page).keys() == {"source"}
    form = page.context["adminform"].form
    assert form["figure_text"].value() == "c. 2,300"
    assert (form["low"].value(), form["qualifier"].value()) == ("2300", "about")
    assert "c. 2,300: low 2,300, high 2,300, about" in page.content.decode()


@pytest.mark.parametrize(
    ("model", "typed"), [(models.CasualtyClaim, "12 guns lost"), (models.StrengthClaim, "9 killed")]
)
def test_a_figure_of_another_kind_is_sent_to_its_own_form(admin_client, values, model, typed):
    page = add(admin_client, values | {"kind": None, "category": "total"}, model, figure_text=typed)
    assert "Enter figures of this kind under “Figure claims”." in box_error(page)


def test_the_form_of_a_saved_claim_has_an_empty_box_that_replaces_its_figure(admin_client):
    claim = make_claim(low=7, high=7, qualifier="exact")
    url = address(models.FigureClaim, "change", claim.pk)
    assert not admin_client.get(url).context["adminform"].form["figure_text"].value()
    submit(admin_client, url, figure_text="over 40 guns")
    claim.refresh_from_db()
    assert (claim.low, claim.high, claim.qualifier, claim.counted.slug) == (40, None, "over", "guns")
    # The words do not change the kind of a saved claim.
    assert claim.kind == "casualties"


def test_a_saved_claim_is_unchanged_by_a_box_that_cannot_be_read(admin_client):
    claim = make_claim(low=7, high=7)
    page = submit(admin_client, address(models.FigureClaim, "change", claim.pk), figure_text="few or none")
    assert "No figure can be read in “few or none”." in box_error(page)
    claim.refresh_from_db()
    assert (claim.low, claim.high) == (7, 7)


def test_a_contributor_proposes_what_the_box_says(client):
    claim = make_claim(low=7, high=7)
    client.force_login(make_contributor())
    submit(client, address(models.FigureClaim, "change", claim.pk), figure_text="c. 2,300")
    claim.refresh_from_db()
    assert claim.low == 7
    proposal = models.Proposal.objects.get()
    assert proposal.record_id == claim.pk


def test_the_box_is_read_in_a_conflict_only_if_no_saved_value_was_chosen(admin_client):
    claim = make_claim(low=7, high=7)
    url = address(models.FigureClaim, "change", claim.pk)
    latest = latest_versions(models.FigureClaim, [claim.pk])[claim.pk]
    sent = {"figure_text": "9", "version": latest, "_use_saved": ["low", "high"]}
    submit(admin_client, url, **sent)
    claim.refresh_from_db()
    assert claim.low == 7


@pytest.mark.parametrize("model", MODELS)
def test_the_server_says_what_it_reads(admin_client, model):
    answer = read(admin_client, "c. 2,300", model)
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "words": "c. 2,300: low 2,300, high 2,300, about",
        "is_sure": True,
        "columns": {"low": "2300", "high": "2300", "qualifier": "about", "kind": "", "category": "", "counted": ""},
    }


def test_the_server_says_what_it_cannot_read(admin_client):
    assert read(admin_client, "1" * 30).json()["is_sure"] is False
    answer = read(admin_client, "\0<script>").json()
    assert (answer["words"], answer["is_sure"]) == ("No figure can be read in “<script>”.", False)


def test_reading_takes_no_query_for_the_records(admin_client, django_assert_max_num_queries):
    read(admin_client, "1")
    with django_assert_max_num_queries(3):
        read(admin_client, "no fewer than 8,000 killed and wounded")


def test_only_those_who_may_add_or_change_claims_are_answered(client, django_user_model):
    url = address(models.FigureClaim, "read_figure")
    assert client.get(url, {"text": "1"}).url.startswith("/admin/login/")
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    assert client.get(url, {"text": "1"}).status_code == 403
    for action in ("add", "change"):
        user.user_permissions.set(Permission.objects.filter(codename=f"{action}_figureclaim"))
        assert client.get(url, {"text": "1"}).json()["is_sure"]
        assert client.get(address(models.CasualtyClaim, "read_figure")).status_code == 403


def test_a_reader_of_the_admin_sees_no_box(client, django_user_model):
    claim = make_claim(low=7, high=7)
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    page = client.get(address(models.FigureClaim, "change", claim.pk))
    assert page.status_code == 200
    assert "figure_text" not in page.content.decode()


def test_the_box_is_labelled_and_described(admin_client):
    page = admin_client.get(address(models.FigureClaim, "add")).content.decode()
    assert '<label for="id_figure_text">' in page
    assert 'aria-describedby="id_figure_text_helptext id_figure_text_reading"' in page
    assert 'id="id_figure_text_reading" role="status"' in " ".join(page.split())
    assert "maxlength" not in page.partition('name="figure_text"')[2].partition(">")[0]
