"""The plan, the code and captured data side by side."""
