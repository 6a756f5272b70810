"""The Python target: helpers over an SDK client."""
