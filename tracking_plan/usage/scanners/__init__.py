"""Source text to calls, a module per language."""
