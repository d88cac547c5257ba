"""The preview and the review: HTTP in, pages out, nothing written but what a reviewer saves."""
