"""Checked nodes to the values of a plan."""
