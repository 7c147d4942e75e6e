"""Hold a guide's words against rules of plain, fair and accessible writing.

Goes in: a resolved ``Guide``. Comes out: problems, most of them warnings, without those that a waiver allows.
"""
