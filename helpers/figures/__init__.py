"""Show: plot_* (a table in, Axes out), *_figure (with alt text and caption), the style, and the export.

What holds for all of them, said once:

- Tables are those of the README, as the measures return them; rows are drawn from top to bottom. A function
  needs the columns that the table of its doctest has. Without them, or with an option that is not among those
  allowed, it raises a ValueError that says so; an empty table is drawn as "nothing to show".
- `ax`: Axes to draw on; without them a plot makes its own, as wide as one printed column or two.
- `title`: what the Axes show.
- `labels`: column of `scores` → name of the instrument, from top to bottom.
- `by`: the columns that add up to `mentions`: name, role, group, pronoun.
- `shown`: how many rows are drawn, the first ones; alt text and caption then say "40 of 86".
- `source`: where the text comes from (`corpus.source_line`); the caption ends with it, and with n.
"""

from helpers._words import list_values
from helpers.figures._actors import actor_counts_figure, kinds_figure, plot_actor_counts, plot_kinds
from helpers.figures._compare import (
    differences_figure,
    left_out_figure,
    named_in_figure,
    over_time_figure,
    plot_differences,
    plot_left_out,
    plot_named_in,
    plot_over_time,
)
from helpers.figures._export import Figure, Origin, Shown, save_table
from helpers.figures._fingerprint import fingerprint
from helpers.figures._intervals import (
    corrected_figure,
    plot_corrected,
    plot_toward,
    plot_validation,
    toward_figure,
    validation_figure,
)
from helpers.figures._keyness import collocations_figure, keyness_figure, plot_collocations, plot_keyness
from helpers.figures._ledger import ledger_figure, plot_ledger
from helpers.figures._markup import mark_mentions
from helpers.figures._network import co_mentions_figure, network_figure, plot_co_mentions, plot_network
from helpers.figures._style import use_style
from helpers.figures._table import in_short, show_table
from helpers.figures._terms import (
    dispersion_figure,
    plot_cloud,
    plot_dispersion,
    plot_ranks,
    plot_zipf,
    ranks_figure,
    terms_figure,
    zipf_figure,
)
from helpers.figures._tone import (
    agreement_figure,
    distribution_figure,
    lengths_figure,
    plot_agreement,
    plot_distribution,
    plot_lengths,
    plot_tone,
    tone_figure,
)
