"""Do payloads match the plan? Readers, the envelope, the validator, the D rules."""
