"""What drafts come from."""
