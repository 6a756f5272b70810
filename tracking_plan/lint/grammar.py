"""English event names: whether one is an object and a past-tense verb (`Checkout Completed`)."""

from enum import StrEnum

from tracking_plan.names.words import words

_IRREGULAR = frozenset(
    """
    arisen ate awoken beaten became become been began begun bent bet bit bitten bled blew
    blown bought bound bred broke broken brought built burnt burst came cast caught chose
    chosen clung come cost cut dealt did done drank drawn drew driven drove drunk dug eaten
    fallen fed fell felt flew flown fled forbidden forgot forgotten forgave forgiven fought
    found froze frozen gave given gone got gotten grew ground grown had heard held hid
    hidden hit hung hurt kept knelt knew known laid lain leapt learnt led left lent let lit
    lost made meant met misread overran overridden overrode paid put quit ran rang read rid
    ridden risen rode rose run rung said sang sat saw seen sent set sewn shaken shed shone
    shook shot shown shrank shrunk shut slept slid slung sold sought spent spilt split spoke
    spoken sprang sprung spun stole stolen stood struck stuck sung sunk swam swept swiped
    swung sworn taken taught thought threw thrown told took torn understood undergone upset
    went withdrawn withdrew withheld woke woken won wore worn wound woven written wrote
    """.split()
)
_PREFIXES = ("re", "un", "over", "under", "out", "mis", "pre", "up", "down", "off", "on", "in")
_NOT_PAST = frozenset(
    """
    aged beloved bed bleed breed creed deed embed exceed feed greed heed hundred indeed
    infrared kindred led-light naked need newsfeed overfeed proceed red reed sacred seed
    shred sled speed succeed ted themed tweed unfeed wed weed wicked zed supersed
    """.split()
)
_PARTICLES = frozenset("up in out on off over down back away through ahead around forward".split())
_PREPOSITIONS = (
    frozenset(
        """
    to from with by via for at into onto as of after before during per about without within
    against between
    """.split()
    )
    | _PARTICLES
)
_ADVERBS = frozenset("again twice once offline online anew early late".split())
# Verbs that products use and that people put into event names in the wrong form.
_BASES = frozenset(
    """
    abandon accept access activate add apply approve archive assign book browse cancel
    change check choose clear click close collapse complete confirm connect convert copy
    create decline delete deploy disable disconnect dismiss display download drop edit
    enable end enroll enter exit expand expire export fail filter finish follow generate
    import initiate install invite join launch like link load login logout merge move open
    order pause pay play post print publish purchase rate receive refund register reject
    reload remove rename renew request resend reset resolve restart restore resume retry
    return revoke save schedule scroll search select send share show sign signup skip start
    stop submit subscribe swipe switch sync tap toggle track trigger unlink uninstall update
    upgrade upload use validate verify view visit watch
    """.split()
)
_PAST_OF = {
    "send": "sent", "pay": "paid", "choose": "chosen", "show": "shown", "stop": "stopped",
    "drop": "dropped", "tap": "tapped", "apply": "applied", "copy": "copied", "retry": "retried",
    "verify": "verified", "scroll": "scrolled", "login": "logged in", "logout": "logged out",
    "signup": "signed up", "resend": "resent", "reset": "reset", "submit": "submitted",
    "enroll": "enrolled", "cancel": "canceled",
}  # fmt: skip


class Fault(StrEnum):
    """In which way a name is not an object and an action."""

    VERB_FIRST = "puts the verb first"
    NO_OBJECT = "names no object"
    NO_VERB = "does not end in a past-tense verb"


def fault(name: str) -> Fault | None:
    """What keeps a name from being "object action"; None where nothing does.

    `Signed Up` and `Logged In` need no object: it is the person. What comes behind the verb may
    be a particle, an adverb, or begin with a preposition (`Product Added to Cart`).
    """
    pieces = [word.lower() for word in words(name)]
    while len(pieces) > 1 and (pieces[-1].isdigit() or _is_version(pieces[-1])):
        pieces.pop()
    verbs = [place for place, word in enumerate(pieces) if is_past(word)]
    for place in reversed(verbs):
        rest = pieces[place + 1 :]
        if _may_follow(rest):
            return Fault.NO_OBJECT if place == 0 and not _is_phrasal(rest) else None
    return Fault.VERB_FIRST if 0 in verbs else Fault.NO_VERB


def suggestion(name: str) -> str | None:
    """The name with its object first and its verb last, all lower case; None: cannot tell."""
    pieces = [word.lower() for word in words(name)]
    if len(pieces) > 1 and is_past(pieces[0]) and not is_past(pieces[-1]):
        rest = [word for word in pieces[1:] if word not in ("the", "a", "an")]
        return " ".join([*rest, pieces[0]]) if not _PREPOSITIONS & set(rest) else None
    if len(pieces) > 1 and pieces[-1] in _BASES:
        return " ".join([*pieces[:-1], past_of(pieces[-1])])
    return None


def is_past(word: str) -> bool:
    """Whether a lower-case English word can be a past tense or a past participle."""
    if word in _NOT_PAST:
        return False
    if word in _IRREGULAR or (word.endswith("ed") and len(word) > 3):
        return True
    return any(word.startswith(p) and word[len(p) :] in _IRREGULAR for p in _PREFIXES)


def past_of(verb: str) -> str:
    """The past tense of one of the verbs known here."""
    if verb in _PAST_OF:
        return _PAST_OF[verb]
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def _may_follow(rest: list[str]) -> bool:
    return (
        not rest
        or rest[0] in _PREPOSITIONS
        or all(word in _ADVERBS or word.endswith("ly") for word in rest)
    )


def _is_phrasal(rest: list[str]) -> bool:
    return bool(rest) and rest[0] in _PARTICLES


def _is_version(word: str) -> bool:
    return word[:1] == "v" and word[1:].isdigit()
