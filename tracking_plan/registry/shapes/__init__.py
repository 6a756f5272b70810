"""Shapes: a JSON Schema as the rules about changes read it, keyword by keyword."""
