"""Existing translations find their sources: documents block by block, catalogs of other tools text by text."""
