"""Sections that report.yaml declares -> blocks, for the office or for one region.

Comes in: the run, a declared section, and where it stands. Goes out: blocks; none where no number of the section is
known. It must not know a measure, a form or a programme by name. Read ``section`` first.
"""
