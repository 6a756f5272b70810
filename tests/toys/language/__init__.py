"""A language of single calls: `track! "Event Name" with key=1`, and `;;` before comments."""
