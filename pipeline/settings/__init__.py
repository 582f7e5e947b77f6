"""What changes from year to year: config.yaml, read without guessing.

Comes in: one YAML file. Goes out: ``YearConfig``, or every mistake with its line. It must not know a form or a return.
Read ``schema`` for what the file may contain, ``load`` for how it is read, ``name_checks`` and ``year_checks`` for what
must agree within it, ``declared`` for what must exist elsewhere.
"""
