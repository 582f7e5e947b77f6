"""Mistakes that people make in the forms, put into a faultless year, each with the finding that it has to bring.

Comes in: submissions without a mistake, a seed. Goes out: workbooks with mistakes, and for each mistake the rule, the
sheet and the cell where it must be found. Mistakes are placed so that none hides or causes another.
"""

from examples.generator.mistakes.injection import Injected, catalogue, inject
from examples.generator.mistakes.scene import Expected, Mistake, Scene

__all__ = ["Expected", "Injected", "Mistake", "Scene", "catalogue", "inject"]
