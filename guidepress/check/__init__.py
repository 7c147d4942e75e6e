"""Judge what was made: one module for each checker."""
