"""The output folder: all files are written, compared with each other and then put in place together, or not at all.

Comes in: a run. Goes out: the output folder, or one sentence on why it was left unchanged. The content of the files is
up to the rooms below. Read ``outputs`` first; ``last_gate`` compares the files and ``swap`` puts the folder in place.
"""
