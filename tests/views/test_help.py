"""The editors' guide has every topic in every language, and the admin's forms link to it."""

import re

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from django.utils.translation import to_locale

from battles.views.help import TOPICS

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def page(client, topic, language):
    response = client.get(reverse("battles:help_topic", args=[topic]), headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_one_heading_and_the_same_parts_in_every_language(client, topic, language):
    text, english = page(client, topic, language), page(client, topic, "en")
    assert text.count("<h1") == 1
    for tag in ("<h2", "<table", "<tr", "<ol", "<dt"):
        assert text.count(tag) == english.count(tag), tag


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_links_to_pages_of_the_site_only(client, topic):
    for path in re.findall(r'href="([^"#]+)"', page(client, topic, "en")):
        if not path.startswith(settings.STATIC_URL):
            resolve(path)


def test_the_index_links_to_every_topic(client):
    index = client.get(reverse("battles:help")).content.decode()
    assert all(reverse("battles:help_topic", args=[topic]) in index for topic in TOPICS)


def test_an_unknown_topic_is_not_found(client):
    response = client.get("/help/nothing/")
    assert response.status_code == 404
    assert "The guide has no topic “nothing”." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("figureclaim/add/", "figures"),
        ("dateclaim/add/", "dates"),
        ("name/add/", "names"),
        ("figureclaim/import/", "spreadsheets"),
    ],
)
def test_a_form_of_the_admin_links_to_its_topic(admin_client, path, topic):
    form = admin_client.get(f"/admin/battles/{path}").content.decode()
    assert f'href="/help/{topic}/"' in form
    assert 'href="/help/"' in form


def test_the_folders_are_those_of_the_languages():
    assert {to_locale(language) for language in LANGUAGES} == {"en", "zh_Hant", "zh_Hans"}
