"""The writing of checked rows, and of the changes that they make."""

from operator import attrgetter

from battles.importing.rows import CheckedRow
from battles.models.bulk_sql import insert_rows, new_keys, replace_links, update_rows
from battles.models.published_links import links_of
from battles.models.recording import Recording
from battles.values.choices import Status


class Writer:
    """Writes rows to a table within a recording. ``lists`` are the many-to-many fields that the file has."""

    def __init__(self, table, lists: list[str], changes: Recording):
        self.table = table
        self.lists = lists
        self.changes = changes

    def write(self, rows: list[CheckedRow]):
        """Insert the new rows, which get their keys, update the changed ones, and record both."""
        new = [row for row in rows if row.is_new]
        changed = sorted((row.instance for row in rows if row.is_changed), key=attrgetter("pk"))
        for row, key in zip(new, new_keys(self.table, len(new)), strict=True):
            row.instance.pk = key
        self.changes.will_change(self.table, [instance.pk for instance in changed])
        insert_rows(self.table, [row.instance for row in new])
        update_rows(self.table, changed)
        for name in self.lists:
            wanted = {row.instance.pk: row.lists[name] for row in rows if row.is_new or row.is_changed}
            replace_links(self.table._meta.get_field(name), wanted)
        published = [row for row in new if row.instance.status == Status.PUBLISHED]
        for field in links_of(self.table) if published else ():
            self.changes.linked[field.related_model].update(*(row.linked_keys(field) for row in published))
        self.changes.write_new(self.table, [row.instance.pk for row in new])
        self.changes.write()
