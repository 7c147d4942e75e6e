"""Reach into WeasyPrint 70, which no other folder does: its boxes, numbers on its pages, its fonts and style sheets, and its faults.

``tests/test_inside.py``, ``tests/test_tags_contract.py`` and ``tests/test_repetition.py`` say all that these modules rely on.
"""
