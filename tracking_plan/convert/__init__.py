"""Other things to plans: today, code."""
