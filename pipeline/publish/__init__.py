"""The end of a run: outputs compared with each other, then swapped in as a whole, or not at all.

Comes in: a folder of written outputs and the run that they show. Goes out: the output folder, or one sentence on why
it was left as it was. It must not write any output itself. Read ``swap`` first; ``last_gate`` compares.
"""
