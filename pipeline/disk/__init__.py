"""How files get onto the user's disk as a whole or not at all, outside the output folder (which ``publish`` swaps).

Comes in: the path that a file will have. Goes out: a draft to write to, and the words for a disk that is full. It must
not know what is written. Read ``whole_file``.
"""
