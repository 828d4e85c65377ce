"""The name recogniser: its word lists, its invented text, its training (`python -m training.names`)."""

from pathlib import Path

FOLDER = Path(__file__).parent


def listed(name: str) -> list[str]:
    """The entries of a list beside this file, one a line: `listed("wire/days")`."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
