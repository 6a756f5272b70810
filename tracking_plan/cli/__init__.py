"""The command line: the only code that prints, writes or exits."""
