"""Editions: what is published where, and its pages."""
