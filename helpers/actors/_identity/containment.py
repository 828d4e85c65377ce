"""When a shorter name can be the end or the beginning of a longer one."""

from helpers._files import word_list
from helpers.actors._identity.forms import SENIORITY, SMALL, Words, state

# A longer name that begins or ends with a shorter one is another actor when these make the difference.
OTHER_PART = word_list("before_another_actor")
OTHER_THING = word_list("behind_another_actor")
ORGANS = frozenset("congress parliament senate house army police government".split())
PARTS = frozenset("force forces corps brigade brigades unit units division battalion wing branch".split())
TOO_PLAIN = word_list("too_plain")


def ends(long: Words, short: Words) -> bool:
    """Whether a plain name ends with a shorter one and can be called by it.

    >>> ends(("ana", "okello"), ("okello",)), ends(("south", "korea"), ("korea",))
    (True, False)
    """
    if long[-1] in SENIORITY:
        short = short[:-1] if len(short) > 1 and short[-1] == long[-1] else short  # "Trump Jr."
        long = long[:-1]
    extra = long[: len(long) - len(short)]
    if not extra or len(extra) >= len(long) or long[len(extra) :] != short or extra[-1] in SMALL | OTHER_PART:
        return False
    return short[0] not in TOO_PLAIN or (short[0] in ORGANS and state(" ".join(extra)) is not None)


def begins(long: Words, short: Words) -> bool:
    """Whether the longer form, with or without a state before it, begins with the shorter.

    >>> begins(("windmolen", "steel", "works"), ("windmolen",)), begins(("halden", "times"), ("halden",))
    (True, False)
    """
    cores = [long[n:] for n in range(min(3, len(long))) if not n or state(" ".join(long[:n]))]
    for core in cores:
        if core[: len(short)] == short and len(core) > len(short):
            other = core[len(short)] in OTHER_THING or core[-1] in PARTS
            return not other and not (len(short) == 1 and short[0] in TOO_PLAIN)
    return False
