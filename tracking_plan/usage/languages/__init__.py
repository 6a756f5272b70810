"""The languages that are read: a value each, and a folder with its scanner."""
