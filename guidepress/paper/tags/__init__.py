"""Tag a PDF: which words are a heading, a list, a note, and which drawings mean nothing (ISO 32000-1, 14.7 and 14.8).

WeasyPrint lays out and draws; the structure tree is ours. ``boxes`` reads what it laid out, ``artifacts`` tells what is no part of
the document, ``roles`` what each element of the HTML is in a PDF, ``tree`` builds the structure, ``write`` puts it into the file.
"""
