"""A target whose files list the methods, line by line."""
