"""Primary keys that come as text, from forms and addresses."""

LARGEST_KEY = 2**63 - 1


def is_key(value) -> bool:
    """Whether the text can be a primary key: SQLite cannot even look for a number beyond 64 bits."""
    text = str(value)
    # Python reads no number of more than 4,300 digits, so the length is checked first.
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY
