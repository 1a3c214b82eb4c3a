"""Thousands are separated as in the figures of the site: 254,628. Dates have the form that they have in English."""

from wuhan.formats.en.formats import *  # noqa: F403

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
