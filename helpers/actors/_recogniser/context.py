"""What the name recogniser sees around a word: its sentence, its neighbours, the rest of its document."""

from collections import Counter
from collections.abc import Callable, Collection
from itertools import pairwise

from helpers.actors._recogniser.words import SMALL, Lexicon, Traits, style, truecase

Look = Callable[[str], Traits]


def evidence(document: list[list[str]], styles: list[str]) -> tuple[set[str], Counter[str]]:
    """Return the words that the document's prose writes small, and those that it capitalises after a word.

    >>> evidence([["The", "met", "Rice", "."]], ["-"])
    ({'met'}, Counter({'rice': 1}))
    """
    small: set[str] = set()
    large: Counter[str] = Counter()
    for words, kind in zip(document, styles):
        if kind == "-":
            small.update(word for word in words if word.islower())
            large.update(
                word.lower() for before, word in pairwise(words) if word[0].isupper() and before[0].isalnum()
            )
    return small, large


def _forms(words: list[str], kind: str, names: Collection[str], lexicon: Lexicon) -> list[str]:
    if kind != "A":
        return words
    usual = (word.capitalize() if word.lower() in names else truecase(word, lexicon) for word in words)
    return [form if len(word) > 1 and word.isupper() else word for word, form in zip(words, usual)]


def _phrases(forms: list[str], seen: list[Traits], lexicon: Lexicon) -> dict[int, str]:
    marks: dict[int, str] = {}
    for i, trait in enumerate(seen):
        for phrase, kind in lexicon.phrases.get(trait.folded, ()) if forms[i][0].isupper() else ():
            if [other.folded for other in seen[i : i + len(phrase)]] == phrase:
                for j in range(i, i + len(phrase)):
                    marks.setdefault(j, ("ph=B" if j == i else "ph=I") + kind)
                break
    return marks


def _long_form(i: int, forms: list[str], seen: list[Traits]) -> int | None:
    """Return where the words begin whose initials are the acronym at i, or None."""
    letters, j = [c.lower() for c in forms[i] if c.isupper()], i - 2
    while j >= 0 and letters and j > i - 14:
        if seen[j].folded[:1] == letters[-1]:
            letters.pop()
        elif not (forms[j][0].isupper() or seen[j].folded in SMALL):
            return None
        j -= 1
    return None if letters else j + 1


def _acronyms(words: list[str], forms: list[str], seen: list[Traits]) -> dict[int, str]:
    marks: dict[int, str] = {}
    for i in range(2, len(words) - 1):
        word = forms[i]
        acronym = word.isalpha() and 2 <= len(word) <= 7 and sum(map(str.isupper, word)) > 1
        if acronym and words[i - 1] == "(" and words[i + 1] == ")":
            first = _long_form(i, forms, seen)
            marks[i] = "ac=no" if first is None else "ac=yes"
            if first is not None:
                marks.update({j: "ac=I" if j > first else "ac=B" for j in range(first, i - 1)})
    return marks


def context_features(
    document: list[list[str]], lexicon: Lexicon, look: Look
) -> list[tuple[list[str], list[list[str]]]]:
    """Return for each sentence of one document its forms (headlines in usual case) and each word's context.

    >>> from helpers.actors._recogniser.words import traits
    >>> empty = Lexicon({}, {}, {})
    >>> [(forms, context)] = context_features([["Iran", "won"]], empty, lambda word: traits(word, empty))
    >>> context[0]
    ['st=-', 'BOS', 'BOS|s=Xx+', 'K-=#|Xx+-', 'K+=Xx+-|x+-', 'K=#|Xx+-|x+-', 'D00', 'DB00']
    """
    styles = [style(words) for words in document]
    small, large = evidence(document, styles)
    names = large.keys() - small
    result = []
    for words, kind in zip(document, styles):
        forms = _forms(words, kind, names, lexicon)
        seen = [look(form) for form in forms]
        marks = (_phrases(forms, seen, lexicon), _acronyms(words, forms, seen))
        families = ["#", *(trait.family for trait in seen), "#"]
        rows = []
        for i, word in enumerate(words):
            outline = seen[i].own[1]
            row = ["st=" + kind] + ([f"st={kind}|{outline}"] if kind != "-" else [])
            row += (["BOS", "BOS|" + outline] if i == 0 else []) + (["EOS"] if i == len(words) - 1 else [])
            row += [mark[i] for mark in marks if i in mark]
            left, own, right = families[i : i + 3]
            row += [f"K-={left}|{own}", f"K+={own}|{right}", f"K={left}|{own}|{right}"]
            if word[0].isupper():
                lower = word.lower()
                met = f"{int(lower in small)}{min(2, large[lower])}"
                row += ["D" + met] + (["DB" + met] if i == 0 else [])
            rows.append(row)
        result.append((forms, rows))
    return result
