"""The set of records that comes with the software: what is in it, and how a site gets a newer one."""

from battles.record_sets.files import RecordSet
from battles.record_sets.sites import NAME, has_older_set
from battles.record_sets.updates import NeverLoaded, Outcome, UpdateRefused, update
