"""Make pages: layout, structure tags, one PDF. WeasyPrint and pikepdf are at home here."""
