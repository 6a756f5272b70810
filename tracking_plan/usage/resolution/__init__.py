"""Evaluates expressions, as far as the code shows their values."""
