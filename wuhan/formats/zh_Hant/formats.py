"""Thousands are parted as in figures everywhere else on the site: 254,628."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
