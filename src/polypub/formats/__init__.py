"""Text to documents and back, losslessly."""
