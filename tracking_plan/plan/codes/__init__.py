"""The F codes: what can be wrong with a plan's files."""
