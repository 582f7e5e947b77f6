"""Sections that report.yaml declares -> blocks, of the office or of one region.

Comes in: the run, a declared section, and where it stands. Goes out: blocks; none where nothing is known of the
section. It must not know a measure, a form or a programme by name. Read ``section`` first.
"""
