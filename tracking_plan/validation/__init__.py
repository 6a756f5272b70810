"""JSON Schema validation: a schema and data give violations. Knows nothing of plans."""
