"""Random regular expressions, sound and broken ones, and texts to search them in."""

from random import Random

ATOMS: tuple[str, ...] = (
    *"abcAKkſé1_- .", ".", "^", "$", r"\b", r"\B", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S",
    r"\n", r"\r", r"\t", r"\v", r"\f", r"\0", r"\cJ", r"\x61", r"\u0062", r"\u{63}", r"\u{1F600}",
    r"\ud83d\ude00", r"\ud83d", r"\.", r"\$", r"\/", r"\\", r"\^", r"\{", r"\]", "[]", "[^]",
    "[ab]", "[^ab]", "[a-c]", "[^-]", "[-a]", r"[\b]", r"[\d_]", r"[\w-]", r"[^\s]", r"[\-\]^]",
    r"[\ud83d\ude00-\ud83d\ude02]", r"[\0-\x20]", "[&&a]", "[a~~b]", "[[a]", "[^\n]", "[é-ü]",
    r"\p{L}", r"\p{Lu}", r"\P{Lu}", r"[\p{Ll}1]", r"[^\p{L}]", r"\p{Script=Greek}", r"\p{ASCII}",
    r"\p{Any}", r"[\P{ASCII}a]", "😀", "\u2028", r"\u2029", "Σ", "ς", "K", r"[\W\d]", r"[^\W]",
)  # fmt: skip
QUANTIFIERS = ("", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?", "+?", "??", "{0}")
OPENINGS = ("(", "(?:", "(?<n>", "(?<$é>")
FOREIGN = (
    "(?=a)", "(?!a)", "(?<=a)", "(?<!b)", r"\1", r"\k<n>", "(?i)", "(?i:a)", "(?-i:a)", "(?s:.)",
    "(?m:^a)", "(?x: a)", "(?P<m>a)", "(?#x)", "(?>a)", "(?|a)", r"\A", r"\z", r"\Z", r"\<", r"\>",
    r"\pL", r"\p{Greek}", r"\p{greek}", r"\x{41}", r"\U00000041", r"\b{start}", r"\h", r"\R", r"\X",
    r"\Q", r"\_", r"\-", r"\ ", r"\@", r"\é", r"\a", r"\e", r"\8", r"\01", r"\c", r"\u", r"\u{}",
    r"\u{110000}", r"\x1", "[]a]", "[z-a]", r"[\d-z]", "[a-\\w]", r"[\B]", r"[\_]", "[", "]", "{",
    "}", "(", ")", "**", "++", "{1}{2}", "{2,1}", "{,3}", "*", "+", "?", "|", "\\", "-", "[^",
    "[[:alpha:]]", "[a&&b]", "[a--b]", "(?", "(?<", "(?<1>a)", "(?<n>x)", r"\p{Sc=Greek}", "^*",
    r"\p{Cs}", r"\P{Surrogate}", r"\p{gc=L}", r"\p{Cased_Letter}", r"\p{Cn}", r"\ude00",
)  # fmt: skip
LETTERS = (*"abcAKkSsſéü1_- .\n\r\t\0\b\\/$^{}[]&~", "\u2028", "\u2029", "\x85", "😀", "😁", "Σς",
           "σ", "\u212a", "\ufeff", "\u0663", "ab", "\ue000")  # fmt: skip


def sound(chance: Random, depth: int = 3) -> str:
    """A pattern in which nothing is foreign on purpose."""
    options = [_sequence(chance, depth) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return "|".join(options)


def _sequence(chance: Random, depth: int) -> str:
    return "".join(_term(chance, depth) for _ in range(chance.randint(0, 4)))


def _term(chance: Random, depth: int) -> str:
    if depth and chance.random() < 0.25:
        opening = chance.choice(OPENINGS)
        return f"{opening}{sound(chance, depth - 1)}){chance.choice(QUANTIFIERS)}"
    atom = chance.choice(ATOMS)
    is_assertion = atom in ("^", "$", r"\b", r"\B")
    return atom if is_assertion else atom + chance.choice(QUANTIFIERS)


def broken(pattern: str, chance: Random) -> str:
    """The pattern with foreign pieces in it, or characters left out."""
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(pattern) + 1)
        cut = chance.choice((0, 0, 1, 2))
        piece = chance.choice(FOREIGN) if chance.random() < 0.8 else ""
        pattern = pattern[:at] + piece + pattern[at + cut :]
    return pattern


def texts(chance: Random, count: int) -> list[str]:
    """Short texts of the characters on which dialects differ."""
    return ["".join(chance.choices(LETTERS, k=chance.randint(0, 5))) for _ in range(count)]
