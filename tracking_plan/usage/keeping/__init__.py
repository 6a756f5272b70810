"""What is kept of a scan for the next one, in the user's cache folder."""
