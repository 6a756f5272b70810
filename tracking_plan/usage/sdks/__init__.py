"""The SDKs whose calls are recognised, as rows of a table."""
