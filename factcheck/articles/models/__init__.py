"""What came in and what it says."""

from factcheck.articles.models.article import Article, Original, Revision
from factcheck.articles.models.claim import Claim
from factcheck.articles.models.text import Paragraph, Section, Sentence

__all__ = [
    "Article",
    "Claim",
    "Original",
    "Paragraph",
    "Revision",
    "Section",
    "Sentence",
]
