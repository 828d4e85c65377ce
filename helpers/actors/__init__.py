"""Measure: who is in the text. The register of actors, their mentions, who occurs with whom."""

from helpers.actors._mentions import mentions, unlisted
from helpers.actors._register import HOW, KINDS, read_register
from helpers.actors._tables import actor_counts, co_mentions, kind_counts, places, unused

__all__ = ["HOW", "KINDS", "actor_counts", "co_mentions", "kind_counts", "mentions", "places", "read_register", "unlisted",
           "unused"]
