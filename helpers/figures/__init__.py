"""Show: plot_* (a table in, Axes out), the style, and export with all that a printed figure needs."""

from helpers.figures._actors import plot_actor_counts, plot_co_mentions, plot_kinds, plot_toward
from helpers.figures._export import Origin, export, save_table
from helpers.figures._fingerprint import fingerprint
from helpers.figures._handcheck import plot_corrected
from helpers.figures._keyness import plot_collocations, plot_keyness, plot_zipf
from helpers.figures._network import plot_network
from helpers.figures._show import show
from helpers.figures._style import COLUMN, PAGE, in_words, panels, stacked, use_style
from helpers.figures._terms import plot_cloud, plot_dispersion, plot_ranks
from helpers.figures._tone import plot_agreement, plot_distribution, plot_lengths, plot_tone, plot_validation

__all__ = [
    "COLUMN",
    "PAGE",
    "Origin",
    "export",
    "fingerprint",
    "in_words",
    "panels",
    "plot_actor_counts",
    "plot_agreement",
    "plot_cloud",
    "plot_co_mentions",
    "plot_collocations",
    "plot_corrected",
    "plot_dispersion",
    "plot_distribution",
    "plot_keyness",
    "plot_kinds",
    "plot_lengths",
    "plot_network",
    "plot_ranks",
    "plot_tone",
    "plot_toward",
    "plot_validation",
    "plot_zipf",
    "save_table",
    "show",
    "stacked",
    "use_style",
]
