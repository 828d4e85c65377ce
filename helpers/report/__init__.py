"""Hand in: page and document made from the last run, and what they are told in `report.toml`.

Nothing is measured anew here but what the reading view shows: numbers and sentences are those that the
notebooks printed, figures and tables those that they left.
"""

from helpers.report._run import last_run
from helpers.report._write import write_report
