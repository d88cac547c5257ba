"""Other generators, each with the content of a polypub site, templates that say the same, and its commands."""
