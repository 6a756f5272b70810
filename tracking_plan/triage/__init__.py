"""Which findings are shown: selection, severities, suppressions and the baseline."""
