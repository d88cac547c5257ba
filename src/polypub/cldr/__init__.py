"""The one door to CLDR: everything that depends on a language or a territory, as functions of a locale."""
