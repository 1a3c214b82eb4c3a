"""Django's loaddata, but records are loaded only into a site that has none."""

from django.core.management import CommandError
from django.core.management.commands import loaddata

from battles.models.registry import has_records


class Command(loaddata.Command):
    help = f"{loaddata.Command.help} Records are loaded only into a site without records, because no history is kept."

    def loaddata(self, fixture_labels):
        self.has_records = has_records()
        super().loaddata(fixture_labels)

    def save_obj(self, obj):
        if self.has_records and obj.object._meta.app_label == "battles":
            raise CommandError(
                "This site has records. loaddata would replace them, and their history would not show it. Nothing was "
                "loaded. To add records or change them, use importcsv; restore a backup into an empty database."
            )
        return super().save_obj(obj)
