"""Makes ``pipeline/assets/base.docx``, the document that the report is written into: page, styles and numbering."""
