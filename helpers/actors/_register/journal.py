"""What was done to a register, kept beside it: it can be undone when the kernel that did it is gone."""

import json
from hashlib import sha256
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

from helpers._files import replace

STEPS, SIZE = 100, 1_000_000  # how many acts can be undone, and how many characters they may hold


class Step(NamedTuple):
    """One act: from which character of the file, what went there, and what came."""

    at: int
    gone: str
    come: str

    @classmethod
    def between(cls, before: str, after: str) -> "Step":
        """The act that turns one text into the other.

        >>> Step.between("ana,Ana", "bo,Ana")
        Step(at=0, gone='ana', come='bo')
        """
        at = len(commonprefix([before, after]))
        left, right = before[at:], after[at:]
        same = len(commonprefix([left[::-1], right[::-1]]))
        return cls(at, left[: len(left) - same], right[: len(right) - same])

    def reversed(self) -> "Step":
        """The act that takes this one back."""
        return Step(self.at, self.come, self.gone)

    def on(self, text: str) -> str:
        """The text after the act."""
        return text[: self.at] + self.come + text[self.at + len(self.gone) :]


class History(NamedTuple):
    """The acts that can be undone, the last one last, and those that can be done again, the next one last."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def then(self, step: Step) -> "History":
        """The history after one more act; the oldest acts are forgotten where there are too many."""
        past = (*self.past, step)[-STEPS:]
        while sum(len(one.gone) + len(one.come) for one in past) > SIZE:
            past = past[1:]
        return History(past)

    def undone(self) -> tuple[Step, "History"]:
        """What to do to the text, and the history after it."""
        return self.past[-1].reversed(), History(self.past[:-1], (*self.future, self.past[-1]))

    def redone(self) -> tuple[Step, "History"]:
        """What to do to the text, and the history after it."""
        return self.future[-1], History((*self.past, self.future[-1]), self.future[:-1])


def journal(register: Path) -> Path:
    """Where the history of a register lies. Its name is hidden, so no text and no table is read from it."""
    return register.with_name(f".{register.stem}.undo")


def save(register: Path, data: bytes, history: History) -> None:
    """Write the history that led to these bytes of the register."""
    body = json.dumps(history).encode()
    replace(journal(register), _seal(data, body) + b"\n" + body)


def load(register: Path, data: bytes) -> History | None:
    """Read the history that led to these bytes; none if they or the journal were changed since."""
    path = journal(register)
    if not path.exists():
        return History()
    seal, _, body = path.read_bytes().partition(b"\n")
    if seal != _seal(data, body):
        return None
    past, future = (tuple(Step(*step) for step in steps) for steps in json.loads(body))
    return History(past, future)


def _seal(data: bytes, body: bytes) -> bytes:
    return sha256(data + b"\n" + body).hexdigest().encode()
