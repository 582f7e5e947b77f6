"""What the run says: sentences, tables and charts for the head of department.

Comes in: the run's figures. Goes out: ``blocks`` made by ``sections``, drawn by ``charts``, laid out by ``docx`` and
``hwpx`` with the measures of ``layout``, and made a page by ``page``. Nothing here adds up returns or opens one; a
number is printed with the key of its figure. Read ``blocks`` first.
"""
