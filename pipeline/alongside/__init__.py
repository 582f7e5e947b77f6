"""The officer's own totals beside ours: she counts by hand for a year and sees whether the program gets the same
numbers.

Comes in: her workbook, in whatever shape she keeps it, and the run. Goes out: a ``Comparison``: each of her numbers
with the one of ours that her words clearly name, or the reason why there is none. It changes no figure, no finding and
no exit code, and it never guesses: what her words do not decide is reported as undecided. ``tables`` finds her numbers
and their words, ``matching`` the figures, ``hints`` what explains a difference; ``blank`` writes a sheet that she may
begin with.
"""

from pipeline.alongside.blank import write_blank
from pipeline.alongside.matching import compare
from pipeline.alongside.own_file import OwnFile, read_own_file

__all__ = ["OwnFile", "compare", "read_own_file", "write_blank"]
