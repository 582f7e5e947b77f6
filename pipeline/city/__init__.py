"""A whole city: every office's own run in a process of its own, and one roll-up of what they found.

Comes in: a folder of offices, each with its config.yaml and input. Goes out: each office's output folder, written by
its own run, and a DOCX, a ledger and results.json over all of them. An office that fails does not stop the others. It
must not open a return, nor add up anything that an office has not added up itself. Read ``command`` first, then
``totals``.
"""
