"""The spaCy components of the extractor, one per file."""
