"""Tracking plans: from YAML files to a `Plan`, and from a `Plan` to JSON Schema."""
