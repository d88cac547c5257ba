"""Machine drafts for people to review."""
