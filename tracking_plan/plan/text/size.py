"""How much of a plan is read: its limits."""

MAX_FILE_VALUES = 1_100_000
MAX_PLAN_VALUES = 2_500_000
MAX_NAMES = 20_000  # under one key: events, definitions
MAX_PROPERTIES = 5_000
MAX_PATTERNS = 1_000
MAX_PROBLEMS = 5_000
