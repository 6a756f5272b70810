"""What came in, as text: the figures of a run over payloads, in a module for each format."""
