"""Findings to text, a pure function per format."""
