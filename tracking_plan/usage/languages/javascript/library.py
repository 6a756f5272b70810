"""Functions that leave the objects which they are given as they are: in JavaScript."""

HARMLESS = frozenset(
    """
    stringify keys structuredClone isFrozen Boolean String log info warn error debug table isArray
    """.split()
)
COPYING = frozenset({"Object.entries", "Object.values", "Object.fromEntries"})
STORING = (
    r"use(?:Callback|Context|Effect|ImperativeHandle|InsertionEffect|LayoutEffect|Memo|Reducer|Ref"
    r"|State|SyncExternalStore)|create(?:Context|Signal)|setContext|provide|(?:shallow)?[rR]ef|reactive"
    r"|markRaw|readonly|signal|memo|set|register(?:Instance|Singleton|Value)|decorate|toConstantValue"
    r"|useValue|useFactory|useExisting|asValue|asFunction|constant|spyOn|mocked|mock\w*Value(?:Once)?|expect"
)
"""Functions that keep what they are given: those of hooks, contexts, containers and tests."""
STANDARD_MODULES = frozenset(
    """
    assert async_hooks buffer child_process cluster console crypto dns events fs http http2 https
    module net os path perf_hooks process querystring readline stream string_decoder timers tls tty
    url util v8 vm worker_threads zlib
    """.split()
)
"""Modules that come with Node."""
