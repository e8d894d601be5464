"""The words of the galley and the rows of the ledger.

Functions and not templates: a page has hundreds of them, each with a dozen values. They are put
together as plain text: what comes from people goes through `escape`, everything else is ours, and
only the whole is declared safe.
"""

from html import escape

from django.utils.safestring import SafeString

from factcheck.articles.galley import Block, Mark, Run
from factcheck.articles.models import Claim, Sentence
from factcheck.reading import Role
from factcheck.review.lines import STATES, ClaimLine, LedgerRow
from factcheck.review.sentences import SentenceLine
from factcheck.review.workbench import Workbench
from factcheck.templatetags.marks import symbol

CURRENT = ' aria-current="true"'
TAGS = {Role.HEADLINE.value: "h2", Role.SUBHEAD.value: "h3"}
# All that is no paragraph of the body has a look of its own.
SET_APART = {*TAGS, Role.STANDFIRST.value, Role.CAPTION.value}
IN_WORDS = {state: label.lower() for state, label in STATES.items()}


def paragraphs(bench: Workbench) -> SafeString:
    """The text of this part of the article, with the marks of its claims."""
    made = (_paragraph(block, bench) for block in bench.blocks)
    # What people wrote is escaped where it is put in.
    return SafeString("\n".join(made))  # nosec B703


def _paragraph(block: Block[ClaimLine, SentenceLine], bench: Workbench) -> str:
    paragraph, role = block.paragraph, block.paragraph.role
    if paragraph.is_boilerplate:
        words = "".join(escape(run.text) for run in block.runs)
        told = "<span>Not checked: boilerplate</span>"
        return f'<p class="boilerplate"><span>{words}</span> {told}</p>'
    # Nothing between the runs: white space would show.
    runs = "".join(_run(run, bench) for run in block.runs)
    tag = TAGS.get(role, "p")
    kind, number = (role, "") if role in SET_APART else ("para", f' data-n="{block.number}"')
    place = f'id="p{paragraph.pk}" data-start="{paragraph.start}"'
    return f'<{tag} class="{kind}" {place}{number}>{runs}</{tag}>'


def _run(run: Run[ClaimLine, SentenceLine], bench: Workbench) -> str:
    margin = "".join(_in_margin(each, bench) for each in run.starts)
    if run.claim:
        return margin + _words_of_claim(run, run.claim, bench)
    if run.sentence:
        return margin + _words_of_sentence(run.text, run.sentence, bench)
    return margin + escape(run.text)


def _in_margin(each: Mark[ClaimLine], bench: Workbench) -> str:
    claim = each.claim
    address = claim.address
    return (
        f'<a class="in-margin" data-column="{each.column}" data-claim="{claim.pk}"'
        f'{_current(claim, bench.selected)} href="{address}" hx-get="{address}"'
        f' tabindex="-1" aria-hidden="true"><span>{mark(claim)}{each.number}</span></a>'
    )


def _words_of_claim(run: Run[ClaimLine, SentenceLine], claim: ClaimLine, bench: Workbench) -> str:
    rated = told = ""
    if claim.rating:
        rated = f' data-mark="{claim.symbol}" data-colour="{claim.colour}"'
    if run.is_last:
        rating = f", {escape(claim.rating)}" if claim.rating else ""
        state = IN_WORDS[claim.state]
        told = f'<span class="unseen"> (claim {run.number}, {state}{rating})</span>'
    address = claim.address
    place = f' id="c{claim.pk}"' if run.is_first else ' tabindex="-1"'
    return (
        f'<a draggable="false" class="claim{" within" if run.is_selected else ""}"{place}'
        f' data-claim="{claim.pk}" data-at="{run.start}"'
        f'{_current(claim, bench.selected)} data-state="{claim.state}"'
        f'{rated} href="{address}" hx-get="{address}">{escape(run.text)}{told}</a>'
    )


