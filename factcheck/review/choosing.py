"""Words to choose from: where a claim begins and ends, where it is cut, what becomes one."""

from factcheck.articles.models import Claim, Sentence
from factcheck.review import words
from factcheck.review.words import Word


def edges_of(claim: Claim) -> list[Word]:
    """The words of the sentences that a claim touches, and of those beside them."""
    sentences = list(claim.sentence.paragraph.sentences.order_by("start"))
    touched = [
        index
        for index, sentence in enumerate(sentences)
        if sentence.start < claim.end and claim.start < sentence.end
    ]
    first, last = max(0, touched[0] - 1), min(len(sentences) - 1, touched[-1] + 1)
    start, end = min(claim.start, sentences[first].start), max(claim.end, sentences[last].end)
    return words.of(claim.revision.text, start, end)


def cuts_of(claim: Claim) -> list[Word]:
    """The words of a claim; at each but the first a second claim may begin."""
    return words.of(claim.revision.text, claim.start, claim.end)


def words_of(sentence: Sentence) -> list[Word]:
    return words.of(sentence.revision.text, sentence.start, sentence.end)


def beside(claim: Claim) -> list[Claim]:
    """The other claims of the paragraph, the nearest first."""
    others = Claim.objects.standing().filter(sentence__paragraph=claim.sentence.paragraph_id)
    return sorted(
        others.exclude(pk=claim.pk),
        key=lambda each: max(each.start - claim.end, claim.start - each.end),
    )
