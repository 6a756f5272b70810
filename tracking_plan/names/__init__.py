"""Names as text: words, likeness, and how to count things in a sentence."""
