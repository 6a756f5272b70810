"""Target languages: a folder each, and a row."""
