"""Measure: who is in the text. Names, the register of actors and its mentions, who occurs with whom."""

from helpers.actors._draft import draft_register
from helpers.actors._mentions import mentions, unlisted
from helpers.actors._merge import merge
from helpers.actors._names import names
from helpers.actors._pronouns import pronouns
from helpers.actors._register import HOW, KINDS, read_register, register_for
from helpers.actors._roles import roles
from helpers.actors._tables import actor_counts, co_mentions, kind_counts, overall, places, unused

__all__ = ["HOW", "KINDS", "actor_counts", "co_mentions", "draft_register", "kind_counts", "mentions", "merge", "names", "overall",
           "places", "pronouns", "read_register", "register_for", "roles", "unlisted", "unused"]
