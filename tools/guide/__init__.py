"""The user's guide: docs/사용설명서.md as DOCX and page by the program's own writers, with pictures of today's outputs.

``reading`` turns the Markdown into blocks, ``pictures`` makes each picture that it names, and ``python -m tools.guide``
(``make guide``) does both. What it makes lies in docs/ and is not in git: a picture that is never kept is never old.
"""
