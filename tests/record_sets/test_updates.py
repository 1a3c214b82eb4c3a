"""A site gets a newer set of records as one import: what is new, changed and dropped, and nothing of an editor's."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.history.merging import merge
from battles.history.undo import undo
from battles.models import Change, ChangeSet, ImportRecord, Name, Place, Way
from battles.models.recording import recording
from tests.faults.soundness import wrong
from tests.record_sets.conftest import campaign, name_of, place, source

pytestmark = pytest.mark.both_engines

BOOK, HUBEI, HANKOW, HANYANG, NAME = (
    source("book"),
    place("hubei"),
    place("hankow", part_of=["hubei"]),
    place("hanyang"),
    name_of("hankow", "Hankow"),
)
UP_TO_DATE = ["Nothing to do: the site has this set of records."]


def places():
    return list(Place.objects.order_by("slug").values_list("slug", flat=True))


def summary(added=0, changed=0, removed=0, kept=0, *, unchanged):
    return f"{added} added, {changed} changed, {removed} removed, {kept} kept as they are, {unchanged} unchanged"


def test_newer_set_is_one_import(site, updaterecords):
    site.become(
        BOOK,
        place("hubei", note="A province"),
        place("hankow"),
        place("wuchang", part_of=["hubei"]),
        campaign("wuhan", places=[["wuchang"], ["hankow"]]),
        NAME,
    )
    printed = updaterecords(message="The second edition")
    number = ImportRecord.objects.get().pk
    assert printed == [
        "Added (2):",
        "  place wuchang",
        "  campaign wuhan",
        "Changed (2):",
        "  place hubei",
        "    Editor's note: empty → “A province”",
        "  place hankow",
        "    Part of: “Hubei” → empty",
        "Removed (1):",
        "  place hanyang",
        f"{summary(2, 2, 1, unchanged=2)}.",
        f"Recorded as import {number}; undoimport {number} undoes it.",
    ]
    assert places() == ["hankow", "hubei", "wuchang"]
    assert Place.objects.get(slug="wuchang").part_of.slug == "hubei"
    assert [*Place.objects.filter(campaigns__slug="wuhan").values_list("slug", flat=True)] == ["hankow", "wuchang"]
    record = ImportRecord.objects.get()
    assert (record.kind, record.new, record.changed, record.removed, record.unchanged) == ("documents", 2, 2, 1, 2)
    assert (record.change_set.way, record.change_set.message) == (Way.IMPORT, "The second edition")
    assert record.change_set.changes.count() == 5
    assert wrong() == []
    assert updaterecords() == UP_TO_DATE
    assert ImportRecord.objects.count() == 1


def test_dry_run_reports_the_same_and_changes_nothing(site, updaterecords):
    site.become(BOOK, place("hubei", note="A province"), HANKOW, place("wuchang"), NAME)
    previewed = updaterecords(dry_run=True)
    assert previewed[-1] == f"{summary(1, 1, 1, unchanged=3)}; nothing was changed: dry run."
    assert places() == ["hankow", "hanyang", "hubei"]
    assert ImportRecord.objects.count() == ChangeSet.objects.count() == 0
    assert updaterecords()[:-2] == previewed[:-1]


def test_record_that_was_edited_here_is_kept_and_shown_beside_the_newer_one(site, updaterecords):
    hubei = Place.objects.get(slug="hubei")
    hubei.note = "Ours"
    hubei.save()
    site.become(BOOK, place("hubei", note="Theirs"), HANKOW, HANYANG, NAME)
    printed = updaterecords()
    assert printed[:4] == [
        "Kept as they are; values here → in the newer set (1):",
        "  place hubei: edited here",
        "    Editor's note: “Ours” → “Theirs”",
        f"{summary(kept=1, unchanged=4)}.",
    ]
    assert Place.objects.get(slug="hubei").note == "Ours"
    # The site has the newer set, as far as it can.
    assert updaterecords()[-1] == UP_TO_DATE[0]


def test_edit_between_the_preview_and_the_update_is_kept(site, updaterecords):
    site.become(BOOK, place("hubei", note="Theirs"), HANKOW, HANYANG, NAME)
    assert summary(changed=1, unchanged=4) in updaterecords(dry_run=True)[-1]
    Place.objects.get(slug="hubei").save()
    hubei = Place.objects.get(slug="hubei")
    hubei.name_en = "Hupeh"
    hubei.save()
    assert f"{summary(kept=1, unchanged=4)}." in updaterecords()


def test_edit_that_was_undone_is_no_edit_until_the_undo_is_undone(site, updaterecords):
    with recording() as changes:
        hubei = Place.objects.get(slug="hubei")
        hubei.note = "A slip"
        hubei.save()
    undone = undo(changes.change_set)
    site.become(BOOK, place("hubei", note="Theirs"), HANKOW, HANYANG, NAME)
    assert summary(changed=1, unchanged=4) in updaterecords(dry_run=True)[-1]
    undo(undone)
    assert summary(kept=1, unchanged=4) in updaterecords(dry_run=True)[-1]


def test_record_that_was_deleted_here_stays_deleted_and_what_links_to_it_is_left_out(site, updaterecords):
    Place.objects.get(slug="hanyang").delete()
    site.become(BOOK, place("hubei", part_of=["hanyang"]), HANKOW, HANYANG, NAME, name_of("hanyang", "Hanyang"))
    printed = updaterecords()
    assert "  place hanyang: deleted here" in printed
    assert "  place hubei: the set links it to the place hanyang, which is not here" in printed
    assert "  name name-of-hanyang: the set links it to the place hanyang, which is not here" in printed
    assert f"{summary(kept=3, unchanged=3)}." in printed
    assert places() == ["hankow", "hubei"]
    assert not Name.objects.filter(ref="name-of-hanyang").exists()


def test_record_whose_slug_was_changed_here_is_not_added_again_and_new_ones_link_to_it(site, updaterecords):
    hanyang = Place.objects.get(slug="hanyang")
    hanyang.slug = "hanyang-town"
    hanyang.save()
    site.become(BOOK, HUBEI, HANKOW, place("hanyang", note="A town"), NAME, name_of("hanyang", "Hanyang"))
    printed = updaterecords()
    assert "  place hanyang: has the slug hanyang-town here" in printed
    assert f"{summary(added=1, kept=1, unchanged=4)}." in printed
    assert Name.objects.get(ref="name-of-hanyang").place == hanyang
    assert places() == ["hankow", "hanyang-town", "hubei"]


def test_record_that_was_merged_into_another_is_not_added_again_and_new_ones_link_to_that_one(site, updaterecords):
    hankow, hanyang = (Place.objects.get(slug=slug) for slug in ("hankow", "hanyang"))
    with recording() as changes:
        merge(hankow, hanyang, {}, changes)
    site.become(BOOK, HUBEI, HANKOW, place("hanyang", note="A town"), NAME, name_of("hanyang", "Hanyang"))
    printed = updaterecords()
    assert "  place hanyang: has the slug hankow here" in printed
    assert Name.objects.get(ref="name-of-hanyang").place == hankow
    assert places() == ["hankow", "hubei"]


def test_dropped_record_is_kept_if_it_was_edited_or_if_something_links_to_it_that_stays(site, updaterecords):
    hanyang = Place.objects.get(slug="hanyang")
    hanyang.note = "Ours"
    hanyang.save()
    Place.objects.create(slug="own-street", name="Own street", part_of=Place.objects.get(slug="hankow"))
    site.become(BOOK)
    printed = updaterecords()
    assert "  place hubei: the place hankow links to it; the newer set does not have it" in printed
    assert "  place hankow: the place links to it; the newer set does not have it" in printed
    assert "  place hanyang: edited here; the newer set does not have it" in printed
    assert f"{summary(removed=1, kept=3, unchanged=1)}." in printed
    assert places() == ["hankow", "hanyang", "hubei", "own-street"]
    assert not Name.objects.exists()


def test_dropped_record_is_removed_with_what_is_dropped_or_changed_beside_it(site, updaterecords):
    site.become(BOOK, place("hankow"), NAME)
    printed = updaterecords()
    assert "    Part of: “Hubei” → empty" in printed
    assert f"{summary(changed=1, removed=2, unchanged=2)}." in printed
    assert places() == ["hankow"]


def test_published_record_that_would_link_to_one_that_was_withdrawn_here_is_left_out(site, updaterecords):
    hanyang = Place.objects.get(slug="hanyang")
    hanyang.status, hanyang.status_reason = "withdrawn", "Twice"
    hanyang.save()
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, name_of("hanyang", "Hanyang"), place("market", part_of=["hanyang"]))
    printed = updaterecords()
    assert "  place market: the set links it to the place hanyang, which is not published here" in printed
    assert "  name name-of-hanyang: the set links it to the place hanyang, which is not published here" in printed
    assert f"{summary(kept=3, unchanged=4)}." in printed


def test_set_may_link_to_a_record_of_the_site_that_it_does_not_have(site, updaterecords):
    Place.objects.create(slug="own-street", name="Own street", status="published")
    Place.objects.create(slug="own-draft", name="Own draft", status="draft")
    links = [place("gate", part_of=["own-street"]), place("wall", part_of=["own-draft"]), place("sky", part_of=["air"])]
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, *links)
    printed = updaterecords()
    assert "  place wall: the set links it to the place own-draft, which is not published here" in printed
    assert "  place sky: the set links it to the place air, which is not here" in printed
    assert f"{summary(added=1, kept=2, unchanged=5)}." in printed
    assert Place.objects.get(slug="gate").part_of.slug == "own-street"


def test_record_that_an_editor_entered_under_the_same_slug_is_kept(site, updaterecords):
    Place.objects.create(slug="wuchang", name="Our Wuchang")
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang"))
    assert "  place wuchang: edited here" in updaterecords()
    assert Place.objects.get(slug="wuchang").name == "Our Wuchang"


def test_record_that_the_rules_of_the_site_exclude_is_left_out_with_what_links_to_it(site, updaterecords):
    Place.objects.create(slug="WuChang", name="Our Wuchang")
    site.become(
        BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang"), place("gate", part_of=["wuchang"]), place("huangpi")
    )
    printed = updaterecords()
    assert "  place wuchang: Another record has this slug with other capital letters. Choose another slug." in printed
    assert "  place gate: the set links it to the place wuchang, which is not here" in printed
    assert f"{summary(added=1, kept=2, unchanged=5)}." in printed
    assert {*places()} == {"WuChang", "hankow", "hanyang", "huangpi", "hubei"}


def test_record_that_would_be_a_part_of_itself_is_left_out(site, updaterecords):
    hubei, hanyang = Place.objects.get(slug="hubei"), Place.objects.get(slug="hanyang")
    hubei.part_of = hanyang
    hubei.save()
    site.become(BOOK, HUBEI, HANKOW, place("hanyang", part_of=["hankow"]), NAME, place("wuchang"))
    printed = updaterecords()
    assert f"{summary(added=1, kept=2, unchanged=3)}." in printed
    assert Place.objects.get(slug="hanyang").part_of is None


def test_set_that_breaks_a_rule_of_the_tables_changes_nothing(site, updaterecords):
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang", name=""))
    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        updaterecords()
    assert places() == ["hankow", "hanyang", "hubei"]
    assert not ImportRecord.objects.exists()


def test_texts_are_cleaned_as_everywhere(site, updaterecords):
    site.become(BOOK, place("hubei", name=" Hubei​"), HANKOW, HANYANG, NAME, place("cafe", name="Cafe\u0301\u00a0"))
    assert f"{summary(added=1, unchanged=5)}." in updaterecords()
    assert Place.objects.get(slug="cafe").name == "Café"
    assert Place.objects.get(slug="cafe").search_key.startswith("cafe")


def test_update_that_was_undone_can_be_run_again(site, updaterecords):
    site.become(BOOK, place("hubei", note="A province"), HANKOW, place("wuchang"), NAME)
    counted = f"{summary(1, 1, 1, unchanged=3)}."
    assert counted in updaterecords()
    call_command("undoimport", ImportRecord.objects.get().pk, verbosity=0)
    assert places() == ["hankow", "hanyang", "hubei"]
    assert Place.objects.get(slug="hubei").note == ""
    assert counted in updaterecords()
    assert places() == ["hankow", "hubei", "wuchang"]
    assert updaterecords() == UP_TO_DATE
    assert wrong() == []


def test_record_that_an_editor_took_back_after_an_update_is_kept(site, updaterecords):
    site.become(BOOK, place("hubei", note="A province"), HANKOW, HANYANG, NAME)
    updaterecords()
    hubei = Place.objects.get(slug="hubei")
    hubei.note = ""
    hubei.save()
    assert updaterecords()[-1] == UP_TO_DATE[0]
    assert Place.objects.get(slug="hubei").note == ""


def test_records_of_several_updates_are_not_taken_for_edits(site, updaterecords):
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang"))
    updaterecords()
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang", note="South of the river"))
    assert f"{summary(changed=1, unchanged=5)}." in updaterecords()
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME)
    assert f"{summary(removed=1, unchanged=5)}." in updaterecords()
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, place("wuchang"))
    assert f"{summary(added=1, unchanged=5)}." in updaterecords()


def test_queries_do_not_grow_with_the_records(site, updaterecords):
    def queries(count, prefix):
        new = [place(f"{prefix}-{number}", part_of=["hubei"]) for number in range(count)]
        site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, *new)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert summary(added=count, unchanged=5) in updaterecords(dry_run=True)[-1]
        return len(found)

    assert queries(1, "one") == queries(20, "many")


def test_long_lists_end_with_their_number(site, updaterecords):
    site.become(BOOK, HUBEI, HANKOW, HANYANG, NAME, *[place(f"place-{number}") for number in range(103)])
    printed = updaterecords(dry_run=True)
    assert printed[0] == "Added (103):"
    assert printed[-2:-1] == ["  and 3 more; --verbosity 2 lists all"]
    assert len(updaterecords(dry_run=True, verbosity=2)) == 105
    assert Change.objects.count() == 0
