r"""Where JSON text has strings, by patterns: for text that is too much for a parser, or no JSON.

A string is read in pieces: each begins with its quote, or with an escape within it, and ends before
the next escape. One pattern for the whole of it would repeat a group (`(?:\\.[^"\\]*)*`). `re`
remembers each round of that, 600 MB for 5 million escapes, unless the repetition is possessive
(`*+`). Python before 3.11.5 runs those wrongly (gh-106052): no pattern of this package has any, as
`devtools/possessive.py` sees to. And a pattern that needs the closing quote takes the square of the
text's length where that is missing: it looks for it from each escaped quote anew.
"""

_OPEN = r'(?:"|\\.)[^"\\\n]*'
PIECE = rf'{_OPEN}"?'  # what is not closed on its line ends with the line
PIECE_IN_BYTES = PIECE.encode()
# The same with the line break, if there is one where the closing quote should be.
PIECE_WITH_BREAK_IN_BYTES = rf'{_OPEN}["\n]?'.encode()
