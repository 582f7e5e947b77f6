"""What goes back: each region's own workbook with its cells marked, its receipt, and the drafts of mails.

Comes in: the run. Goes out: copies (``marked``), ``receipts`` and ``mail`` drafts. It must never write to the input,
and what it sends must hold no personal data. Read ``marked.requests`` first: it decides what is asked of whom.
"""
