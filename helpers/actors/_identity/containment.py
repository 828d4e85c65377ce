"""When a shorter name can be the end or the beginning of a longer one."""

from helpers.actors._identity.forms import SENIORITY, SMALL, Words, state

# A longer name that begins or ends with a shorter one is another actor when these make the difference.
OTHER_PART = frozenset(
    """north south east west northern southern eastern western new central latin upper
    lower greater northeast northwest southeast southwest inner outer non anti pro vice""".split()
)
OTHER_THING = frozenset(
    """city state states county province island islands university college school
    airport bay river valley beach lake sea street square road times post herald journal news tribune
    stock exchange cup league open prison police son daughter wife husband brother sister father mother
    widow family clan administration campaign government regime foundation library bridge tower building
    hospital hotel museum church stadium theatre theater award prize act bill law doctrine plan""".split()
)
ORGANS = frozenset("congress parliament senate house army police government".split())
TOO_PLAIN = frozenset(
    """party court council congress parliament senate house committee union national
    international league cup open army police federation association group company commission agency
    front movement united first new old big saint city club centre center institute university""".split()
)


def ends(long: Words, short: Words) -> bool:
    """Whether a plain name ends with a shorter one and can be called by it.

    >>> ends(("ana", "okello"), ("okello",)), ends(("south", "korea"), ("korea",))
    (True, False)
    """
    long = long[:-1] if long[-1] in SENIORITY else long
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
            return core[len(short)] not in OTHER_THING and not (len(short) == 1 and short[0] in TOO_PLAIN)
    return False
