"""The admin: pages, forms, search and permissions of every record."""

from unittest import mock

import pytest
from django.apps import apps
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from battles import models
from battles.models.records import Record
from tests import factories

MAKERS = {
    models.Source: factories.make_source,
    models.Belligerent: factories.make_belligerent,
    models.Place: factories.make_place,
    models.Campaign: factories.make_campaign,
    models.Engagement: factories.make_engagement,
    models.Unit: factories.make_unit,
    models.Commander: factories.make_commander,
    models.Name: factories.make_name,
    models.Appointment: factories.make_appointment,
    models.Subordination: factories.make_subordination,
    models.Participation: factories.make_participation,
    models.FigureClaim: factories.make_claim,
    models.CasualtyClaim: factories.make_claim,
    models.StrengthClaim: lambda **values: factories.make_claim(**{"kind": "strength", "category": "total"} | values),
    models.DateClaim: factories.make_dateclaim,
    models.OutcomeClaim: factories.make_outcomeclaim,
    models.Countable: factories.make_countable,
    models.Authority: factories.make_authority,
    models.Identifier: factories.make_identifier,
}
MODELS = [model for model in apps.get_app_config("battles").get_models() if issubclass(model, Record)]
# An entity with inlines, a source and two statements: they stand for all in tests of the code that all share.
TYPICAL = (models.Campaign, models.Source, models.FigureClaim, models.Appointment)


def already_recorded(statement):
    """The refusal of a statement that repeats this one."""
    return f"This statement of the source is already recorded: {statement.description} ({statement.ref})."


def label(model):
    return model._meta.model_name


every_model = pytest.mark.parametrize("model", MODELS, ids=label)
typical_models = pytest.mark.parametrize(
    "model",
    [model if model in TYPICAL else pytest.param(model, marks=pytest.mark.thorough) for model in MODELS],
    ids=label,
)


def address(model, page, *args, **query):
    return reverse(f"admin:battles_{model._meta.model_name}_{page}", args=args, query=query)


def forms_of(response):
    """Every form of an admin page: the record's, and for each inline its management form and rows."""
    yield response.context_data["adminform"].form
    for inline in response.context_data["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def submission(response):
    """What a browser would send back for the form, as it stands."""
    sent = {}
    for form in forms_of(response):
        for box in form:
            value = box.value()
            if hasattr(value, "pk"):
                value = value.pk
            if isinstance(value, list):
                value = [getattr(item, "pk", item) for item in value]
            if value is not None and value is not False:
                sent[box.html_name] = value
    return sent


def opened(client, url):
    """The values of the form at the URL. Its page is not rendered, which takes most of the time."""
    with mock.patch.object(SimpleTemplateResponse, "rendered_content", ""):
        return submission(client.get(url))


def submit(client, url, **values):
    """Opens the form and sends it with these values changed; None leaves a box out."""
    sent = opened(client, url) | {name: getattr(value, "pk", value) for name, value in values.items()}
    return client.post(url, {name: value for name, value in sent.items() if value is not None})


def errors(response):
    """The sentences of a refused form: a list for each box, ``__all__`` for those above it."""
    assert response.status_code == 200, f"saved, and sent on to {response.headers.get('Location')}"
    return {
        form.add_prefix(name) if name != "__all__" else name: sentences
        for form in forms_of(response)
        for name, sentences in form.errors.items()
    }
