"""Measure: do two groups of articles differ, in what, and since when? Outlets, months, authors, any two.

For every function here: tables are those of the README. `by` names what parts the articles: a column of the
rows or of the documents ("outlet", "section"), several of them, or "month", made from the date. Groups are in
the order of the alphabet. Articles are what was drawn, so n is the number of articles; an interval or a test
needs five of them in each group. A wrong table raises a ValueError that says what was expected.
"""

from helpers.compare._coverage import coverage, left_out, named_in, same_days
from helpers.compare._means import differences, group_means, headline_gaps, toward_rows
from helpers.compare._stories import planted, stories
