"""Accounts are added by hand or from a table, with one-time passwords."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.tabular.workbook_files import workbook
from tests.wuhan.accounts import PASSWORD, send_password
from tests.wuhan.accounts.people import browser_of, make_person
from wuhan.accounts import accounts_table
from wuhan.accounts.models import OneTimePassword

pytestmark = pytest.mark.django_db

PATTERN = r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>"
OWN = {"new_password1": "a long one of my own", "new_password2": "a long one of my own"}


@pytest.fixture
def administrator():
    return make_person("administrator")


@pytest.fixture
def client(administrator):
    return browser_of(administrator)


def make(client, username="lin", role="contributor", **values):
    """The page after an account is added by hand."""
    sent = {"username": username, "groups": [Group.objects.get(name=role).pk]} | values
    return client.post("/admin/auth/user/add/", sent)


def send_table(client, text, role=None, **values):
    role = Group.objects.get(name=role).pk if role else ""
    file = SimpleUploadedFile("names", text if isinstance(text, bytes) else text.encode())
    return client.post("/admin/auth/user/from-table/", {"file": file, "role": role} | values)


def log_in(username, password):
    browser = Client()
    assert send_password(browser, username, password).status_code == 302
    return browser


def one_time_password(page):
    (password,) = re.findall(PATTERN, page.content.decode())
    return password


def test_new_account_has_its_role_and_a_password_that_is_shown_once(client):
    password = one_time_password(make(client, first_name="徽因", last_name="林", email="lin@example.org"))
    user = User.objects.get(username="lin")
    assert (user.is_staff, user.is_superuser, user.get_full_name()) == (True, False, "徽因 林")
    assert [group.name for group in user.groups.all()] == ["contributor"]
    assert user.check_password(password)
    assert password not in client.get(f"/admin/auth/user/{user.pk}/change/").content.decode()


def test_account_without_a_role_cannot_log_in(client):
    password = one_time_password(make(client))
    user = User.objects.get(username="lin")
    client.post(f"/admin/auth/user/{user.pk}/change/", {"username": "lin", "is_active": "on", "groups": []})
    user.refresh_from_db()
    assert not user.is_staff
    assert "Please enter the correct username" in send_password(Client(), "lin", password).content.decode()


@pytest.mark.parametrize("name", ["administrator", "Administrator", "ａdministrator", "", "a b"])
def test_taken_or_invalid_name_makes_no_account(client, administrator, name):
    assert "errornote" in make(client, name, first_name="new").content.decode()
    assert User.objects.get() == administrator
    assert not User.objects.get().first_name


def test_every_page_redirects_until_the_one_time_password_is_changed(client):
    browser = log_in("lin", password := one_time_password(make(client)))
    for path in ("", "battles/campaign/", "battles/campaign/add/", "second-factor/set-up/", "autocomplete/", "x/"):
        for send in (browser.get, browser.post):
            assert send(f"/admin/{path}").url == "/admin/password_change/"
    assert "Choose your own first." in browser.get("/admin/password_change/").content.decode()
    same = {"old_password": password, "new_password1": password, "new_password2": password}
    assert "Choose another." in browser.post("/admin/password_change/", same).content.decode()
    short = {"old_password": password, "new_password1": "short", "new_password2": "short"}
    assert "at least 12 characters" in browser.post("/admin/password_change/", short).content.decode()
    assert browser.get("/admin/").url == "/admin/password_change/"
    assert browser.post("/admin/password_change/", {"old_password": password} | OWN).status_code == 302
    assert browser.get("/admin/").status_code == 200
    assert log_in("lin", OWN["new_password1"]).get("/admin/").status_code == 200
    assert "Please enter the correct username" in send_password(Client(), "lin", password).content.decode()


def test_every_login_asks_for_an_own_password_until_it_is_changed(client):
    password = one_time_password(make(client))
    for _time in range(2):
        browser = log_in("lin", password)
        assert browser.get("/admin/").url == "/admin/password_change/"
        browser.post("/admin/logout/")


def given(username, days):
    """Date the one-time password back by so many days."""
    OneTimePassword.objects.filter(user__username=username).update(given_at=timezone.now() - timedelta(days=days))


def test_one_time_password_is_valid_for_30_days(client):
    page = make(client)
    assert "is valid for 30 days" in page.content.decode()
    given("lin", days=29.9)
    assert log_in("lin", one_time_password(page)).get("/admin/").url == "/admin/password_change/"


def test_expired_one_time_password_is_refused_and_a_new_one_logs_in(client):
    password = one_time_password(make(client))
    given("lin", days=30.1)
    browser = Client()
    late = send_password(browser, "lin", password)
    assert "was valid for 30 days, which are over. Ask an administrator for another." in late.content.decode()
    assert "_auth_user_id" not in browser.session
    assert "Please enter the correct username" in send_password(browser, "lin", "wrong").content.decode()
    another = one_time_password(client.post(f"/admin/auth/user/{User.objects.get(username='lin').pk}/password/"))
    assert log_in("lin", another).get("/admin/").url == "/admin/password_change/"


def test_own_password_does_not_expire(client):
    browser = log_in("lin", password := one_time_password(make(client)))
    browser.post("/admin/password_change/", {"old_password": password} | OWN)
    given("lin", days=31)
    assert log_in("lin", OWN["new_password1"]).get("/admin/").status_code == 200


def test_lost_password_is_replaced_by_a_one_time_password(client):
    lin = make_person("contributor", "lin", password=PASSWORD)
    before = log_in("lin", PASSWORD)
    url = f"/admin/auth/user/{lin.pk}/password/"
    assert "lin gets a one-time password" in client.get(url).content.decode()
    assert before.get("/admin/").status_code == 200
    password = one_time_password(client.post(url))
    assert before.get("/admin/").url == "/admin/login/?next=/admin/"
    assert "Please enter the correct username" in send_password(Client(), "lin", PASSWORD).content.decode()
    assert log_in("lin", password).get("/admin/").url == "/admin/password_change/"


def test_change_of_the_own_password_asks_for_the_old_one(client, administrator):
    assert client.post(f"/admin/auth/user/{administrator.pk}/password/").url == "/admin/password_change/"
    assert not OneTimePassword.objects.exists()


TABLE = "username,first_name,last_name,email,role\nlin,徽因,林,lin@example.org,\nliang,思成,梁,,editor\n"


def test_table_makes_accounts_with_passwords(client):
    page = send_table(client, TABLE, "contributor")
    shown = re.findall(PATTERN, page.content.decode())
    lin, liang = User.objects.get(username="lin"), User.objects.get(username="liang")
    assert [lin.check_password(shown[0]), liang.check_password(shown[1])] == [True, True]
    assert (lin.groups.get().name, liang.groups.get().name) == ("contributor", "editor")
    assert (lin.get_full_name(), lin.email, lin.is_staff) == ("徽因 林", "lin@example.org", True)
    assert log_in("liang", shown[1]).get("/admin/").url == "/admin/password_change/"
    assert "no-store" in page["Cache-Control"]


def test_passwords_can_be_downloaded(client):
    answer = send_table(client, TABLE, "contributor", download="1")
    assert answer["Content-Disposition"] == 'attachment; filename="accounts.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["username"] for row in rows] == ["lin", "liang"]
    assert User.objects.get(username="lin").check_password(rows[0]["password"])


def test_errors_of_a_table_have_line_and_column_and_no_account_is_made(client):
    text = (
        "username,first_name,email,role\n"
        "good,,,\nadministrator,new,,\nADMINISTRATOR,,,\na b,,not an address,\n"
        "good,,,\n,lin,,\nother,,,emperor\n" + "n" * 151 + ",,,\n"
    )
    page = send_table(client, text, "contributor")
    errors = [(error.line, error.column) for error in page.context["errors"]]
    assert errors == [
        (3, "username"), (4, "username"), (5, "username"), (5, "email"), (6, "username"),
        (7, "username"), (8, "role"), (9, "username"),
    ]  # fmt: skip
    assert "No account was added." in page.content.decode()
    assert User.objects.get().first_name == ""
    assert not OneTimePassword.objects.exists()


def test_each_cell_of_a_sheet_that_cannot_be_read_is_named(client):
    page = send_table(client, workbook([["User Name", "Email", "Role"], ["lin", "#N/A", "#REF!"]]), "contributor")
    assert [(error.line, error.column) for error in page.context["errors"]] == [(2, "email"), (2, "role")]


def test_row_without_a_role_gets_the_role_of_the_form(client):
    page = send_table(client, "username\nlin\n")
    (error,) = page.context["errors"]
    assert error.message == "Write one of the roles that you may give: administrator, contributor, editor."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The submitted file is empty."),
        ("username\n", "The table has no rows."),
        ("name,role\nlin,editor\n", "Unknown headings"),
        ("username,password\nlin,secret\n", "Unknown headings"),
        ("username\n" + "".join(f"lin{number}\n" for number in range(101)), "more than 100 rows"),
    ],
)
def test_file_that_is_no_table_of_accounts_is_refused(client, administrator, text, sentence):
    assert sentence in send_table(client, text, "contributor").content.decode()
    assert User.objects.get() == administrator


def test_table_cannot_give_a_role_with_more_permissions(client, administrator):
    group = Group.objects.create(name="beyond")
    group.permissions.add(*Group.objects.get(name="administrator").permissions.all())
    group.permissions.add(Permission.objects.get(codename="add_permission"))
    (error,) = send_table(client, "username,role\nlin,beyond\n").context["errors"]
    assert (error.column, error.value) == ("role", "beyond")
    forged = send_table(client, "username\nlin\n", "beyond")
    assert "Select a valid choice" in forged.content.decode()
    assert User.objects.get() == administrator


def test_name_taken_at_the_same_moment_makes_no_account(client, administrator, monkeypatch):
    monkeypatch.setattr(accounts_table, "is_taken", lambda name: False)
    page = send_table(client, "username\nlin\nadministrator\n", "contributor")
    assert "at the same moment" in page.content.decode()
    assert User.objects.get() == administrator


def run(tmp_path, capfdbinary, text, *arguments):
    (tmp_path / "names.csv").write_text(text)
    call_command("createaccounts", str(tmp_path / "names.csv"), *arguments)
    return list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"))))


def test_command_writes_the_passwords_as_csv(tmp_path, capfdbinary):
    (tmp_path / "names.csv").write_text(TABLE)
    call_command("createaccounts", str(tmp_path / "names.csv"), "--role", "contributor")
    told = capfdbinary.readouterr()
    assert told.err.decode() == "2 accounts added. A one-time password is valid for 30 days.\n"
    lin, liang = csv.DictReader(io.StringIO(told.out.decode("utf-8-sig")))
    user = User.objects.get(username="lin")
    assert user.check_password(lin["password"])
    assert user.groups.get().name == "contributor"
    assert log_in("liang", liang["password"]).get("/admin/").url == "/admin/password_change/"


@pytest.mark.parametrize(("table", "sentence"), [(TABLE, "2 accounts added."), ("username\nlin\n", "1 account added.")])
def test_command_reports_the_number_of_accounts(tmp_path, capfd, table, sentence):
    (tmp_path / "names.csv").write_text(table)
    call_command("createaccounts", str(tmp_path / "names.csv"), "--role", "contributor")
    assert capfd.readouterr().err.startswith(f"{sentence} A one-time password")


def test_command_reports_errors_by_line_and_column(tmp_path, capfdbinary):
    User.objects.create_user("lin")
    with pytest.raises(CommandError, match="1 error; no account was added"):
        run(tmp_path, capfdbinary, TABLE, "--role", "contributor")
    captured = capfdbinary.readouterr()
    assert captured.err.decode() == "line 2, username: There is an account of this name.\n"
    assert not captured.out
    assert User.objects.count() == 1


def test_command_accepts_the_roles(tmp_path, capfdbinary):
    with pytest.raises(
        CommandError, match=r"^There is no role emperor; there are administrator, contributor, editor\."
    ):
        run(tmp_path, capfdbinary, TABLE, "--role", "emperor")
