"""A term of a seminar, in small."""
