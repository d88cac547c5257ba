"""Gettext catalogs on disk: read, merged, written back, compiled."""
