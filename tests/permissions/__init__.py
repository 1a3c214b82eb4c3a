"""One table of the permissions of each role, and a comparison of the site with it."""
