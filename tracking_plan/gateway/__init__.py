"""A local stand-in for Altertable's API, which writes what it receives to a file."""
