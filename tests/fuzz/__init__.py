"""Generated inputs: every property here holds for any text, workbook and settings file.

Each property is tried on a few inputs in the suite; ``make fuzz MINUTES=60`` tries new ones for that long.
"""
