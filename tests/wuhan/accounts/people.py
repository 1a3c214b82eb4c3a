"""Accounts in the roles of the site, and their clients."""

from django.contrib.auth.models import Group, User
from django.test import Client


def make_person(role, name=None, **values):
    """An account in the role, without a password."""
    person = User.objects.create_user(name or role, is_staff=True, **values)
    person.groups.add(Group.objects.get(name=role))
    return person


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client
