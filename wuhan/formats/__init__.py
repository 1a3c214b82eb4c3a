"""Forms of numbers and dates in which the site departs from Django's."""
