"""Events in words, for people who read the plan."""
