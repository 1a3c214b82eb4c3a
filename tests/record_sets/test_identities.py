"""fixtures/identities.csv lists the records of all sets: those of this one, and those that were dropped."""

from battles.record_sets.files import YES, listed_identities
from tests.identities import brought_up_to_date, in_set
from tests.processes import ROOT

HINT = "Run: python -m tests.identities"


def test_list_has_all_records_of_the_set_and_marks_the_others_as_dropped():
    rows = listed_identities([ROOT / "fixtures"])
    listed = {(row["kind"], row["identity"]) for row in rows if row["dropped"] != YES}
    assert listed == in_set(), HINT
    assert len({(row["kind"], row["identity"]) for row in rows}) == len(rows)


def test_record_that_is_dropped_stays_in_the_list():
    rows = [
        {"kind": "place", "identity": "hankow", "first": YES, "dropped": ""},
        {"kind": "place", "identity": "wuchang", "first": "", "dropped": YES},
    ]
    assert brought_up_to_date(rows, {("place", "wuchang"), ("place", "hanyang")}) == [
        {"kind": "place", "identity": "hankow", "first": YES, "dropped": YES},
        {"kind": "place", "identity": "hanyang", "first": "", "dropped": ""},
        {"kind": "place", "identity": "wuchang", "first": "", "dropped": ""},
    ]
