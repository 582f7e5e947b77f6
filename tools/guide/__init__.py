"""The user's guide: docs/사용설명서.md as DOCX and page by the program's own writers, with pictures of today's outputs.

``reading`` turns the Markdown into blocks, ``pictures`` makes each picture that it names, ``writing`` writes the files;
``make guide`` does all three. What it makes lies in docs/ and is not in git: a picture that is never kept is never old.
"""
