"""Made-up years of returns: every form that the settings ask for, filled with numbers that fit each other.

Comes in: the settings of a year, the forms, a seed. Goes out: submissions (a file name and what is written into it) and
workbooks. Everything is invented; the same seed gives the same bytes. No region, dong, person or year is named here.
"""

from examples.generator.submission import Submission, write_submissions
from examples.generator.year import build_year

__all__ = ["Submission", "build_year", "write_submissions"]
