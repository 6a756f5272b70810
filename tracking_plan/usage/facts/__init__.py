"""What code says, in no particular language: expressions, modules and calls."""
