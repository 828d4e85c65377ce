"""A figure in the notebook, with its alt text for those who do not see it."""

import base64
import io
from dataclasses import dataclass
from html import escape

import matplotlib.pyplot as plt

from helpers.figures._fingerprint import fingerprint


@dataclass(frozen=True)
class Shown:
    """A figure as a notebook shows it: an image with alt text, and in plain text its fingerprint."""

    html: str
    mark: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"fingerprint {self.mark}"


def show(ax, alt: str) -> Shown:
    """Show a figure in the notebook, as an image with alt text.

    JupyterLab gives the images that matplotlib shows by itself no alt text; so this closes the figure, lest it be
    shown twice. It can still be exported.

    >>> from helpers.figures import plot_ranks
    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["people"], "frequency": [8], "per_thousand": [16.5]})
    >>> show(plot_ranks(table), 'A bar: "people" 8.').html[:43]
    '<img alt="A bar: &quot;people&quot; 8." src'

    Parameters
    ----------
    ax : any Axes of the figure.
    alt : what the figure shows, with its numbers.

    Raises
    ------
    ValueError
        When the alt text is empty.
    """
    if not alt.strip():
        raise ValueError("the alt text is empty; expected a sentence that says what the figure shows")
    mark, buffer = fingerprint(ax), io.BytesIO()
    ax.figure.savefig(buffer, format="png", metadata={"Software": None})
    plt.close(ax.figure)
    image = base64.b64encode(buffer.getvalue()).decode()
    return Shown(f'<img alt="{escape(alt)}" src="data:image/png;base64,{image}">', mark)
