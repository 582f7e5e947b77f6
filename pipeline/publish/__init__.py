"""The output folder: every file written in its turn, all compared with each other, then swapped in, or not at all.

Comes in: a run. Goes out: the output folder, or one sentence on why it was left as it was. What stands in a file is for
the rooms below to know. Read ``outputs`` first; ``last_gate`` compares and ``swap`` puts the folder in its place.
"""
