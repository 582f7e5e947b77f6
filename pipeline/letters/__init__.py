"""Letters as people type them, cleaned and folded once for everybody, settings and returns alike.

Comes in: any text. Goes out: the same text without what nobody sees, or the form in which names are compared. It must
not know what a text is about. Read ``characters``.
"""
