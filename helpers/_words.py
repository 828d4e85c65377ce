"""Numbers in words, for captions, alt texts, printed lines and widgets."""

import re
from collections import Counter
from collections.abc import Iterable


def plural(number: int, noun: str, plural_noun: str = "") -> str:
    """Return a number with its noun.

    >>> plural(1, "sentence"), plural(0, "sentence"), plural(2, "alias", "aliases")
    ('1 sentence', '0 sentences', '2 aliases')
    """
    return f"{number} {noun if number == 1 else plural_noun or noun + 's'}"


def signed(value: float, digits: int = 2, *, plus: bool = True) -> str:
    """Return a number rounded as the tables are, with its sign, the minus as printers set it; zero has none.

    >>> signed(0.5), signed(-0.24327, 3), signed(-0.0001), signed(0.5, plus=False)
    ('+0.50', '−0.243', '0.00', '0.50')
    """
    import numpy as np

    exact = np.round(value, 9)  # two processors, or Pythons, may sum otherwise beyond
    rounded = float(np.round(exact, digits))
    return f"{rounded:{'+' if plus else ''}.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def list_values(labels: Iterable, values: Iterable) -> str:
    """Return labels with their values, as a list in words.

    >>> list_values(["people", "city"], [8, 2]), list_values([], [])
    ('people 8, city 2', 'none')
    """
    return ", ".join(f"{label} {value}" for label, value in zip(labels, values, strict=True)) or "none"


def found_in_words(files: Iterable, statuses: Iterable) -> str:
    """Return what was found in files and what became of it, each piece with its file and its status.

    >>> found_in_words(["a.txt", "a.txt", "b.txt"], ["kept", "duplicate", "kept"])
    '3 pieces in 2 files: kept 2, duplicate 1'
    """
    files, counts = list(files), Counter(statuses).most_common()
    found = f"{plural(len(files), 'piece')} in {plural(len(set(files)), 'file')}"
    return f"{found}: {list_values(*zip(*counts))}" if counts else found


def is_machine(coder: str) -> bool:
    """Say whether a coder is a language model, by the name: "ai", alone or with no letter behind it.

    >>> is_machine("ai-1"), is_machine("ai"), is_machine("aida")
    (True, True, False)
    """
    return re.match(r"ai(?![^\W\d_])", coder, re.IGNORECASE) is not None
