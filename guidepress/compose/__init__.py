"""Make markup and style sheets from a resolved guide: what all formats of the HTML family share.

Goes in: a ``Guide`` and a format's ways of addressing things. Comes out: strings of (X)HTML and CSS.
"""
