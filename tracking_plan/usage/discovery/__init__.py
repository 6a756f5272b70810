"""Proposes adapters: functions that seem to track and that nothing describes yet."""
