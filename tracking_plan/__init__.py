"""Tracking plans as code: lint them, hold payloads and code against them, generate helpers."""

__version__ = "0.1.0"
