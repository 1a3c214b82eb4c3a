"""Thousands are separated as in the figures of the site: 254,628."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
