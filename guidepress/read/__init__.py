"""Turn the files of a guide into a ``Guide``, with every problem found on the way.

Goes in: a folder with ``source/``. Comes out: ``Reading(guide, problems)``; the guide is missing only when
``guide.yaml`` itself cannot be understood.
"""
