"""Functions that leave the objects which they are given as they are: in JavaScript."""

HARMLESS = frozenset(
    """
    stringify keys structuredClone isFrozen Boolean String log info warn error debug table isArray
    """.split()
)
COPYING = frozenset({"Object.entries", "Object.values", "Object.fromEntries"})
STORING = (
    r"use[A-Z]\w*|create(?:Context|Signal)|setContext|provide|(?:shallow)?[rR]ef|reactive"
    r"|markRaw|readonly|signal|memo|spyOn|mocked|mockReturnValue|expect"
)
"""Functions that keep what they are given, for whoever asks for it: hooks, contexts, tests."""
STANDARD_MODULES = frozenset(
    """
    assert async_hooks buffer child_process cluster console crypto dns events fs http http2 https
    module net os path perf_hooks process querystring readline stream string_decoder timers tls tty
    url util v8 vm worker_threads zlib
    """.split()
)
"""Modules that come with Node."""
