"""What a person wrote: sections of articles, read once."""

from polypub.site.load import load_site, published_articles, waiting_articles

__all__ = ["load_site", "published_articles", "waiting_articles"]
