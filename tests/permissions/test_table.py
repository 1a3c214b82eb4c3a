"""Every address and every action answers each role as the table says, and the table names all of them."""

import re
from contextlib import contextmanager
from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client, TestCase, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from battles import models
from battles.admin.base import EntityAdmin, StatementAdmin
from battles.admin.field_changes import FIELDS_FILE
from battles.history.versions import latest_versions
from battles.models.recording import recording
from battles.models.records import Record
from battles.models.renaming import SLUGGED
from battles.values.choices import Status
from tests.admin import MAKERS, MODELS, TYPICAL
from tests.factories import make_former_slug, make_importrecord, make_place
from tests.permissions.table import ACTIONS, ADDRESSES
from tests.review import make_draft
from tests.wuhan.accounts.people import browser_of, make_person
from wuhan.accounts import second_factor

ROLES = ("anonymous", "contributor", "editor", "administrator")
KINDS = sorted(model._meta.model_name for model in MODELS)
# They stand for all kinds in a quick run: no kind has permissions of its own.
TYPICAL_KINDS = sorted(model._meta.model_name for model in TYPICAL)
# The classes of the admin that stand below all kinds of entities and statements.
SHARED = {*EntityAdmin.__mro__, *StatementAdmin.__mro__}
CATCH_ALL = r"/admin/(?P<url>.*)$"
MODEL_OF_NAME = re.compile(r"(?:admin:(?:battles|auth|axes|otp_totp)_|battles:)([a-z]+)")
QUERIES = {
    "admin:autocomplete (sources)": {"app_label": "battles", "model_name": "figureclaim", "field_name": "source"},
    "admin:autocomplete (accounts)": {"app_label": "battles", "model_name": "importrecord", "field_name": "made_by"},
    "battles:figureclaim_list (as CSV)": {"format": "csv"},
    "battles:figureclaim_list (as JSON)": {"format": "json"},
    "battles:source_detail (as BibTeX)": {"format": "bibtex"},
}
# Some pages require these values.
SENT = {"post": "yes", "encoding": "big5"}


def read(table, kinds=KINDS):
    """Yield triples of an address, a method or action, and the answer to each role; a line can be about many."""
    for line in table.strip().splitlines():
        if not line or line.startswith("#"):
            continue
        *address, how, _, _, _, _ = cells = line.split()
        slugged = [kind for kind in kinds if kind in SLUGGED]
        for kind in kinds if "<record>" in line else slugged if "<slugged>" in line else [""]:
            for each in ("GET", "POST") if how == "both" else [how]:
                name = " ".join(address).replace("<record>", kind).replace("<slugged>", kind)
                yield name, each, dict(zip(ROLES, cells[-4:], strict=True))


