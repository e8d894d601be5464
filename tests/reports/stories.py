"""A story as its report meets it, with a headline and boilerplate, and checks of its claims."""

from hashlib import sha256

from factcheck import reading
from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Sentence
from factcheck.review import actions, sentences
from factcheck.review.models import Rating
from tests import build

TITLE = "Harbour rents rise"
TEXT = """Harbour rents rise
Rents in the harbour rose 9 percent in 2025, the council said. Nobody smiled.
Advertisement
The harbour has 412 berths. It was dug in 1871."""
ROLES = ("headline", "body", "boilerplate", "body")
RENTS = "Rents in the harbour rose 9 percent in 2025"
SHARE = "9 percent"
BERTHS = "The harbour has 412 berths"
DUG = "It was dug in 1871"


def make_article(*, text=TEXT, roles=ROLES, **changes) -> Article:
    article = build.make_article(text=text, **{"title": TITLE, **changes})
    paragraphs = article.revisions.get().paragraphs.all()
    for paragraph, role in zip(paragraphs, roles, strict=True):
        paragraph.role = role
        paragraph.save(update_fields=["role"])
    Sentence.objects.filter(revision__article=article).exclude(
        paragraph__role=reading.Role.BODY
    ).delete()
    return article


def make_claim(article: Article, quote: str, **changes) -> Claim:
    return build.make_claim(article=article, quote=quote, **changes)


def decide(claim: Claim, by: User, approver: User | None, rating="Confirmed", **changes) -> None:
    """A verdict that stands; without an approver it waits for one."""
    actions.propose(
        claim=claim,
        by=by,
        rating=Rating.objects.get(name=rating),
        **{"explanation": "The council’s table says so.", **changes},
    )
    if approver:
        actions.approve(claim=claim, by=approver, verdict_id=claim.verdicts.latest("pk").pk)


def add_evidence(claim: Claim, by: User, **changes) -> None:
    fields = {
        "stance": "supports",
        "quotation": "2025: plus 9.0 percent",
        "locator": "p. 2",
        "address": "https://example.org/rents",
        "description": "Rent table",
    }
    actions.add_evidence(claim=claim, by=by, **{**fields, **changes})


def dismiss_the_rest(article: Article, by: User) -> None:
    keys = [sentence.pk for sentence in sentences.of([article.pk])]
    actions.dismiss_sentences(article=article, keys=keys, by=by, reason="opinion")


def sign_off(article: Article, by: User) -> None:
    """On the article as it is now: what was fetched earlier doesn't know."""
    actions.sign_off(article=article, by=by)
    article.refresh_from_db()


def decide_the_rest(article: Article, by: User, editor: User) -> None:
    """Whatever is open on it, claim or sentence, and then the sign-off."""
    for claim in article.claims.exclude(state__in=Claim.DECIDED):
        if claim.state == Claim.State.OPEN:
            decide(claim, by, None)
        verdict = claim.verdicts.latest("pk")
        actions.approve(claim=claim, by=editor, verdict_id=verdict.pk)
    dismiss_the_rest(article, by)
    actions.sign_off(article=article, by=editor)


def fingerprint(article: Article) -> str:
    return sha256(article.revisions.get().text.encode()).hexdigest()
