"""The public pages; they are read only."""
