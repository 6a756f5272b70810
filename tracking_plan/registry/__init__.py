"""Versions of events: what became of one, which bump that needs, what has been published."""
