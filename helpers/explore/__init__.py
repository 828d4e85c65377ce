"""Look: the reading view, in which text, actors, tone and reasons stand together."""

from helpers.explore._reader import reader

__all__ = ["reader"]
