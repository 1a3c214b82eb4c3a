"""Make a working site and serve it."""

import argparse
import os
import secrets
import socket
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import waitress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.files import locks
from django.core.management import BaseCommand, CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connection, transaction

from battles import record_sets
from battles.models import LoadedSet
from battles.models.registry import has_records
from battles.private_files import close_to_others, is_open_to_others, open_private
from wuhan.secret_key import lasting_key, store_key

ADMINISTRATOR = "admin"
THREADS = 8
# Idle and unfinished connections take no thread. The system lets a process watch about a thousand.
CONNECTIONS, IDLE_SECONDS = 500, 60
WAITING = "Another quickstart is making this site. Waiting for it to end."
NEWER_SET = (
    "There is a newer set of the records of the documents. See what it changes: manage.py updaterecords --dry-run"
)
# A number of our own for PostgreSQL's advisory lock.
DATABASE_LOCK = 1938_1025


def port_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; ports run from 0 (any free port) to 65535")
    return int(text)


def make_server(listener: socket.socket, application):
    headers = {"x-forwarded-proto", "x-forwarded-for"}
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": headers} if settings.HTTPS else {}
    return waitress.create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_body_size=settings.BODY_LIMIT,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        **proxy,
    )


class Command(BaseCommand):
    help = (
        "Makes a working site: data folder, secret key, tables, the records of the documents, an administrator. "
        "Then serves it. A site that was made before keeps its records as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to serve on (127.0.0.1)")
        parser.add_argument("--port", type=port_number, default=8000, help="port to serve on (8000)")
        parser.add_argument("--no-serve", action="store_true", help="make the site, but do not serve it")
        parser.add_argument("--empty", action="store_true", help="make the site without the records of the documents")

    def handle(self, *, host, port, no_serve, empty, **options):
        # Bind the port first, so that a port in use is an error before anything is made.
        listener = None if no_serve else self.bind(host, port)
        self.make_data_folder(settings.DATA_DIR)
        with self.folder_locked(settings.DATA_DIR):
            self.make_secret_key(settings.SECRET_KEY_FILE)
            self.connect()
            with self.database_locked():
                self.make_site(empty)
            self.collect_static_files()
        if listener:
            self.serve(listener)

    def make_site(self, empty):
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            self.load_records_once(empty)
            self.make_administrator()

    def bind(self, host, port):
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            listener = socket.socket(family, kind)
            try:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(address)
                # Only a port that is listened on is refused to the next quickstart.
                listener.listen()
            except OSError:
                listener.close()
                raise
        except OSError as error:
            raise CommandError(
                f"Cannot serve on {host} port {port}: {error.strerror or error}. Choose another with --port."
            ) from error
        return listener

    def make_data_folder(self, folder: Path):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise CommandError(
                f"The data folder {folder} cannot be written: {error.strerror}. Choose another with DATA_DIR."
            ) from error
        if is_open_to_others(folder):
            self.stderr.write(f"The data folder {folder} is open to other users. Close it: chmod 700 {folder}")

    @contextmanager
    def folder_locked(self, folder: Path):
        """Wait while another quickstart makes this site. The system releases the lock of a process that ends."""
        with open_private(folder / "quickstart.lock", "w") as file:
            if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                self.stderr.write(WAITING)
                locks.lock(file, locks.LOCK_EX)
            yield

    @contextmanager
    def database_locked(self):
        """Wait while a quickstart with another data folder makes the tables and records of this database."""
        if connection.vendor != "postgresql":
            yield
            return
        # On a connection of its own, as loaddata closes the other. Its end releases the lock.
        with closing(connection.copy()) as own, own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [DATABASE_LOCK])
            if cursor.fetchone() == (False,):
                self.stderr.write(WAITING)
                cursor.execute("SELECT pg_advisory_lock(%s)", [DATABASE_LOCK])
            yield

    def make_secret_key(self, key_file: Path):
        if not lasting_key(key_file):
            store_key(settings.SECRET_KEY, key_file)
        close_to_others(key_file)
        # Another quickstart may have stored one since the settings were read.
        settings.SECRET_KEY = lasting_key(key_file)

    def connect(self):
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"The database cannot be reached: {reason} (DATABASE_URL says which it is).") from error

    def load_records_once(self, empty):
        documents, is_first_run = LoadedSet.objects.get_or_create(name=record_sets.NAME)
        # Earlier versions did not note what they loaded.
        was_made_before = get_user_model().objects.exists() or has_records()
        records = record_sets.RecordSet()
        if is_first_run and not was_made_before and not empty:
            if not records.files:
                raise CommandError(f"The records of the documents are missing from {settings.FIXTURE_DIRS[0]}.")
            call_command("loaddata", *records.files, verbosity=0)
            documents.sha256 = records.sha256
            documents.save()
            self.stdout.write("The records of the documents are loaded.")
        elif record_sets.has_older_set(records):
            self.stdout.write(NEWER_SET)

    def make_administrator(self):
        accounts = get_user_model().objects
        if accounts.filter(is_superuser=True, is_active=True).exists():
            return
        if accounts.filter(username__iexact=ADMINISTRATOR).exists():
            self.stderr.write(
                "No active account is a superuser. Make one with another name than "
                f"{ADMINISTRATOR}: manage.py createsuperuser --username NAME"
            )
            return
        password = secrets.token_urlsafe(12)
        accounts.create_superuser(ADMINISTRATOR, password=password)
        self.stdout.write(f"Administrator: {ADMINISTRATOR}   password: {password}")
        self.stdout.write("This password is shown only once. Change it at /admin/password_change/.")

    def collect_static_files(self):
        manifest = settings.STATIC_ROOT / "staticfiles.json"
        files = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
        if not manifest.exists() or max(map(os.path.getmtime, files)) > manifest.stat().st_mtime:
            call_command("collectstatic", verbosity=0, interactive=False)

    def serve(self, listener):
        # Import late: WhiteNoise lists the static files when the application is made.
        from wuhan.wsgi import application

        server = make_server(listener, application)
        host, port = listener.getsockname()[:2]
        host = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Serving on http://{host}:{port}/ - stop with Ctrl+C.")
        self.stdout.flush()
        server.run()
