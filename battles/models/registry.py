"""The kinds of records."""

from django.apps import apps

from battles.models.records import Record


def record_models():
    """The models of all kinds of records; without proxies."""
    return [
        model
        for model in apps.get_app_config("battles").get_models()
        if issubclass(model, Record) and not model._meta.proxy
    ]


def kinds():
    """The models of all kinds of records by name; without proxies."""
    return {model._meta.model_name: model for model in record_models()}
