"""Argv in, words out."""
