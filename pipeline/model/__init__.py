"""The data that travels between the rooms, with the questions it can answer about itself.

Comes in: values from the rooms that make them. Goes out: cells of a workbook, returns, findings, tables of values,
figures, and the whole run as ``result.RunResult``. It must not open a file, know a rule or add anything up. Read
``returns`` first, then ``figures``.
"""
