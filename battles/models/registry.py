"""The kinds of records that there are."""

from django.apps import apps

from battles.models.records import Record


def record_models():
    """All kinds of records that have a table of their own."""
    return [
        model
        for model in apps.get_app_config("battles").get_models()
        if issubclass(model, Record) and not model._meta.proxy
    ]


def kinds():
    """The kinds of records that have a table of their own, by name."""
    return {model._meta.model_name: model for model in record_models()}
