"""The public pages, which anybody may read and nobody changes."""
