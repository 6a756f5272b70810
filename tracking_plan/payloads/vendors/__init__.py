"""Payloads of other vendors' tools, read as what Altertable's API would have been sent."""
