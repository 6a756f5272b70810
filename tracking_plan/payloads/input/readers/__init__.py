"""Captured bytes to payloads, a module per shape of file."""
