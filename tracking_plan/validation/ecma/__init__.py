"""Regular expressions of ECMA-262 (with its `u` flag): read, and written for a linear engine."""
