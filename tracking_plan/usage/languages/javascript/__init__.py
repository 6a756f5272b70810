"""Reads JavaScript and TypeScript, JSX and TSX included."""