def addresses_of_the_site(resolver=None, namespace="", route="/"):
    """The name of every URL, or its pattern if it has no name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses_of_the_site(pattern, namespace + inner, here)
        else:
            yield namespace + pattern.name if pattern.name else here


def render_refusals_only(response, render=SimpleTemplateResponse.rendered_content.fget):
    """Return the content of a response, but nothing for a page with status 200."""
    return "" if response.status_code == 200 else render(response)


def list_one_app_only(site, request, app_label=None, get_app_list=AdminSite.get_app_list):
    """Return the models of an app, but nothing for the list of all apps beside every page."""
    return get_app_list(site, request, app_label) if app_label else []


def outcome(response):
    """Return the answer to a request in the words of the table."""
    is_login = response.status_code == 302 and response.url.startswith(reverse("admin:login"))
    if is_login or (response.status_code == 403 and b'id="login-form"' in response.content):
        return "login"
    return "yes" if response.status_code in (200, 302) else str(response.status_code)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
class TableTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = {role: make_person(role) for role in ROLES[1:]}
        person = make_person("contributor", "somebody")
        cls.rows = {model._meta.model_name: maker() for model, maker in MAKERS.items()}
        cls.others = {"own draft": {}, "draft": {}, "withdrawn": {}}
        for model in MODELS:
            name = model._meta.model_name
            cls.others["own draft"][name] = make_draft(model, cls.people["contributor"])
            cls.others["draft"][name] = make_draft(model, person)
            cls.others["withdrawn"][name] = row = MAKERS[model]()
            row.status, row.status_reason = Status.WITHDRAWN, "Counted twice."
            row.save()
        place = make_place()
        with recording() as changes:
            place.name = "漢口"
            place.save()
        cls.rows |= {
            "user": person,
            "group": Group.objects.create(name="translators"),
            "accessattempt": AccessAttempt.objects.create(attempt_time=timezone.now(), failures_since_start=5),
            "totpdevice": second_factor.offer_device(person),
            "change": changes.change_set.changes.get(),
            "changeset": changes.change_set,
            "proposal": models.Proposal.objects.create(made_by=person, model="place", record_id=place.pk),
            "formerslug": make_former_slug(place=place),
            "importrecord": make_importrecord(change_set=changes.change_set),
        }
        campaign = ContentType.objects.get_for_model(models.Campaign)
        cls.arguments = {
            "admin:app_list (records)": ["battles"],
            "admin:app_list (accounts)": ["auth"],
            "admin:battles_change_restore": [cls.rows["change"].pk, "before"],
            "admin:view_on_site": [campaign.pk, cls.rows["campaign"].pk],
            "battles:day_detail": ["1938-10-25"],
            "battles:help_topic": ["figures"],
        }

    @pytest.fixture(autouse=True)
    def skip_rendering(self, request):
        """The table is about permissions, and the tests of each page render it; a thorough run renders it here too."""
        self.kinds = TYPICAL_KINDS
        if request.config.getoption("thorough"):
            self.kinds = KINDS
            yield
            return
        with (
            mock.patch.object(SimpleTemplateResponse, "rendered_content", property(render_refusals_only)),
            mock.patch.object(AdminSite, "get_app_list", list_one_app_only),
        ):
            yield

    def setUp(self):
        self.browsers = {role: browser_of(person) for role, person in self.people.items()}
        self.browsers["anonymous"] = Client()

    def url(self, address):
        name, _, variant = address.removesuffix(")").partition(" (")
        if name == CATCH_ALL:
            return "/admin/no-such-page/"
        if name.startswith("/"):
            return name.replace("<path:object_id>", str(self.rows[name.split("/")[3]].pk))
        if address in self.arguments:
            return reverse(name, args=self.arguments[address])
        try:
            return reverse(name)
        except NoReverseMatch:
            row = self.others.get(variant, self.rows)[MODEL_OF_NAME.match(name)[1]]
        return reverse(name, args=[row.pk if name.startswith("admin:") else getattr(row, "ref", None) or row.slug])

    @contextmanager
    def browser(self, role):
        """Yield a browser of the role, and roll back its changes."""
        browser = Client()
        browser.cookies = self.browsers[role].cookies.copy()
        with transaction.atomic():
            yield browser
            transaction.set_rollback(True)

    def found(self, role, address, method):
        with self.browser(role) as browser:
            if method == "GET":
                return outcome(browser.get(self.url(address), QUERIES.get(address)))
            return outcome(browser.post(self.url(address), SENT))

    def check(self, role):
        wrong = []
        for address, method, expected in read(ADDRESSES, self.kinds):
            found = self.found(role, address, method)
            if found != expected[role]:
                wrong.append(f"{method} {address}: {found}, and not {expected[role]}")
        assert not wrong, "\n".join(wrong)

    def test_every_address_is_in_the_table_with_both_methods(self):
        listed = {(address.partition(" (")[0], method) for address, method, _expected in read(ADDRESSES)}
        assert listed == {(address, method) for address in addresses_of_the_site() for method in ("GET", "POST")}

    def test_no_kind_of_record_has_permissions_of_its_own(self):
        for model in MODELS:
            classes = set(type(admin.site.get_model_admin(model)).__mro__)
            own = {name for each in classes - SHARED for name in vars(each)}
            assert not [name for name in own if name.endswith(("_permission", "_view", "get_queryset"))], model

    def test_answers_to_a_stranger(self):
        self.check("anonymous")

    def test_answers_to_a_contributor(self):
        self.check("contributor")

    def test_answers_to_an_editor(self):
        self.check("editor")

    def test_answers_to_an_administrator(self):
        self.check("administrator")

    def test_every_list_offers_exactly_the_actions_of_the_table(self):
        listed = list(read(ACTIONS))
        for address in {address for address in addresses_of_the_site() if address.endswith("_changelist")}:
            for role in ROLES:
                wanted = {action for own, action, given in listed if own == address and given[role] == "yes"}
                assert self.offered(role, address) == wanted, f"{address}, {role}"

    def offered(self, role, address):
        with self.browser(role) as browser:
            page = browser.get(self.url(address))
        form = page.context_data.get("action_form") if page.status_code == 200 else None
        return {name for name, _label in form.fields["action"].choices if name} if form else set()

    def test_an_action_is_done_only_for_the_roles_that_the_table_names(self):
        for address, action, given in read(ACTIONS, self.kinds):
            rows = self.others["own draft"] if action == "publish_selected" else self.rows
            row = rows[MODEL_OF_NAME.match(address)[1]]
            sent = {"action": action, "_selected_action": row.pk}
            if action == "merge_selected":
                # Its page merges them, and is in the other table.
                sent["_selected_action"] = [row.pk, self.others["draft"][row._meta.model_name].pk]
            # The page that asks for confirmation sends these.
            confirmed = sent | {"post": "yes", "reason": "Counted twice.", "keys": row.pk, "change": "note"}
            if isinstance(row, Record):
                latest = latest_versions(type(row), [row.pk])[row.pk]
                confirmed["versions"] = f"{row.pk}:{latest}"
            for role in ROLES:
                is_given = given[role] == "yes"
                with self.browser(role) as browser:
                    page = browser.post(self.url(address), sent)
                    # A refused action redirects to the list, and a stranger to the login.
                    is_done = page.status_code == 200 and (
                        "Content-Disposition" in page or "cl" not in page.context_data
                    )
                    is_done = is_done or (page.status_code == 302 and "/merge/" in page.url)
                    if not action.startswith("export_"):
                        browser.post(self.url(address), confirmed)
                    now = type(row)._base_manager.filter(pk=row.pk).first()
                    is_started = models.ImportRecord.objects.filter(file_name=FIELDS_FILE).exists()
                assert is_done == is_given, f"{action} of {address}, {role}"
                # New values are previewed as an import first.
                is_touched = is_started or now is None or getattr(now, "status", "") != getattr(row, "status", "")
                may_touch = is_given and not action.startswith(("export_", "merge_"))
                # An account with linked records cannot be deleted by anyone.
                assert is_touched == may_touch if isinstance(row, Record) else may_touch or not is_touched, (
                    f"{action} of {address}, {role}"
                )
