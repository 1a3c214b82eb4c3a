"""The kinds of records."""

from django.apps import apps

from battles.models.history import Change
from battles.models.records import Record, Recorded
from battles.models.terms import Term


def kinds():
    """The models of all kinds of records by name; without proxies."""
    return {name: model for name, model in recorded_models().items() if issubclass(model, Record)}


def recorded_models():
    """The models whose changes are in the history, by name: those of records, and of what is kept with them."""
    models = apps.get_app_config("battles").get_models()
    return {model._meta.model_name: model for model in models if issubclass(model, Recorded) and not model._meta.proxy}


def has_records() -> bool:
    """Whether the site has a record, or had one, beside the terms that ``migrate`` makes."""
    records = [model for model in kinds().values() if not issubclass(model, Term)]
    return any(model._base_manager.exists() for model in (Change, *records))
