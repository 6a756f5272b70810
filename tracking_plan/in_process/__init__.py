"""Payloads checked in a program of yours: a test suite, a service, a handler of requests."""
