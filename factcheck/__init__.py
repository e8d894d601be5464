"""Factcheck: every sentence of an article, accounted for."""
