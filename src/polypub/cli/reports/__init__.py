"""Findings as people and other programs read them: one module per format, each a function from a report to text."""
