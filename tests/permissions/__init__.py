"""Who may do what, in one table, and that table held against the site."""
