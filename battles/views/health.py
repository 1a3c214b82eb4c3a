"""What a proxy or a watchman asks: whether the process lives, and whether the site can serve."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from battles.views.base import ReadOnlyView


class AliveView(ReadOnlyView):
    """Says ``ok`` as long as the process answers; it asks nothing of the database, whose absence no restart mends."""

    reads_replica = False

    def get(self, request):
        return plain("ok\n")


class ReadyView(ReadOnlyView):
    """Says ``ok`` while the database answers and has all tables that this code needs; else why not, with status 503."""

    reads_replica = False
    tables_are_complete = False

    def get(self, request):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.find_tables_complete():
                return plain(_("The tables are of another version of the site: run migrate.\n"), status=503)
        except Error:
            return plain(_("The database does not answer.\n"), status=503)
        return plain("ok\n")

    @classmethod
    def find_tables_complete(cls):
        # What has been migrated stays so for as long as this process runs this code.
        if not cls.tables_are_complete:
            executor = MigrationExecutor(connection)
            cls.tables_are_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return cls.tables_are_complete


def plain(text, status=200):
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
