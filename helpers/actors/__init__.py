"""Measure: who is in the text. Names, the register of actors and its mentions, who occurs with whom.

For every function here: tables are those of `helpers._tables.CONTRACTS`; one that lacks a column is refused
by a ValueError that names what makes it; `start` and `end` are half-open, in characters of the document's
text. Where `names` are left out they are recognised in the sentences, except by `roles`.
"""

from helpers.actors._identity.compare import compare_registers, draft_agreement, wrong_merges
from helpers.actors._identity.merge import merge
from helpers.actors._identity.pronoun_mentions import pronoun_mentions
from helpers.actors._identity.pronouns import pronouns
from helpers.actors._identity.roles import roles
from helpers.actors._recogniser.names import names
from helpers.actors._register.counts import (
    MENTION_FORMS,
    actor_counts,
    actor_totals,
    co_mentions,
    evaluation_shares,
    kind_counts,
    mention_positions,
    unused,
)
from helpers.actors._register.draft import draft_register, register_for
from helpers.actors._register.mentions import mentions, unlisted
from helpers.actors._register.read import KINDS, REGISTER_FORMS, read_register
