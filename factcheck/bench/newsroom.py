"""A newsroom made up from a seed: people, articles, claims in every state and all that hangs on them.

The same seed and the same moment give the same rows. The older articles of two years are signed
off, the newest are on the desks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import connection, transaction

from factcheck.accounts.models import Desk, User
from factcheck.articles import harm
from factcheck.articles.models import Article, Claim, Paragraph, Revision, Section, Sentence
from factcheck.audit.models import Event, Verb
from factcheck.bench.prose import FIRST, LAST, Said, Story, Writer
from factcheck.bench.tables import Tables
from factcheck.exports.models import Chunk, Export
from factcheck.permissions import Role
from factcheck.reports.models import Issued, Part
from factcheck.reports.profiles import Profile
from factcheck.review.models import (
    Approval,
    Comment,
    Deferral,
    Dismissal,
    Draft,
    Evidence,
    Lease,
    Query,
    Rating,
    RightOfReply,
    SignOff,
    Verdict,
)
from factcheck.sources.models import Capture, Source, SourceFile

CLAIMS_AN_ARTICLE = 50
PEOPLE = 50
DESKS = ("Foreign", "City", "Business", "Science", "Sport")
# One editor for each desk after the admin, then these in turn.
IN_TURN = (Role.CHECKER, Role.CHECKER, Role.REPORTER, Role.CHECKER, Role.VIEWER, Role.REPORTER)
# The part of all articles that is signed off.
FINISHED = 0.6
State = Claim.State
# How the claims of an article stand, out of a hundred. Merged are only those whose sentence has
# another; what cannot be is dismissed.
WHEN_FINISHED = {State.APPROVED: 70, State.DISMISSED: 20, State.MERGED: 10}
ON_THE_DESK = {
    State.OPEN: 50,
    State.IN_PROGRESS: 8,
    State.IN_REVIEW: 15,
    State.RETURNED: 4,
    State.APPROVED: 13,
    State.DISMISSED: 2,
    State.DEFERRED: 3,
    State.MERGED: 5,
}
# So many articles are gathered before they are written.
BATCH = 100


class NotEmpty(Exception):
    """The database holds somebody's work. The text is for the person at the terminal."""


def fill(claims: int, *, now: datetime, seed: int = 1, each: int = CLAIMS_AN_ARTICLE) -> int:
    """Make a newsroom with so many claims, `each` in an article; returns how many rows it has.

    All or nothing, and only in a database where nobody works.
    """
    for model in (User, Desk, Article):
        if model._default_manager.exists():
            name = connection.settings_dict["NAME"]
            raise NotEmpty(f"The database {name} has {model._meta.verbose_name_plural} already.")
    with transaction.atomic():
        newsroom = Newsroom(claims, now, seed, each)
        newsroom.make()
    newsroom.tables.finish()
    return newsroom.tables.added


