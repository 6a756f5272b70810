"""What `init` knows about a repository, and what it writes."""
