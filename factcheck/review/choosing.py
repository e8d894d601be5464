"""Words to choose from: where a claim begins and ends, where it is cut, what becomes one."""

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.articles.models import Claim, Sentence
from factcheck.review import rules, words
from factcheck.review.words import Word
from factcheck.review.work import Work


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
    found = Claim.objects.standing().filter(sentence__paragraph=claim.sentence.paragraph_id)
    others = list(found.exclude(pk=claim.pk).select_related("sentence", "lease__holder"))
    for each in others:
        each.article = claim.article
    return sorted(others, key=lambda each: max(each.start - claim.end, claim.start - each.end))


def mergeable(claim: Claim, others: Sequence[Claim], user: User) -> list[Claim]:
    """Those of the claims beside it that somebody may merge with it now."""
    work = Work.on(claim)
    # Both together may be the words of a third one, which no claim can have twice.
    spans = {(each.start, each.end): each for each in others}
    return [
        each
        for each in others
        if not rules.against_merging(work, Work.on(each), user)
        and spans.get(together(claim, each), each) is each
    ]


def together(claim: Claim, other: Claim) -> tuple[int, int]:
    """From the first word of two claims to their last."""
    return min(claim.start, other.start), max(claim.end, other.end)
