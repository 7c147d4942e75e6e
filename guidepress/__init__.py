"""Publish one structured source of a practical guide as PDF, EPUB and accessible HTML.

The pipeline, one folder a stage, data flowing one way:

    source/ -> read -> resolve -> compose + paper -> formats -> check -> write -> dist/

``read`` turns files into a ``Guide`` (see ``model``), ``resolve`` settles its identities, values, links and
numbers, ``formats`` render it to artifacts in memory, ``check`` judges these, ``write`` alone puts them on disk.
"""

__version__ = "0.1.0"
