"""The box for a figure, while people type: what it says, what it fills, and what it leaves alone."""

import pytest
from playwright.sync_api import expect

from battles.models import Campaign, FigureClaim
from tests.browser.conftest import PATIENCE, barriers, is_wider_than, show_in
from tests.browser.test_review import choose, log_in
from tests.review import make_editor
from tests.wuhan.accounts import PASSWORD

ADD = "/admin/battles/figureclaim/add/"


@pytest.fixture
def editor(site):
    person = make_editor(username="editor")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def form(window, site, editor):
    """The form of a new claim about the campaign, with everything but its figure."""
    log_in(window, "editor")
    campaign = Campaign.objects.get(slug="battle-of-wuhan")
    window.goto(f"{ADD}?campaign={campaign.pk}&locator=p.+214")
    choose(window, "source", "Wikipedia zh")
    return window


def figure(form):
    return tuple(form.locator(f"#id_{name}").input_value() for name in ("low", "high", "qualifier"))


def reading(form):
    return form.locator("#id_figure_text_reading")


def test_a_figure_is_read_while_it_is_typed_and_saved(form):
    box = form.get_by_label("Figure in words")
    box.press_sequentially("no fewer than 8,000 killed and wounded")
    expect(reading(form)).to_have_text("≥ 8,000: low 8,000, at least, counted: persons, category: killed and wounded")
    assert figure(form) == ("8000", "", "at_least")
    assert form.locator("#id_kind").input_value() == "casualties"
    assert form.locator("#id_category").input_value() == "killed_and_wounded"
    for scheme in ("light", "dark"):
        show_in(form, scheme)
        assert barriers(form, context=".form-row.field-figure_text") == {}
    # Axe itself adds styles to the page, which the policy forbids.
    form.violations.clear()
    box.fill("twelve guns lost")
    expect(reading(form)).to_contain_text("counted: guns")
    assert figure(form) == ("12", "12", "exact")
    assert form.locator("#id_kind").input_value() == "materiel_losses"
    box.press("Enter")
    expect(form.get_by_text("was added successfully")).to_be_visible()
    claim = FigureClaim.objects.get(locator="p. 214")
    assert (claim.figure, claim.counted.slug, claim.category) == ("12", "guns", "lost")
    assert form.violations == []


def test_what_is_not_sure_fills_nothing_and_takes_back_what_was_filled(form):
    box = form.get_by_label("Figure in words")
    box.fill("300")
    expect(form.locator("#id_low")).to_have_value("300")
    box.fill("300 or so in one place, 400 in the other")
    expect(reading(form)).to_contain_text("has several figures")
    assert figure(form) == ("", "", "exact")
    box.fill("")
    expect(reading(form)).to_have_text("")
    assert form.violations == []


def test_a_correction_by_hand_empties_the_box(form):
    form.get_by_label("Figure in words").fill("c. 2,300")
    expect(form.locator("#id_low")).to_have_value("2300")
    form.locator("#id_high").fill("2500")
    expect(reading(form)).to_have_text("You have corrected the fields by hand: they are saved as they are.")
    assert form.get_by_label("Figure in words").input_value() == ""
    assert figure(form) == ("2300", "2500", "about")


def test_a_field_filled_by_hand_is_not_overwritten(form):
    form.locator("#id_low").fill("2400")
    form.locator("#id_kind").select_option("casualties")
    form.locator("#id_category").select_option("wounded")
    form.get_by_label("Figure in words").fill("c. 2,300 killed")
    expect(reading(form)).to_contain_text("Fields that you have filled in by hand differ.")
    assert figure(form) == ("2400", "2300", "about")
    assert form.locator("#id_category").input_value() == "wounded"
    form.get_by_role("button", name="Publish", exact=True).click()
    expect(form.get_by_text("but the fields have: Low 2400, Category wounded.")).to_be_visible()
    assert form.get_by_label("Figure in words").input_value() == "c. 2,300 killed"


def test_enter_before_the_answer_saves_what_was_typed(form):
    form.route("**/read-figure/**", lambda route: None)
    form.locator("#id_kind").select_option("casualties")
    form.locator("#id_category").select_option("killed")
    form.get_by_label("Figure in words").fill(">40萬")
    form.get_by_label("Figure in words").press("Enter")
    expect(form.get_by_text("was added successfully")).to_be_visible()
    assert FigureClaim.objects.get(locator="p. 214").figure == "> 400,000"


def test_a_server_that_does_not_answer_is_said_so(form):
    form.route("**/read-figure/**", lambda route: route.abort())
    form.get_by_label("Figure in words").fill("300")
    expect(reading(form)).to_have_text("The server did not answer. The figure is read when you save.")
    assert figure(form) == ("", "", "exact")


def test_the_wording_is_taken_into_the_box(form):
    form.locator("#id_wording").fill("some 2,300 wounded")
    form.get_by_role("button", name="Take the wording").click()
    expect(reading(form)).to_contain_text("c. 2,300")
    assert figure(form) == ("2300", "2300", "about")
    assert form.locator("#id_category").input_value() == "wounded"


@pytest.mark.parametrize("width", [390, 320])
def test_the_box_fits_a_narrow_page(form, width):
    form.get_by_label("Figure in words").fill("between 1,000 and 1,500 casualties")
    expect(reading(form)).to_contain_text("1,000–1,500")
    assert not is_wider_than(form, width)


def test_without_a_script_the_server_reads_the_box(chromium, site, editor):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    log_in(page, "editor")
    page.goto(f"{ADD}?locator=p.+214&campaign={Campaign.objects.get(slug='battle-of-wuhan').pk}")
    assert not page.get_by_role("button", name="Take the wording").is_visible()
    page.locator("#id_category").select_option("killed")
    page.locator("#id_kind").select_option("casualties")
    # Without a script a source is not searched, but its box is there.
    page.get_by_label("Figure in words").fill("pas de chiffre")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("No figure can be read in “pas de chiffre”.").first).to_be_visible()
    page.get_by_label("Figure in words").fill("c. 2,300")
    page.get_by_role("button", name="Publish", exact=True).click()
    assert page.locator("#id_low").input_value() == "2300"
    assert page.locator("#id_qualifier").input_value() == "about"
    expect(page.locator("#id_figure_text_reading")).to_have_text("c. 2,300: low 2,300, high 2,300, about")
    context.close()
