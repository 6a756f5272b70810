"""The fast path: clean payloads are recognised by compiled schemas alone."""
