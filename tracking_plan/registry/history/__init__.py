"""What became of a plan commit by commit: an event's history, and the changelog of the plan."""
