"""Every rule of the program: its severity, what it does to the numbers, and its words in Korean.

Comes in: ``*.yaml`` beside this file. Goes out: worded findings (``catalogue``), docs/rules.md (``document``), and why
a file was not used, in words (``request_words``). It must not decide whether a rule is broken. Read ``catalogue``
first.
"""
