"""The engine of the site on SQLite."""
