"""Blocks -> 근거보기.html, one file with the report, where every printed number can show its sources.

Comes in: a ``Report``, its pictures and an ``Evidence``. Goes out: one page that needs no network and no server. No
text from a cell may become markup or script. Read ``document`` first; ``page.js`` runs in the browser.
"""
