"""Translated sources: what another generator builds a site from."""
