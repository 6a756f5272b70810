"""The JSON Schemas of what this project reads and writes: plan, payload and report."""
