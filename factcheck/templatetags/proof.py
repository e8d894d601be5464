"""The words of the galley and the rows of the ledger.

Tags and not templates: a page has hundreds of them, and a template looks up each of their dozen
values anew. They take a tenth of the time that templates took.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from factcheck.articles.galley import Block, Mark, Run
from factcheck.articles.models import Claim, Sentence
from factcheck.review.workbench import LedgerRow, Workbench
from factcheck.templatetags.marks import mark, symbol

register = template.Library()

NOTHING = SafeString("")
CURRENT = SafeString(' aria-current="true"')


@register.simple_tag
def runs(block: Block[Claim], bench: Workbench) -> SafeString:  # type: ignore[type-var]
    """One paragraph, run by run, with nothing between them: white space would show."""
    return format_html_join("", "{}", ((_run(run, bench),) for run in block.runs))


def _run(run: Run[Claim], bench: Workbench) -> SafeString:  # type: ignore[type-var]
    margin = format_html_join("", "{}", ((_in_margin(each, bench),) for each in run.starts))
    if run.claim:
        words = _words_of_claim(run, run.claim, bench)
    elif run.sentence:
        words = _words_of_sentence(run.text, run.sentence, bench)
    else:
        words = format_html("{}", run.text)
    return format_html("{}{}", margin, words)


def _in_margin(each: Mark[Claim], bench: Workbench) -> SafeString:  # type: ignore[type-var]
    claim = each.claim
    return format_html(
        '<a class="in-margin" data-column="{}" data-claim="{}"{} href="{}" hx-get="{}"'
        ' tabindex="-1" aria-hidden="true"><span>{}{}</span></a>',
        each.column,
        claim.pk,
        CURRENT if claim == bench.selected else NOTHING,
        claim.get_absolute_url(),
        claim.get_absolute_url(),
        mark(claim),
        each.number,
    )


def _words_of_claim(run: Run[Claim], claim: Claim, bench: Workbench) -> SafeString:  # type: ignore[type-var]
    verdict = next(iter(claim.standing_verdicts), None)  # type: ignore[attr-defined]
    rating = verdict.rating if verdict else None
    state = Claim.State(claim.state).label.lower()
    told = format_html(
        '<span class="unseen"> (claim {}, {}{})</span>',
        run.number,
        state,
        f", {rating}" if rating else "",
    )
    return format_html(
        '<a draggable="false" class="claim{}"{} data-claim="{}"{} data-state="{}"{} href="{}"'
        ' hx-get="{}">{}{}</a>',
        " within" if run.is_selected else "",
        format_html(' id="c{}"', claim.pk) if run.is_first else SafeString(' tabindex="-1"'),
        claim.pk,
        CURRENT if claim == bench.selected else NOTHING,
        claim.state,
        format_html(' data-mark="{}" data-colour="{}"', rating.symbol, rating.colour)
        if rating
        else NOTHING,
        claim.get_absolute_url(),
        claim.get_absolute_url(),
        run.text,
        told if run.is_last else NOTHING,
    )


def _words_of_sentence(text: str, sentence: Sentence, bench: Workbench) -> SafeString:
    kind, told = "unaccounted", ""
    if sentence.standing_dismissals:  # type: ignore[attr-defined]
        kind, told = "set-aside", " (dismissed)"
    elif sentence.proposal:
        kind, told = "unaccounted proposed", " (proposed to dismiss)"
    return format_html(
        '<a class="{}" id="s{}" data-sentence="{}"{} href="{}" hx-get="{}">{}{}</a>',
        kind,
        sentence.pk,
        sentence.pk,
        CURRENT if sentence == bench.sentence else NOTHING,
        sentence.get_absolute_url(),
        sentence.get_absolute_url(),
        text,
        format_html('<span class="unseen">{}</span>', told) if told else NOTHING,
    )


@register.simple_tag
def ledger_rows(bench: Workbench) -> SafeString:
    """The rows of this part of the article, or those that somebody looks for."""
    made = (
        _claim_row(row, row.claim, bench) if row.claim else _bare_row(row, bench)
        for row in bench.rows
    )
    return format_html_join("", "{}", ((row,) for row in made))


def _claim_row(row: LedgerRow, claim: Claim, bench: Workbench) -> SafeString:
    holder = row.holder if row.holder != bench.user else None
    return format_html(
        '<li class="row{}{}"><a id="l{}" href="{}" hx-get="{}" data-claim="{}"{}>{}'
        '<span class="unseen">{}{}:</span><span class="number">{}</span>'
        '<span class="name">{}</span>{}{}</a></li>',
        " new-paragraph" if row.begins_paragraph else "",
        " settled" if claim.is_decided else "",
        claim.pk,
        row.address,
        row.address,
        claim.pk,
        CURRENT if row.is_selected else NOTHING,
        mark(claim),
        row.state,
        f", proposed to dismiss as {row.proposal}" if row.proposal else "",
        row.number,
        row.words,
        format_html('<span class="proposed" aria-hidden="true">{}?</span>', row.proposal)
        if row.proposal
        else NOTHING,
        format_html('<span class="who" title="{} has it">{}</span>', holder, holder.initials)
        if holder
        else NOTHING,
    )


def _bare_row(row: LedgerRow, bench: Workbench) -> SafeString:
    key = row.sentence.pk
    note = NOTHING
    if row.dismissal:
        drawn = symbol("dismissed", label="Sentence dismissed:")
        why = row.dismissal.get_reason_display().lower()
        note = format_html('<span class="why">{}</span>', why)
    elif row.proposal:
        drawn = symbol("proposed", label="Open sentence, proposed to dismiss:")
        note = format_html('<span class="proposed">{}?</span>', row.proposal)
    else:
        drawn = symbol("brackets", label="Open sentence:")
    pick = format_html(
        '<label class="pick"><input type="checkbox" name="sentence" value="{}" form="several">'
        '<span class="unseen">Pick: {}</span></label>',
        key,
        row.words,
    )
    return format_html(
        '<li class="row bare{} {}">{}<a id="ls{}" href="{}" hx-get="{}" data-sentence="{}"{}>{}'
        '<span class="number"></span><span class="name" dir="auto">{}</span>{}</a></li>',
        " new-paragraph" if row.begins_paragraph else "",
        "settled" if row.dismissal else "unaccounted",
        pick if row.is_open_sentence and not bench.against_working else NOTHING,
        key,
        row.address,
        row.address,
        key,
        CURRENT if row.is_selected else NOTHING,
        drawn,
        row.words,
        note,
    )
