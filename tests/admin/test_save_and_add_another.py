"""“Save and add another” copies the citation and the subject to the next form."""

import pytest

from battles import models
from tests.admin import address, label, submit
from tests.factories import (
    make_belligerent,
    make_campaign,
    make_claim,
    make_commander,
    make_engagement,
    make_source,
    make_unit,
)

pytestmark = pytest.mark.django_db
FIGURE = {"category": "total", "counted": "persons", "qualifier": "exact", "low": 5, "high": 5}


def citation():
    return {"source": make_source(), "locator": "¶16", "quoted_source": make_source()}


def figure_of(kind):
    return lambda: ({"campaign": make_campaign(), "belligerent": make_belligerent(), "kind": kind}, FIGURE)


# What is kept, and what is not, of each kind of statement.
CASES = {
    models.Name: lambda: ({"unit": make_unit(), "language": "zh-Hant"}, {"text": "第11軍"}),
    models.Appointment: lambda: ({"campaign": make_campaign()}, {"commander": make_commander(), "office": "總司令"}),
    models.Subordination: lambda: ({"superior": make_unit(), "campaign": make_campaign()}, {"unit": make_unit()}),
    models.Participation: lambda: ({"engagement": make_engagement(), "role": "attacker"}, {"unit": make_unit()}),
    models.FigureClaim: figure_of("other"),
    models.CasualtyClaim: figure_of("civilian_casualties"),
    models.StrengthClaim: figure_of("strength"),
    models.DateClaim: lambda: ({"engagement": make_engagement()}, {"date": "1938-10-25"}),
    models.OutcomeClaim: lambda: ({"campaign": make_campaign()}, {"outcome": "victory"}),
}


def test_every_kind_of_statement_is_tested():
    statements = {model for model in models.__dict__.values() if hasattr(model, "ref_columns")}
    assert set(CASES) == statements


@pytest.mark.parametrize("model", CASES, ids=label)
def test_next_form_has_the_citation_and_subject_only(admin_client, model):
    kept, own = CASES[model]()
    kept |= citation()
    answer = submit(
        admin_client, address(model, "add"), **kept, **own, wording="短語", note="doubtful", _addanother="1"
    )
    assert answer.url.startswith(address(model, "add") + "?")
    empty = admin_client.get(address(model, "add")).context["adminform"].form
    form = admin_client.get(answer.url).context["adminform"].form
    for name in form.fields:
        expected = kept[name] if name in kept else empty[name].value() or ""
        assert str(form[name].value() or "") == str(getattr(expected, "pk", expected)), name
        if hasattr(kept.get(name), "pk"):
            assert f'<option value="{kept[name].pk}" selected>{kept[name]}</option>' in str(form[name])


def test_next_form_after_a_change_has_the_citation_and_subject_too(admin_client):
    claim = make_claim()
    answer = submit(admin_client, address(models.FigureClaim, "change", claim.pk), locator="¶40", _addanother="1")
    form = admin_client.get(answer.url).context["adminform"].form
    assert (form["campaign"].value(), form["locator"].value()) == (str(claim.campaign_id), "¶40")


def test_third_form_has_the_values_of_the_second(admin_client):
    first, second = make_campaign(), make_engagement()
    values = {"source": make_source(), "outcome": "victory", "_addanother": "1"}
    answer = submit(admin_client, address(models.OutcomeClaim, "add"), campaign=first, **values)
    answer = submit(admin_client, answer.url, campaign="", engagement=second, **values)
    form = admin_client.get(answer.url).context["adminform"].form
    assert (form["campaign"].value(), form["engagement"].value()) == ("", str(second.pk))


def test_saved_values_override_filters_of_the_list(admin_client):
    first, second = make_campaign(), make_engagement()
    url = address(models.OutcomeClaim, "add", _changelist_filters=f"campaign__id__exact={first.pk}")
    answer = submit(
        admin_client, url, campaign="", engagement=second, source=make_source(), outcome="victory", _addanother="1"
    )
    form = admin_client.get(answer.url).context["adminform"].form
    assert (form["campaign"].value(), form["engagement"].value()) == ("", str(second.pk))
    assert "_changelist_filters" in answer.url


def test_popup_closes_with_its_record(admin_client):
    answer = submit(
        admin_client, address(models.OutcomeClaim, "add", _popup=1), campaign=make_campaign(), source=make_source(),
        outcome="victory", _popup="1", _addanother="1",
    )  # fmt: skip
    assert str(models.OutcomeClaim.objects.get().pk) in answer.context_data["popup_response_data"]
