"""Records to payloads, and what the plan says of each."""
