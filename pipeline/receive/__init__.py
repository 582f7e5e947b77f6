"""Workbooks as read -> returns: which form, whose, which month, and where each table's cells stand."""
