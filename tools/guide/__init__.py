"""The user's guide: docs/사용설명서.md as DOCX and web page, made by the program's own writers, with current pictures.

``reading`` turns the Markdown into blocks, ``pictures`` makes each picture that it names, ``writing`` writes the files;
``make guide`` does all three. The results lie in docs/ and are not in git, so that no outdated picture is kept.
"""
