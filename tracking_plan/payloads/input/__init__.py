"""Captured bytes to records: encodings, forms, chunks."""
