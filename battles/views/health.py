"""Health checks: whether the process is alive, and whether the site can serve."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from battles.views.base import ReadOnlyView


class AliveView(ReadOnlyView):
    """Says ``ok`` while the process answers. It makes no query, because no restart brings a database back."""

    reads_replica = False

    def get(self, request):
        return plain_response("ok\n")


class ReadyView(ReadOnlyView):
    """Says ``ok`` while the database answers and has all tables that this code needs; else why not, with status 503."""

    reads_replica = False
    tables_are_complete = False

    def get(self, request):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.find_tables_complete():
                return plain_response(_("The tables are of another version of the site: run migrate.\n"), status=503)
        except Error:
            return plain_response(_("The database does not answer.\n"), status=503)
        return plain_response("ok\n")

    @classmethod
    def find_tables_complete(cls):
        # Complete tables stay complete while this process runs this code.
        if not cls.tables_are_complete:
            executor = MigrationExecutor(connection)
            cls.tables_are_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return cls.tables_are_complete


def plain_response(text, status=200):
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
