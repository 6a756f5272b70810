"""The P rules, one module each."""
