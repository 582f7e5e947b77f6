"""Makes ``base.docx`` and ``base.hwpx`` of ``pipeline/assets``, the empty documents that the report is written into."""
