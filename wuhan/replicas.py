"""Reading public pages from streaming replicas, so that a session always sees its own changes."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connection, connections

from wuhan.replication import PRIMARY_POSITION, Watch

# Accounts, sessions and permissions are always read from the primary.
APPS_READ_FROM_REPLICAS = {"battles"}
COOKIE = "read_after"
# Seconds. After this time every usable replica is past the position.
COOKIE_AGE = 3600
# Later than any position, so that the session reads from the primary only.
UNKNOWN_POSITION = 2**63 - 1

_source = ContextVar("database read from", default=DEFAULT_DB_ALIAS)


@contextmanager
def reading_from(alias):
    token = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(token)


class ReplicaRouter:
    """Sends reads to the database that ``reading_from`` names, and writes and locks to the primary."""

    def db_for_read(self, model, **hints):
        return _source.get() if model._meta.app_label in APPS_READ_FROM_REPLICAS else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Reads views with ``reads_replica`` from a replica, and from the primary if the replica fails.

    Any other view may have written. Its response sets a cookie with the position of the primary's log. A session with
    this cookie reads only from replicas that are past the position, or from the primary.
    """

    def __init__(self, get_response):
        replicas = [alias for alias in connections if alias != DEFAULT_DB_ALIAS]
        if not replicas:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.watch = Watch(replicas)

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "was_on_primary", False):
            response.set_cookie(
                COOKIE,
                str(position()),
                max_age=COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(self, request, view, args, kwargs):
        reads_replica = getattr(getattr(view, "view_class", None), "reads_replica", None)
        if not reads_replica:
            request.was_on_primary = reads_replica is None
            return None
        replica = self.watch.choose(read_position(request.COOKIES.get(COOKIE, "")))
        if replica is None:
            return None
        try:
            with reading_from(replica):
                response = view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            self.watch.leave_out(replica, error)
            # Django then calls the view itself, which reads from the primary.
            return None
        if response.streaming:
            response.streaming_content = self.stream(replica, response.streaming_content)
        return response

    def stream(self, replica, pieces):
        """Yield the pieces, read from the replica.

        Raises ConnectionAbortedError if the replica fails, so that the client sees that the file is incomplete.
        """
        pieces = iter(pieces)
        try:
            while True:
                with reading_from(replica):
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece
        except (OperationalError, InterfaceError) as error:
            self.watch.leave_out(replica, error)
            raise ConnectionAbortedError("The replica failed during a download.") from error


def position() -> int:
    """Return the position of the primary's log, which includes all writes of this process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(PRIMARY_POSITION)
            return cursor.fetchone()[0]
    except Error:
        return UNKNOWN_POSITION


def read_position(text: str) -> int:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else UNKNOWN_POSITION
