"""Records as tables: the columns of each kind of record in a file."""

from battles.resources.headings import RESOURCES, resource_of
