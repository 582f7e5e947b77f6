"""What changes from year to year: config.yaml, read without guessing.

Comes in: one YAML file. Goes out: ``YearConfig`` with every mistake told at its line. It must not know a form or a
return. Read ``schema`` for what may stand in the file, ``load`` for how it is checked.
"""
