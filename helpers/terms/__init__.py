"""Measure: what a text talks about. Frequencies of words and n-grams, and where they occur."""

from helpers.terms._frequencies import STOPWORDS, count, frequencies, stopwords
from helpers.terms._places import places

__all__ = ["STOPWORDS", "count", "frequencies", "places", "stopwords"]
