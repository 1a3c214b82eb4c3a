"""A contributor's draft on its way to readers, a conflict to its resolution, and a deleted claim brought back."""

import pytest
from playwright.sync_api import expect

from battles.models import Campaign, FigureClaim, Place
from tests.browser.test_accounts import check
from tests.review import make_contributor, make_editor
from tests.wuhan.accounts import PASSWORD


@pytest.fixture
def people(site):
    """A contributor, two editors and an administrator, who all have a password."""
    people = [make_contributor(username="student"), make_editor(username="editor"), make_editor(username="second")]
    people.append(make_editor(username="administrator", is_superuser=True))
    for person in people:
        person.set_password(PASSWORD)
        person.save()


def log_in(window, username):
    window.context.clear_cookies()
    window.goto("/admin/")
    window.get_by_label("Username").fill(username)
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Log in").click()
    expect(window.get_by_role("heading", name="Records")).to_be_visible()


def choose(window, field, text):
    """Choose the record that the search box of the field finds."""
    window.locator(f"[aria-labelledby=select2-id_{field}-container]").click()
    window.locator(".select2-search__field").fill(text)
    window.locator(".select2-results__option[role=option]", has_text=text).first.click()


def test_a_draft_is_entered_found_in_the_queue_and_published(window, site, people, colour_scheme):
    log_in(window, "student")
    campaign = Campaign.objects.get(slug="battle-of-wuhan")
    window.goto(f"/admin/battles/casualtyclaim/add/?campaign={campaign.pk}")
    assert window.locator("#id_status").count() == 0
    choose(window, "source", "Wikipedia zh")
    window.locator("#id_category").select_option("killed")
    window.locator("#id_low").fill("4711")
    window.locator("#id_high").fill("4711")
    window.locator("#id_wording").fill("4712")
    window.locator("#id_locator").fill("¶16")
    window.get_by_role("button", name="Propose", exact=True).click()
    expect(window.get_by_text("was added successfully")).to_be_visible()
    claim = FigureClaim.objects.get(low=4711)
    assert window.goto(f"/claims/{claim.ref}/").status == 404
    window.goto("/admin/")
    window.get_by_role("link", name="My work").click()
    expect(window.get_by_role("link", name="4,711")).to_be_visible()
    check(window, colour_scheme)

    log_in(window, "editor")
    window.get_by_role("link", name="1 item waits for review").click()
    check(window, colour_scheme)
    expect(window.get_by_text("reads 4,712, but the row has 4,711")).to_be_visible()
    window.get_by_role("checkbox", name="Select item 1").check()
    window.get_by_role("button", name="Send back selected items").click()
    expect(window.get_by_text("Write a comment that says why you send the items back.")).to_be_visible()
    window.get_by_label("Comment").fill("Which is it?")
    window.get_by_role("button", name="Send back selected items").click()
    expect(window.get_by_text("Nothing waits for review.")).to_be_visible()

    log_in(window, "student")
    window.get_by_role("link", name="My work").click()
    window.get_by_role("link", name="4,711").click()
    expect(window.get_by_text("Which is it?")).to_be_visible()
    window.locator("#id_wording").fill("4711")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(window.get_by_text("was changed successfully")).to_be_visible()

    log_in(window, "editor")
    window.get_by_role("link", name="1 item waits for review").click()
    window.get_by_role("checkbox", name="Select item 1").check()
    window.get_by_role("button", name="Publish or accept selected items").click()
    expect(window.get_by_text("1 draft was published.")).to_be_visible()
    assert window.goto(f"/claims/{claim.ref}/").status == 200
    assert "4,711" in window.get_by_role("heading", level=1).inner_text()
    assert window.violations == []


def test_the_second_of_two_editors_sees_both_versions_and_takes_over_a_field(window, site, people):
    place = Place.objects.get(slug="hankou")
    url = f"/admin/battles/place/{place.pk}/change/"
    log_in(window, "editor")
    window.goto(url)
    other = window.context.browser.new_context(base_url=site).new_page()
    log_in(other, "second")
    other.goto(url)
    other.locator("#id_name_en").fill("Hankow")
    other.locator("#id_note").fill("theirs")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    other.context.close()
    window.locator("#id_name_en").fill("Han-kou")
    window.locator("#id_note").fill("mine")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(window.get_by_role("heading", name="Two versions of")).to_be_visible()
    window.get_by_label("Use the saved value: English name").check()
    window.get_by_role("button", name="Save", exact=True).click()
    expect(window.get_by_text("was changed successfully")).to_be_visible()
    place.refresh_from_db()
    assert (place.name_en, place.note) == ("Hankow", "mine")
    assert window.violations == []


def test_a_deleted_claim_is_found_among_the_changes_and_reverted(window, site, people):
    claim = FigureClaim.objects.with_links().order_by("ref").first()
    log_in(window, "administrator")
    window.goto(f"/admin/battles/figureclaim/{claim.pk}/delete/")
    window.get_by_label("Why?").fill("counted twice")
    window.get_by_role("button", name="Yes, I’m sure").click()
    expect(window.get_by_text("was deleted successfully")).to_be_visible()
    assert window.goto(f"/claims/{claim.ref}/").status == 404
    window.goto("/admin/battles/change/?what=gone")
    window.get_by_role("link", name=claim.description).click()
    window.get_by_label("Why do you revert to the version before this change?").fill("it was not")
    window.get_by_role("button", name="Revert to the version before this change").click()
    expect(window.get_by_text("was reverted.")).to_be_visible()
    assert window.goto(f"/claims/{claim.ref}/").status == 200
    assert FigureClaim.objects.get(ref=claim.ref).pk == claim.pk
    assert window.violations == []