def _words_of_sentence(text: str, sentence: SentenceLine, bench: Workbench) -> str:
    kind, told = "unaccounted", ""
    if sentence.dismissed:
        kind, told = "set-aside", '<span class="unseen"> (dismissed)</span>'
    elif sentence.proposal:
        kind = "unaccounted proposed"
        told = '<span class="unseen"> (proposed to dismiss)</span>'
    key, address = sentence.pk, sentence.address
    return (
        f'<a class="{kind}" id="s{key}" data-sentence="{key}"{_current(sentence, bench.sentence)}'
        f' href="{address}" hx-get="{address}">{escape(text)}{told}</a>'
    )


def _current(each: ClaimLine | SentenceLine, chosen: Claim | Sentence | None) -> str:
    # Two of one kind: their keys say whether they are the same.
    return CURRENT if chosen is not None and each.pk == chosen.pk else ""


def ledger_rows(bench: Workbench) -> SafeString:
    """The rows of this part of the article, or those that somebody looks for."""
    made = (
        _claim_row(row, row.claim, bench) if row.claim else _bare_row(row, bench)
        for row in bench.rows
    )
    # As above.
    return SafeString("".join(made))  # nosec B703


def _claim_row(row: LedgerRow, claim: ClaimLine, bench: Workbench) -> str:
    kinds = f"{_beginning(row)}{' settled' if claim.is_decided else ''}"
    address, proposal = claim.address, row.proposal
    said = proposed = who = ""
    if proposal:
        said = f", proposed to dismiss as {proposal}"
        proposed = f'<span class="proposed" aria-hidden="true">{proposal}?</span>'
    if claim.holder and claim.is_held and claim.holder_id != bench.user.pk:
        name, letters = escape(claim.holder), escape(claim.initials)
        who = f'<span class="who" title="{name} has it">{letters}</span>'
    return (
        f'<li class="row{kinds}"><a id="l{claim.pk}" href="{address}" hx-get="{address}"'
        f' data-claim="{claim.pk}"{_chosen(row)}>{mark(claim)}'
        f'<span class="unseen">{STATES[claim.state]}{said}:</span><span class="number">{row.number}</span>'
        f'<span class="name">{escape(row.words)}</span>{proposed}{who}</a></li>'
    )


def _bare_row(row: LedgerRow, bench: Workbench) -> str:
    key, address, words = row.sentence.pk, row.sentence.address, escape(row.words)
    note = pick = ""
    if row.dismissal:
        drawn = symbol("dismissed", label="Sentence dismissed:")
        note = f'<span class="why">{row.dismissal}</span>'
    elif row.proposal:
        drawn = symbol("proposed", label="Open sentence, proposed to dismiss:")
        note = f'<span class="proposed">{row.proposal}?</span>'
    else:
        drawn = symbol("brackets", label="Open sentence:")
    if row.is_open_sentence and not bench.against_working:
        pick = (
            f'<label class="pick"><input type="checkbox" name="sentence" value="{key}"'
            f' form="several"><span class="unseen">Pick: {words}</span></label>'
        )
    kinds = f"{_beginning(row)} {'settled' if row.dismissal else 'unaccounted'}"
    return (
        f'<li class="row bare{kinds}">{pick}<a id="ls{key}" href="{address}"'
        f' hx-get="{address}" data-sentence="{key}"{_chosen(row)}>{drawn}'
        f'<span class="number"></span><span class="name" dir="auto">{words}</span>{note}</a></li>'
    )


def _beginning(row: LedgerRow) -> str:
    return " new-paragraph" if row.begins_paragraph else ""


def mark(claim: ClaimLine) -> SafeString:
    """The mark of a claim: its rating once approved, else its state. An open one that the
    program proposes to dismiss has a mark of its own.
    """
    if claim.state == Claim.State.APPROVED and claim.rating:
        return symbol(claim.symbol, colour=claim.colour)
    if claim.state == Claim.State.OPEN and claim.proposal:
        return symbol("proposed")
    return symbol(claim.state)


def _chosen(row: LedgerRow) -> str:
    return CURRENT if row.is_selected else ""
