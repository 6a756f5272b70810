"""Values of Python and its libraries that JSON cannot hold, and those that are new at each call."""

from collections.abc import Mapping

from tracking_plan.usage.facts.unfit import Unfit

_DATETIME, _DATE, _UUID = Unfit("a datetime"), Unfit("a date"), Unfit("a UUID")
_NAN, _INFINITY = (Unfit(what, "nothing is sent") for what in ("NaN", "an infinite number"))
SET, BYTES, GENERATOR = Unfit("a set"), Unfit("bytes"), Unfit("a generator")
COMPLEX, ELLIPSIS, FUNCTION = Unfit("a complex number"), Unfit("an ellipsis"), Unfit("a function")
NUMBERS: Mapping[str, Unfit] = {
    **dict.fromkeys(("nan", "+nan", "-nan"), _NAN),
    **dict.fromkeys(("inf", "+inf", "-inf", "infinity", "-infinity"), _INFINITY),
}
"""Texts of which `float(text)` is no number that JSON has."""
MADE: Mapping[str, Unfit] = {
    **dict.fromkeys(("set", "frozenset"), SET),
    **dict.fromkeys(("bytes", "bytearray", "memoryview"), BYTES),
    "complex": COMPLEX,
    "object": Unfit("a bare object"),
    "range": Unfit("a range"),
    **dict.fromkeys(("iter", "enumerate", "zip", "map", "filter", "reversed"), GENERATOR),
    "re.compile": Unfit("a pattern"),
}
"""What functions of the language itself make."""
UNFIT: Mapping[str, Unfit] = {
    **dict.fromkeys(
        (
            "datetime.datetime()",
            "datetime.datetime.now()",
            "datetime.datetime.utcnow()",
            "datetime.datetime.today()",
            "datetime.datetime.fromtimestamp()",
            "datetime.datetime.fromisoformat()",
            "datetime.datetime.strptime()",
            "django.utils.timezone.now()",
        ),
        _DATETIME,
    ),
    **dict.fromkeys(("datetime.date()", "datetime.date.today()"), _DATE),
    "datetime.time()": Unfit("a time"),
    "datetime.timedelta()": Unfit("a timedelta"),
    **dict.fromkeys((f"uuid.{name}()" for name in ("UUID", "uuid1", "uuid4", "uuid5")), _UUID),
    "decimal.Decimal()": Unfit("a Decimal"),
    "fractions.Fraction()": Unfit("a Fraction"),
    "pathlib.Path()": Unfit("a path"),
    **dict.fromkeys(("math.nan", "numpy.nan"), _NAN),
    **dict.fromkeys(("math.inf", "numpy.inf"), _INFINITY),
}
RANDOM = frozenset(
    """
    uuid.uuid1() uuid.uuid4() secrets.token_hex() secrets.token_urlsafe() secrets.token_bytes()
    random.random() random.randint() random.getrandbits() random.randrange()
    """.split()
)
