"""Proofs: whether a new version accepts whatever the old one does, and values that show it."""
