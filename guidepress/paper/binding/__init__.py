"""Bind gatherings into one PDF: one structure tree, one set of names, one outline, and each font, profile and picture once.

``book`` begins a PDF and takes the gatherings in, one after the other; ``structure``, ``names``, ``outline``, ``labels``, ``fonts`` and
``shared`` each know one thing that a PDF has only one of.
"""