class Newsroom:
    """The rows, in the order in which the database takes them."""

    def __init__(self, claims: int, now: datetime, seed: int, each: int) -> None:
        self.claims = claims
        self.each = each
        self.now = now
        self.writer = Writer(seed)
        self.rng = self.writer.rng
        self.tables = Tables()
        self.ratings = list(
            Rating.objects.filter(scale__is_current=True).values_list("pk", flat=True)
        )
        self.sources = max(20, claims // 10)
        self.reporters: dict[int, list[int]] = {}
        self.checkers: dict[int, list[int]] = {}
        self.editors: dict[int, int] = {}
        # The last claim of the sentence at hand, into which another may have gone.
        self.last: int | None = None

    def make(self) -> None:
        self.add_people()
        self.add_sources()
        self.add_exports()
        self.tables.copy()
        articles = -(-self.claims // self.each)
        for number in range(articles):
            left = self.claims - number * self.each
            self.add_article(number / articles, min(left, self.each))
            if number % BATCH == BATCH - 1:
                self.tables.copy()
            if number == BATCH - 1:
                # Triggers and keys are looked up by the index from here on.
                self.tables.analyze()
        self.tables.copy()

    # People and sources

    def add_people(self) -> None:
        groups = dict(Group.objects.values_list("name", "pk"))
        desks = [self.tables.add(Desk, name=f"{n} desk", slug=n.lower()) for n in DESKS]
        self.desks = desks
        for number in range(PEOPLE):
            role = self.role(number)
            person = self.tables.add(
                User,
                name=f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}",
                email=f"person{number}@example.org",
                # Opens nothing: it is no hash.
                password="!made up",  # noqa: S106
                joined_at=self.now - timedelta(days=800),
            )
            self.tables.add(User.groups.through, user_id=person, group_id=groups[role])
            if role in (Role.ADMIN, Role.VIEWER):
                continue
            desk = desks[(number - 1) % len(desks)]
            self.tables.add(User.desks.through, user_id=person, desk_id=desk)
            if role == Role.REPORTER:
                self.reporters.setdefault(desk, []).append(person)
                continue
            self.checkers.setdefault(desk, []).append(person)
            if role == Role.DESK_EDITOR:
                self.editors[desk] = person

    @staticmethod
    def role(number: int) -> Role:
        if number == 0:
            return Role.ADMIN
        if number <= len(DESKS):
            return Role.DESK_EDITOR
        return IN_TURN[(number - len(DESKS) - 1) // len(DESKS) % len(IN_TURN)]

    def add_sources(self) -> None:
        for number in range(1, self.sources + 1):
            on_the_web = self.rng.random() < 0.7
            hidden = self.rng.random() < 0.02
            at = self.now - timedelta(minutes=self.rng.randint(1, 1_000_000))
            adder = self.rng.choice(self.checkers[self.desks[0]])
            title = f"{self.writer.thing()}, table {number}"
            words = Source.Confidentiality
            source = self.tables.add(
                Source,
                kind=Source.Kind.WEB_PAGE if on_the_web else Source.Kind.DOCUMENT,
                title=title,
                address=f"https://example.org/figures/{number}" if on_the_web else "",
                publisher=self.writer.body(),
                confidentiality=words.NEED_TO_KNOW if hidden else words.PUBLIC,
                added_by_id=adder,
                added_at=at,
            )
            text = " ".join(self.writer.aside() for _ in range(60)).encode()
            print_of = sha256(text).hexdigest()
            if hidden:
                self.tables.add(Source.known_to.through, source_id=source, user_id=adder)
            elif on_the_web and self.rng.random() < 0.3:
                self.tables.add(
                    Capture,
                    source_id=source,
                    state=Capture.State.CAPTURED,
                    asked_at=at,
                    captured_at=at,
                    final_address=f"https://example.org/figures/{number}",
                    title=title,
                    name="page.html",
                    text=text.decode(),
                    data=text,
                    sha256=print_of,
                    looked_at=at,
                )
            elif not on_the_web and self.rng.random() < 0.3:
                self.tables.add(
                    SourceFile,
                    source_id=source,
                    name="table.txt",
                    data=text,
                    sha256=print_of,
                    uploaded_by_id=adder,
                    uploaded_at=at,
                )

    def add_exports(self) -> None:
        """A file for each editor to download."""
        data = b"Number,Quote\r\n"
        for desk, editor in self.editors.items():
            export = self.tables.add(
                Export,
                by_id=editor,
                desk_id=desk,
                form=Export.Form.CSV,
                state=Export.State.READY,
                asked_at=self.now,
                moved_at=self.now,
                finished_at=self.now,
                claims=0,
                chunk_count=1,
                size=len(data),
                sha256=sha256(data).hexdigest(),
            )
            self.tables.add(Chunk, export_id=export, number=0, data=data)

    # Articles

    def add_article(self, place: float, claims: int) -> None:
        """An article, the older the smaller its place between 0 and 1."""
        finished = place < FINISHED
        days = 730 * (1 - place / FINISHED) + 10 if finished else 10 * (1 - place)
        at = self.now - timedelta(days=days)
        due = at + timedelta(days=self.rng.uniform(0.5, 20))
        desk = self.rng.choice(self.desks)
        reporter = self.rng.choice(self.reporters[desk])
        story = self.writer.story(claims)
        self.article = self.tables.add(
            Article,
            desk_id=desk,
            title=story.title,
            uploaded_by_id=reporter,
            state=Article.State.SIGNED_OFF if finished else Article.State.CHECKING,
            due_at=due if self.rng.random() < 0.9 else None,
            created_at=at,
        )
        self.revision = self.tables.add(
            Revision,
            article_id=self.article,
            number=1,
            uploaded_by_id=reporter,
            created_at=at,
            title=story.title,
            language="en",
            text=story.text,
            queued_at=at,
            read_at=at,
        )
        self.tables.add(
            Section,
            revision_id=self.revision,
            number=0,
            first=0,
            last=len(story.paragraphs),
            queued_at=at,
            started_at=at,
            extracted_at=at,
        )
        self.tell(Verb.UPLOAD, reporter, at)
        self.tell(Verb.READ, None, at)
        self.desk, self.reporter, self.due, self.at = desk, reporter, due, at
        self.add_ledger(story, finished)
        if finished:
            end = at + timedelta(days=8)
            editor = self.editors[desk]
            self.tables.add(SignOff, revision_id=self.revision, by_id=editor, at=end)
            self.tell(Verb.SIGN_OFF, editor, end)
            self.add_issued(editor, end)

    def add_issued(self, by: int, at: datetime) -> None:
        """A report of the article, which is but a few bytes long."""
        data = b"Number,Quote\r\n"
        issued = self.tables.add(
            Issued,
            article_id=self.article,
            revision_id=self.revision,
            form="csv",
            profile=Profile.INTERNAL,
            by_id=by,
            at=at,
            sign_off="Signed off",
            scale="Desk scale, version 1",
            name="report.csv",
            size=len(data),
            sha256=sha256(data).hexdigest(),
            part_count=1,
        )
        self.tables.add(Part, issued_id=issued, number=0, data=data)

    def add_ledger(self, story: Story, finished: bool) -> None:
        paragraphs = [
            self.tables.add(
                Paragraph,
                revision_id=self.revision,
                number=number,
                start=start,
                end=end,
                role=role,
            )
            for number, (start, end, role) in enumerate(story.paragraphs)
        ]
        states = WHEN_FINISHED if finished else ON_THE_DESK
        for line in story.lines:
            sentence = self.tables.add(
                Sentence,
                revision_id=self.revision,
                paragraph_id=paragraphs[line.paragraph],
                start=line.start,
                end=line.end,
                proposal="" if line.claims else self.rng.choice(["", "opinion", "question"]),
            )
            if not line.claims and (finished or self.rng.random() < 0.6):
                self.dismiss(self.pick_person(), self.at, sentence_id=sentence)
            self.last = None
            for said in line.claims:
                state = self.rng.choices(list(states), list(states.values()))[0]
                self.add_claim(sentence, said, state)

    # Claims

    def add_claim(self, sentence: int, said: Said, state: State) -> None:
        if state == State.MERGED and self.last is None:
            state = State.DISMISSED
        claim = self.tables.add(
            Claim,
            article_id=self.article,
            desk_id=self.desk,
            revision_id=self.revision,
            sentence_id=sentence,
            start=said.start,
            end=said.end,
            quote=said.quote,
            statement=said.statement,
            claimant=said.claimant,
            voice=said.voice,
            cue=said.cue,
            types=said.types,
            score=said.score,
            risk=harm.risk(str(reason["label"]) for reason in said.reasons),
            needs_two=said.accuses,
            reasons=said.reasons,
            entities=said.entities,
            state=state,
            created_at=self.at,
            assignee_id=self.pick_person() if self.rng.random() < 0.1 else None,
            due_at=self.due if self.rng.random() < 0.9 else None,
            merged_into_id=self.last if state == State.MERGED else None,
        )
        author, *others = self.rng.sample(self.checkers[self.desk], 3)
        at = self.at + timedelta(minutes=self.rng.randint(10, 5_000))
        if state != State.MERGED:
            self.last = claim
        if state in (State.OPEN, State.MERGED):
            return
        self.tell(Verb.TAKE, author, at, claim)
        if state == State.DISMISSED:
            self.dismiss(author, at, claim_id=claim)
        elif state == State.DEFERRED:
            reason = f"Waits for {self.writer.body()}."
            self.tables.add(Deferral, claim_id=claim, reason=reason, by_id=author, at=at)
            self.tell(Verb.DEFER, author, at, claim, reason=reason)
        else:
            self.check(claim, state, said.accuses, author, others, at)
        if self.rng.random() < 0.05:
            self.talk(claim, author, at, waits=state not in Claim.DECIDED)

    def check(
        self,
        claim: int,
        state: State,
        accuses: bool,
        author: int,
        others: Sequence[int],
        at: datetime,
    ) -> None:
        """What somebody did with a claim, up to the state in which it is."""
        for _ in range(self.rng.randint(1, 3)):
            self.add_evidence(claim, author, at)
        if state == State.IN_PROGRESS:
            until = self.now + timedelta(days=1)
            self.tables.add(Lease, claim_id=claim, holder_id=author, taken_at=at, expires_at=until)
            self.tables.add(
                Draft,
                claim_id=claim,
                author_id=author,
                form="propose",
                words={"explanation": [self.writer.aside()]},
                saved_at=at,
            )
            return
        returned = state == State.RETURNED
        verdict = self.tables.add(
            Verdict,
            claim_id=claim,
            author_id=author,
            rating_id=self.rng.choice(self.ratings),
            explanation=self.writer.aside(),
            should_read=self.writer.aside() if self.rng.random() < 0.2 else "",
            proposed_at=at,
            ending=Verdict.Ending.RETURNED if returned else "",
            ended_at=at if returned else None,
            ended_by_id=others[0] if returned else None,
            return_reason=self.writer.aside() if returned else "",
        )
        self.tell(Verb.PROPOSE, author, at, claim, verdict=verdict)
        if returned:
            self.tell(Verb.RETURN, others[0], at, claim)
        if accuses:
            self.tables.add(
                RightOfReply,
                claim_id=claim,
                party=self.writer.body(),
                channel=RightOfReply.Channel.EMAIL,
                asked_at=at,
                outcome=RightOfReply.Outcome.DECLINED,
                recorded_by_id=author,
                recorded_at=at,
            )
        agree = {State.APPROVED: 2 if accuses else 1, State.IN_REVIEW: int(accuses)}.get(state, 0)
        for person in others[:agree]:
            self.tables.add(Approval, verdict_id=verdict, by_id=person, at=at)
            self.tell(Verb.APPROVE, person, at, claim, verdict=verdict)

    def add_evidence(self, claim: int, by: int, at: datetime) -> None:
        # Some sources are used by thousands of claims, most by a few.
        source = 1 + int(self.rng.random() ** 3 * self.sources)
        evidence = self.tables.add(
            Evidence,
            claim_id=claim,
            source_id=source,
            stance=self.rng.choice(Evidence.Stance.values),
            quotation=self.writer.aside(),
            locator=f"page {self.rng.randint(1, 90)}",
            added_by_id=by,
            added_at=at,
        )
        self.tell(Verb.ADD_EVIDENCE, by, at, claim, evidence=evidence)

    def talk(self, claim: int, by: int, at: datetime, *, waits: bool) -> None:
        """Words with a colleague, and a question to the reporter."""
        self.tables.add(Comment, claim_id=claim, by_id=by, at=at, text=self.writer.aside())
        answer = {} if waits else {"answer": "Yes.", "answered_at": at}
        self.tables.add(
            Query,
            claim_id=claim,
            asked_by_id=by,
            asked_of_id=self.reporter,
            question=f"Where does it say so? {self.writer.aside()}",
            asked_at=at,
            due_at=self.due,
            answered_by_id=None if waits else self.reporter,
            **answer,
        )
        self.tell(Verb.ASK, by, at, claim)

    def dismiss(self, by: int, at: datetime, **about: int) -> None:
        reason = self.rng.choice([Dismissal.Reason.OPINION, Dismissal.Reason.NOT_A_STATEMENT])
        self.tables.add(Dismissal, reason=reason, by_id=by, at=at, **about)
        verb = Verb.DISMISS if "claim_id" in about else Verb.DISMISS_SENTENCE
        self.tell(verb, by, at, about.get("claim_id"), reason=reason.label)

    def tell(
        self, verb: Verb, by: int | None, at: datetime, claim: int | None = None, **details: object
    ) -> None:
        self.tables.add(
            Event,
            at=at,
            by_id=by,
            salt=UUID(int=self.rng.getrandbits(128), version=4),
            verb=verb,
            article_id=self.article,
            claim_id=claim,
            details=details,
        )

    def pick_person(self) -> int:
        return self.rng.choice(self.checkers[self.desk])
