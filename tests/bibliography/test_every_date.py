"""Every date of a source can be written in every format."""

import json

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from battles.bibliography import FORMATS, embedded
from battles.values import edtf
from tests.bibliography.works import make_work

DATES = st.from_regex(
    r"(Y-?[0-9]{5}|-?[0-9]{2}[0-9X]{2})(-(0[1-9]|1[0-2]|2[1-4]|XX)(-([012][0-9]|XX))?)?[?~%]?", fullmatch=True
)


def is_date(text):
    try:
        edtf.parse(text)
    except ValueError:
        return False
    return True


@given(
    st.one_of(
        DATES,
        st.tuples(st.one_of(DATES, st.sampled_from(["", ".."])), st.one_of(DATES, st.just(".."))).map("/".join),
        st.lists(DATES, min_size=1, max_size=3).map(lambda dates: f"[{','.join(dates)}]"),
    ).filter(is_date)
)
def test_every_date_can_be_read_back(date):
    source = make_work(issued=date, accessed=date)
    written = {name: form.write(source) for name, form in FORMATS.items()}
    (entry,) = bibtexparser.parse_string(written["bibtex"]).entries
    assert entry["year"]
    (reference,) = rispy.loads(written["ris"])
    assert reference.get("year") or reference["notes"]
    (item,) = json.loads(written["csl-json"])
    assert item["issued"] == item["accessed"] != {}
    assert dict(embedded.metadata_of_work(source))["citation_publication_date"]
