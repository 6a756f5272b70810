"""Tracking plans as code: lint them, check payloads and code, generate helpers."""

__version__ = "0.1.0"
