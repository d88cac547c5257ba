"""What there is to translate, in articles and in templates."""
