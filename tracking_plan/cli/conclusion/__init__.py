"""How a run ends: triage, the baseline, reports, an exit code."""
