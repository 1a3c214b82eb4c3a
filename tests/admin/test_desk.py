"""The pages of the reading desk: who may open them, giving a text, marking it as read, and bad input."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from battles.admin import desk, desk_forms
from battles.models import SourceText
from battles.reading import entity_names
from battles.reading.texts import current_text
from tests.factories import make_claim, make_engagement, make_name, make_source, make_unit, make_user
from tests.reading import WORDS, give, uploaded
from tests.review import make_contributor, make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
PAGES = ("desk", "desk_text", "desk_lacking", "desk_remove")


@pytest.fixture
def source():
    return make_source(slug="made-up")


@pytest.fixture
def editor():
    return make_editor(username="editor")


@pytest.fixture
def client(editor):
    return browser_of(editor)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def address(page="desk", slug="made-up"):
    return reverse(f"admin:battles_source_{page}", args=[slug])


def post_text(client, **values):
    return client.post(address("desk_text"), {"seen": 0} | values)


def shown(response):
    return response.content.decode()


class TestAccess:
    @pytest.mark.parametrize("page", PAGES)
    def test_only_editors_reach_a_text(self, source, page):
        give(source, "內文在此")
        viewer = make_user("view_source", "change_source")
        for user in (make_contributor(), viewer, make_user("view_source")):
            response = browser_of(user).get(address(page))
            assert response.status_code == 403
            assert "內文在此" not in shown(response)
        assert Client().get(address(page)).url.startswith(reverse("admin:login"))

    def test_a_contributor_marks_and_gives_nothing(self, source):
        text = give(source)
        browser = browser_of(make_contributor())
        assert browser.post(address("desk_read"), {"text": text.pk, "read": 1}).status_code == 403
        assert browser.post(address("desk_text"), {"words": "x", "seen": 1}).status_code == 403
        assert browser.post(address("desk_remove")).status_code == 403
        assert text.paragraphs.filter(read_at=None).count() == 3
        # Nor does the address tell whether there is such a source.
        assert browser.get(address(slug="nothing")).status_code == 403

    @pytest.mark.parametrize(
        "path",
        [
            "/sources/made-up/",
            "/sources/made-up/?format=bibtex",
            "/sources/?format=csv",
            "/sources/?format=json",
            "/claims/?format=json",
            "/search/?q=不會外洩",
            "/admin/battles/source/",
        ],
    )
    def test_the_text_is_on_no_other_page_and_in_no_file(self, source, client, path):
        give(source, "內文不會外洩他人")
        make_claim(source=source, locator="¶1")
        response = client.get(path)
        assert response.status_code == 200
        body = b"".join(response) if response.streaming else response.content
        assert "內文不會外洩他人" not in body.decode()

    @pytest.mark.parametrize("slug", ["nothing", "99999999999999999999", "%00"])
    def test_a_source_that_does_not_exist_is_not_found(self, client, slug):
        assert client.get(f"/admin/battles/source/{slug}/desk/").status_code == 404

    def test_the_desk_opens_by_the_key_of_the_source_too(self, source, client):
        give(source)
        assert "損失" in shown(client.get(address(slug=source.pk)))


class TestGiving:
    def test_a_pasted_text_is_saved_and_shown(self, source, client, editor):
        response = post_text(client, words=WORDS.replace("\n", "\r\n"))
        assert response.url == address()
        text = current_text(source)
        assert (text.made_by, text.file_name, text.paragraphs.count()) == (editor, "made-up.txt", 3)
        assert "乙軍第9師團撤退。" in shown(client.get(address()))

    @pytest.mark.parametrize(
        ("name", "content", "encoding"),
        [
            ("utf-16.txt", WORDS.encode("utf-16"), "utf-16-le"),
            ("mark.txt", WORDS.encode("utf-8-sig"), "utf-8"),
            ("page.html", f'<html><head><meta charset="big5"></head><p>{WORDS}'.encode("big5"), "big5"),
        ],
    )
    def test_a_file_is_read_in_the_encoding_that_it_shows(self, source, client, name, content, encoding):
        assert post_text(client, file=uploaded(content, name)).status_code == 302
        text = current_text(source)
        assert text.encoding == encoding
        assert "甲軍" in text.paragraphs.order_by("number").first().words

    def test_an_encoding_that_cannot_be_detected_is_chosen_by_samples(self, source, client):
        response = post_text(client, file=uploaded(WORDS.encode("big5")))
        page = shown(response)
        assert "The encoding of the file cannot be detected." in page
        assert "甲軍於7月26日" in page
        assert not SourceText.objects.exists()
        post_text(client, file=uploaded(WORDS.encode("big5")), encoding="big5")
        assert current_text(source).paragraphs.count() == 3

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({}, "Paste the text, or choose its file."),
            ({"words": " \r\n "}, "Paste the text, or choose its file."),
            ({"words": "\u200b"}, "The text is empty."),
            ({"words": "甲", "seen": "x"}, "Nothing was saved."),
            ({"words": "甲", "file": b"x"}, "not both"),
            ({"file": b""}, "The submitted file is empty."),
            ({"file": b"%PDF-1.7\n\x00\x01\x02"}, "The file is not text."),
            ({"file": b"PK\x03\x04\x00"}, "The file is not text."),
            ({"file": b"\xff\xfe\x00"}, "is not utf-16-le"),
            ({"file": "甲".encode(), "encoding": "utf-16-le"}, "is not utf-16-le"),
        ],
    )
    def test_a_text_that_cannot_be_read_gets_a_sentence(self, source, client, values, sentence):
        values = {name: uploaded(value) if name == "file" else value for name, value in values.items()}
        response = post_text(client, **values)
        assert response.status_code == 200
        assert sentence in shown(response)
        assert not SourceText.objects.exists()

    def test_a_refused_paste_comes_back(self, source, client):
        give(source, "別人的", by=make_user(username="first"))
        page = shown(post_text(client, words="我的"))
        assert "first has given this source a text since you opened the page." in page
        assert "我的</textarea>" in page
        # Now the editor has been told.
        assert 'name="seen" value="1"' in page

    def test_a_long_body_is_refused_before_it_is_read(self, source, client, monkeypatch):
        monkeypatch.setattr(desk, "LARGEST_TEXT", 0)
        response = client.generic(
            "POST", address("desk_text"), b"x" * 200_000, content_type="multipart/form-data; boundary=x"
        )
        assert response.status_code == 413
        assert "and was not read." in shown(response)

    def test_a_large_file_is_refused(self, source, client, monkeypatch):
        monkeypatch.setattr(desk_forms, "LARGEST_TEXT", 5)
        assert "The text is larger than" in shown(post_text(client, file=uploaded()))

    def test_a_long_paste_is_asked_for_as_a_file(self, source, client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
        response = post_text(client, words="甲" * 200)
        assert response.status_code == 413
        assert "Save it as a file, and choose the file." in shown(response)

    def test_a_text_is_given_with_the_token_of_the_form_only(self, source, editor):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(editor)
        assert post_text(browser, words="甲").status_code == 403
        assert not SourceText.objects.exists()

    def test_markup_does_not_run(self, source, client):
        post_text(
            client,
            words='<p>甲 <img src=x onerror="alert(1)"> &lt;script&gt;alert(2)&lt;/script&gt;</p>',
            file_format="html",
        )
        page = shown(client.get(address()))
        assert "onerror" not in page
        assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page


class TestReading:
    def test_a_paragraph_is_marked_read_and_the_next_unread_one_is_shown(self, source, client, editor):
        text = give(source)
        response = client.post(address("desk_read"), {"text": text.pk, "read": 1})
        assert response.url == f"{address()}?paragraph=2#p2"
        assert text.paragraphs.get(number=1).read_by == editor
        assert "1 of 3 paragraphs read" in shown(client.get(address()))
        client.post(address("desk_read"), {"text": text.pk, "not_read": 1})
        assert not text.paragraphs.exclude(read_at=None).exists()

    def test_a_sheet_is_marked_read_at_once(self, source, client):
        text = give(source)
        client.post(address("desk_read"), {"text": text.pk, "read_all": 1})
        page = shown(client.get(address()))
        assert "3 of 3 paragraphs read" in page
        assert "All of it is read." in page

    def test_a_script_gets_the_count(self, source, client):
        text = give(source)
        sent = {"text": text.pk, "read": 1}
        answer = client.post(address("desk_read"), sent, headers={"accept": "application/json"}).json()
        assert answer == {"read": 1, "words": "1 of 3 paragraphs read", "is_replaced": False, "sentences": []}

    def test_a_text_replaced_meanwhile_is_told(self, source, client):
        text = give(source)
        give(source, f"題\n{WORDS}", by=make_user(username="other"), seen=1)
        response = client.post(address("desk_read"), {"text": text.pk, "read": 1}, follow=True)
        assert "Other has given this source a new text since you opened the page." in shown(response)
        assert current_text(source).paragraphs.exclude(read_by=None).get().number == 2

    @pytest.mark.parametrize("sent", [{}, {"text": 1}, {"text": "x", "read": 1}, {"read": "\0"}])
    def test_a_form_that_names_no_paragraph_gets_a_sentence(self, source, client, sent):
        give(source)
        response = client.post(address("desk_read"), sent)
        assert response.status_code == 400
        assert "The form names no paragraph of the text. Nothing was marked." in shown(response)

    def test_an_earlier_version_is_shown_without_buttons(self, source, client):
        give(source)
        give(source, "新", seen=1)
        page = shown(client.get(address() + "?version=1"))
        assert "This is version 1" in page
        assert "損失" in page
        assert "Mark as read" not in page

    @pytest.mark.parametrize("query", ["version=9", "version=x", "sheet=2", "sheet=0", "paragraph=4", "paragraph=x"])
    def test_a_wrong_address_gets_a_sentence(self, source, client, query):
        give(source)
        assert client.get(f"{address()}?{query}").status_code == 400

    def test_a_paragraph_is_found_on_its_sheet(self, source, client):
        give(source, "\n".join(f"第{number}段" for number in range(1, 251)))
        page = shown(client.get(address() + "?paragraph=150"))
        assert 'id="p101"' in page
        assert 'id="p100"' not in page
        assert "Part 2 of 3" in page

    def test_a_phrase_opens_its_statement_and_says_it_in_words(self, source, client):
        give(source)
        unit = make_unit(name="第9師團", name_en="9th Division")
        claim = make_claim(source=source, locator="¶1", wording="損失254,628人", low=254628, high=254628, unit=unit)
        page = shown(client.get(address()))
        opening = f'<a class="phrase" href="{reverse("admin:battles_figureclaim_change", args=[claim.pk])}">'
        assert opening in page
        assert "254,628 · " in page
        assert claim.ref not in page
        assert f'<a class="name" href="{reverse("admin:battles_unit_change", args=[unit.pk])}">第9師團' in page

    def test_a_claim_is_added_at_its_place(self, source, client):
        give(source)
        link = f"{reverse('admin:battles_figureclaim_add')}?source={source.pk}&locator=¶2&wording=撤退"
        form = client.get(link).context["adminform"].form
        assert (form.initial["source"], form.initial["locator"], form.initial["wording"]) == (
            str(source.pk),
            "¶2",
            "撤退",
        )
        assert f"?source={source.pk}&amp;locator=%C2%B62" in shown(client.get(address()))

    def test_the_text_is_removed_after_a_question(self, source, client):
        give(source)
        assert SourceText.objects.exists()
        assert "This cannot be undone." in shown(client.get(address("desk_remove")))
        client.post(address("desk_remove"))
        assert not SourceText.objects.exists()

    def test_what_the_text_lacks_is_listed(self, source, client, editor):
        text = give(source)
        client.post(address("desk_read"), {"text": text.pk, "read": 2})
        claim = make_claim(source=source, locator="¶1", wording="損失254,628人", low=254628, high=254628)
        response = post_text(client, words="甲軍攻佔甲城。", seen=1)
        assert response.url == address("desk_lacking")
        page = shown(client.get(response.url))
        assert "“損失254,628人” is not in ¶1; it is in no paragraph." in page
        assert reverse("admin:battles_figureclaim_change", args=[claim.pk]) in page
        assert claim.ref not in page
        assert "乙軍第9師團撤退。" in page


class TestQueries:
    def queries(self, client, path):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def test_the_queries_of_the_desk_do_not_grow_with_what_stands_on_the_text(self, source, client):
        give(source)
        make_claim(source=source, locator="¶1", wording="損失", belligerent=None)
        few = self.queries(client, address())
        for number in range(20):
            unit = make_unit(name=f"第{number}軍")
            make_claim(source=source, locator="¶2", engagement=make_engagement(), unit=unit, wording="撤退")
            make_name(source=source, locator="¶3", unit=unit, text=f"{number}軍")
        assert self.queries(client, address()) <= few + 2

    def test_the_queries_of_the_desk_do_not_grow_with_the_length_of_the_text(self, source, client):
        give(source)
        few = self.queries(client, address())
        give(source, "\n".join(map(str, range(3_000))), seen=1)
        assert self.queries(client, address() + "?sheet=17") == few

    def test_the_queries_of_the_list_of_sources_do_not_grow_with_the_sources(self, source, client):
        path = reverse("admin:battles_source_changelist")
        give(source)
        few = self.queries(client, path)
        for _ in range(20):
            give(make_source())
        assert self.queries(client, path) == few

    def test_the_list_of_sources_says_how_far_each_is_read(self, source, client):
        text = give(source)
        client.post(address("desk_read"), {"text": text.pk, "read": 1})
        make_claim(source=source)
        page = shown(client.get(reverse("admin:battles_source_changelist")))
        assert "1 of 3 ¶ read" in page
        assert "1 statement" in page
        assert address() in page
        assert address() not in shown(browser_of(make_contributor()).get(reverse("admin:battles_source_changelist")))

    def test_names_are_read_once_until_a_record_changes(self, source, client, monkeypatch):
        give(source)
        client.get(address())
        monkeypatch.setattr(entity_names, "read_names", pytest.fail)
        assert client.get(address()).status_code == 200
