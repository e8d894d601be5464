"""Tells part of speech, morphology and lemma of each word, as the model's own rules do.

They follow from the word, its tag and its place in the sentence, so the rules are asked once for
each of these: to try all 179 on every word would take a tenth of the whole time.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

GIVEN: list[int | str] = ["ORTH", "TAG", "DEP"]
TOLD: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
# Forms that its lemmatizer takes for those of other verbs, as "hoped" for one of "hop".
MISTAKEN = {
    verb.removesuffix("e") + ending: verb
    for verb in ("gripe", "hope", "lambaste", "snipe", "text")
    for ending in (("es" if verb.endswith("e") else "s"), "ed", "ing")
}
# More would take memory that a worker has better uses for.
MOST = 50_000


class Forms:
    """What the rules say of each word in its place, kept."""

    # spaCy's own types say less of a ruler than it does.
    def __init__(self, ruler: Any, lemmatizer: Lemmatizer) -> None:
        self.ruler = ruler
        self.lemmatizer = lemmatizer
        self.named = re.compile("|".join([r"\s.*", *self._names()]), re.DOTALL)
        self.rules: dict[tuple[str, int, int], list[int]] = {}
        self.known: dict[tuple[int, ...], list[int]] = {}
        self.pairs, self.firsts = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, rule in enumerate(self.ruler.patterns):
            if longer := [words for words in rule["patterns"] if len(words) > 1]:
                self.pairs.add(str(number), longer)
                self.firsts.add(str(number), [words[:1] for words in longer])

    def __call__(self, doc: Doc) -> Doc:
        given = [tuple(one) for one in doc.to_array(GIVEN).tolist()]
        told = [self.known.get(one) for one in given]
        if new := [i for i, one in enumerate(told) if one is None]:
            kept, passing = self._ask(doc, new)
            found = doc.to_array(TOLD).tolist()
            for i in (*kept, *passing):
                told[i] = found[i]
            if len(self.known) > MOST:
                self.known = {}
            self.known.update((given[i], found[i]) for i in kept)
        rows: Any = np.array(told, dtype=np.uint64).reshape(-1, len(TOLD))
        doc.from_array(TOLD, rows)
        return doc

    def _ask(self, doc: Doc, new: Sequence[int]) -> tuple[set[int], set[int]]:
        """Let the rules write what they say about some words: what to keep, and what not.

        A word that may begin a pair, as in "let's", is looked at each time.
        """
        firsts = {i for i in new if self.firsts(doc[i : i + 1], allow_missing=True)}
        paired = [
            (rule, i + start, i + end)
            for i in firsts
            for rule, start, end in self.pairs(doc[i : i + 2], allow_missing=True)
        ]
        passing = firsts.union(i for _, start, end in paired for i in range(start, end))
        asked = passing.union(new)
        single = [(rule, i, i + 1) for i in asked for rule in self._fitting(doc[i])]
        # Later rules have precedence.
        strings = doc.vocab.strings
        matches = sorted((int(strings[one[0]]), *one) for one in (*single, *paired))
        self.ruler.set_annotations(doc, matches)
        for token in (doc[i] for i in asked):
            if not token.lemma:
                known = MISTAKEN.get(token.lower_) if token.pos_ == "VERB" else None
                token.lemma_ = known or self.lemmatizer.lemmatize(token)[0]
        return asked - passing, passing

    def _fitting(self, token: Token) -> list[int]:
        """The rules for a word alone; those that no rule names are all alike."""
        word = token.lower_
        key = (word if self.named.fullmatch(word) else "", token.tag, token.dep)
        if key not in self.rules:
            alone = token.doc[token.i : token.i + 1]
            self.rules[key] = [one for one, _, _ in self.ruler.matcher(alone, allow_missing=True)]
        return self.rules[key]

    def _names(self) -> Iterator[str]:
        """Every word that a rule speaks of, as a pattern."""
        words = (one for rule in self.ruler.patterns for words in rule["patterns"] for one in words)
        for named in (word["LOWER"] for word in words if "LOWER" in word):
            if isinstance(named, str):
                yield re.escape(named)
            else:
                yield named.get("REGEX") or "|".join(map(re.escape, named["IN"]))


@Language.factory("forms", assigns=["token.pos", "token.morph", "token.lemma"])
def make_forms(nlp: Language, name: str) -> Forms:
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    # Lists of up to 57,000 words, which it would search from end to end.
    listed = lemmatizer.lookups.get_table("lemma_index")
    for kind, words in listed.items():
        listed[kind] = frozenset(words)
    return Forms(ruler, lemmatizer)
