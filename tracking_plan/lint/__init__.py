"""Is the plan itself sound? The P rules."""
