"""The report: sentences, tables and charts for the head of department.

Comes in: the run's figures. Goes out: ``blocks`` made by ``sections``, drawn by ``charts``, laid out by ``docx`` and
``hwpx`` with the measures of ``layout``, and turned into a web page by ``page``. Nothing here opens returns or adds
them up; every number is printed with the key of its figure. Read ``blocks`` first.
"""
