"""A plan to source text: the typed helpers."""
