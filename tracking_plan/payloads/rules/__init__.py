"""The D rules, one module each."""
