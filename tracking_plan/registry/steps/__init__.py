"""Steps: an old and a new version of one event, paired, and what changed between them."""
