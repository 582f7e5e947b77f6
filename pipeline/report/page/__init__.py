"""Blocks -> 근거보기.html, one file that shows the report and, behind every printed number, where it comes from.

Comes in: a ``Report``, its pictures and an ``Evidence``. Goes out: one page that needs no network and no server.
Nothing that came from a cell may become markup or script. Read ``document`` first; ``page.js`` runs in the
browser.
"""
