"""Writes a claim so that it can be read alone, and marks which words are a guess."""

from spacy.tokens import Doc, Token

from factcheck.extraction.clauses import Piece
from factcheck.extraction.names import COMPANY_NOUNS, HE, SHE
from factcheck.extraction.results import Guess

SURE = 0.8


def write(doc: Doc, piece: Piece, person: str, company: str) -> tuple[str, tuple[Guess, ...]]:
    """The statement of a claim and its guessed words."""
    words = doc[piece.start : piece.end].text
    if piece.subject is not None:
        return _about(piece.subject, words, company)
    first = doc[piece.start]
    if person and first.lower_ in HE | SHE and first.dep_ in ("nsubj", "nsubjpass"):
        rest = words[len(first.text) :]
        return person + rest, (Guess(0, len(person), first.text, SURE),)
    return _ended(words), ()


def _about(subject: Token, words: str, company: str) -> tuple[str, tuple[Guess, ...]]:
    """A relative clause as a sentence of its own."""
    phrase = subject.doc[subject.left_edge.i : subject.i + 1].text
    guesses: tuple[Guess, ...] = ()
    if company and is_company_description(subject):
        guesses = (Guess(0, len(company), phrase, SURE),)
        phrase = company
    return _ended(f"{phrase[:1].upper()}{phrase[1:]} {words}"), guesses


def is_company_description(token: Token) -> bool:
    """ "the telecoms giant": a company that has been named before."""
    definite = any(child.lower_ in ("the", "this") for child in token.children)
    return definite and not token.ent_type_ and token.lemma_.lower() in COMPANY_NOUNS


def _ended(statement: str) -> str:
    return statement if statement[-1:] in '.!?”"' else f"{statement}."
