"""The plan format: which keys stand where, and which values they take."""
