"""The base document of our own: styles, numbering and theme, made by a script and kept in ``pipeline/assets``."""
