"""Do payloads match the plan? Input, judging, the D rules."""
