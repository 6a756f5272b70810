"""The plan format: which keys are allowed where, and which values they take."""
