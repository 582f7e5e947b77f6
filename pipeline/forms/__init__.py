"""What is asked for and what is made of it: one YAML file per form, one for the report, and the returns that a year
expects.

Comes in: YAML files and the year's settings. Goes out: typed forms, tables, columns and measures (``form``), the
report's sections checked against them (``declared_report``, ``report_check``), the expected returns with their due days
(``slots``), and the hidden sheet by which a workbook is recognised (``stamp``). It must not know what came back. Read
``form`` first.
"""
