"""The vocabulary: frozen values, no input or output, in the field's own words."""
