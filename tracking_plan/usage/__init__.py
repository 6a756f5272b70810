"""Do the tracking calls in the source match the plan? Scanners, resolution, the U rules."""
