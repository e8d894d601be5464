"""Who says what: source, cue and content of a sentence."""

import pytest

from factcheck.extraction import attributions
from factcheck.extraction.cues import noun, verb

CASES = [
    ("The minister said that prices rose.", "The minister", "said", "that prices rose"),
    ("Prices rose, the minister said.", "the minister", "said", "Prices rose"),
    ("“Prices rose,” said Anna Meyer.", "Anna Meyer", "said", "“Prices rose,”"),
    ("“Prices rose,” Anna Meyer said.", "Anna Meyer", "said", "“Prices rose,”"),
    (
        "“Prices rose,” she said, “and wages fell.”",
        "she",
        "said",
        "“Prices rose,” … “and wages fell.”",
    ),
    (
        "According to the audit office, the bridge cost 3 million.",
        "the audit office",
        "According to",
        "the bridge cost 3 million",
    ),
    (
        "The bridge cost 3 million, according to the audit office.",
        "the audit office",
        "according to",
        "The bridge cost 3 million",
    ),
    (
        "A report by the bank found that wages fell.",
        "A report by the bank",
        None,
        None,
    ),
    ("Mayor: the bridge has been sold", "Mayor", ":", "the bridge has been sold"),
    ("He told reporters that he would resign.", "He", "told", "that he would resign"),
    ("The union has repeatedly warned that jobs will go.", "The union", None, None),
    ("Weiss made it clear that prices rose in Lund.", "Weiss", "made", "that prices rose in Lund"),
    (
        "The mayor lacks friends in Lund, said Weiss, but his money makes up for it.",
        "Weiss",
        "said",
        "The mayor lacks friends in Lund, … his money makes up for it",
    ),
    ("Holm fired back that Lund had paid.", "Holm", "fired back", "that Lund had paid"),
    (
        "Weiss said that the knife was broken by his belt, something that Holm mocked.",
        "Weiss",
        "said",
        "that the knife was broken by his belt",
    ),
    ("Critics accused the mayor of taking bribes.", "Critics", "accused", None),
    ("The senator called the plan a disgrace.", "The senator", "called", None),
    ("The company refused to pay the fine.", "The company", "refused", "to pay the fine"),
    (
        "The paper quoted an official as saying the deal was void.",
        "an official",
        "saying",
        "the deal was void",
    ),
    (
        "Meyer said the law failed, adding that it cost too much.",
        "Meyer",
        "adding",
        "that it cost too much",
    ),
    ("The mayor’s claim that he never met the donor is false.", "The mayor", "claim", None),
    (
        "Prices fell by a tenth in March, the statistics office reported on Friday.",
        "the statistics office",
        "reported",
        "Prices fell by a tenth in March",
    ),
    ("Bridge shut to lorries, council says", "council", "says", "Bridge shut to lorries"),
    (
        "The rate rose in August; one member of the board said more would follow.",
        "one member of the board",
        "said",
        "more would follow",
    ),
    (
        "Holm announced that the pool was closed and vowed to reopen it.",
        "Holm",
        "announced",
        "that the pool was closed",
    ),
    (
        "Unemployment is forecast by the central bank to reach 7 percent.",
        "the central bank",
        None,
        "Unemployment … to reach 7 percent",
    ),
    (
        "The harbour flooded in 1990 and has flooded twice since, according to the port.",
        "the port",
        "according to",
        "The harbour flooded in 1990 and has flooded twice since",
    ),
    (
        "Weiss rejects that: her office paid every bill.",
        "Weiss",
        "rejects",
        "her office paid every bill",
    ),
    (
        "Anna Weiss writes from Lund: I have crossed the bridge. It is dry.",
        "Anna Weiss",
        "writes",
        "I have crossed the bridge. It is dry",
    ),
    (
        "Her argument is that the bridge costs too much.",
        "Her",
        None,
        "that the bridge costs too much",
    ),
    (
        "Analysts expect the deficit to widen to 5 percent.",
        "Analysts",
        "expect",
        "the deficit to widen to 5 percent",
    ),
    ("The dam, by her count, leaked 40 times.", "her", None, None),
    (
        "He attacked the plan as reckless on Friday.",
        "He",
        "attacked",
        "the plan as reckless",
    ),
    (
        "Anna Weiss told the paper in a statement that the dam was being sold.",
        "Anna Weiss",
        "told",
        "that the dam was being sold",
    ),
    ("Holm told the committee he tried to sell it.", "Holm", "told", "he tried to sell it"),
    (
        "Weiss also claims that her dam was taken from her and she was forced to leave.",
        "Weiss",
        None,
        "that her dam was taken from her and she was forced to leave",
    ),
    (
        "Witnesses say it was thrown from the bank, as the crowd was moving up, and that it struck a mare.",
        "Witnesses",
        "say",
        "it was thrown from the bank, as the crowd was moving up, and that it struck a mare",
    ),
    (
        "The board is frustrated with the port, saying it failed to share its reports.",
        "The board",
        "saying",
        "it failed to share its reports",
    ),
    (
        "Anna Weiss was hurt but alive, Sheriff Jan Holm told reporters gathered outside the hospital.",
        "Sheriff Jan Holm",
        "told",
        "Anna Weiss was hurt but alive",
    ),
    ("“We built the dam in four years,” smiled Anna Weiss.", "Anna Weiss", "smiled", None),
    ("“We built the dam in four years,” Anna Weiss recalled.", "Anna Weiss", "recalled", None),
    (
        "“It was an attempt to sell the dam,’’ Anna Weiss, head of the port, told the paper.",
        "Anna Weiss, head of the port",
        "told",
        "“It was an attempt to sell the dam",
    ),
    (
        "As Anna Weiss points out, the dam was sold in March.",
        "Anna Weiss",
        None,
        "the dam was sold in March",
    ),
    (
        "Prices, per the Bank of England, rose by a tenth in March.",
        "the Bank of England",
        "per",
        "Prices, … , rose by a tenth in March",
    ),
    (
        "The bond has weakened, hitting 16 percent on Monday, according to data from the port.",
        "data from the port",
        "according to",
        "The bond has weakened, hitting 16 percent on Monday",
    ),
    (
        "The mayor issued a statement saying that the bridge is closed.",
        "The mayor",
        "saying",
        "that the bridge is closed",
    ),
    (
        "A Lund poll out on Monday showed Anna Meyer with a narrow lead over Jan Holm.",
        "A Lund poll out on Monday",
        "showed",
        "Anna Meyer with a narrow lead over Jan Holm",
    ),
    (
        "“We lost 30,000 letters in the fire.” Meyer said.",
        "Meyer",
        "said",
        "“We lost 30,000 letters in the fire.”",
    ),
    (
        "Anna Meyer said after the mayor won his race, remarking that he had paid for it.",
        "Anna Meyer",
        "remarking",
        "that he had paid for it",
    ),
    (
        "Half of the homes were sold, while a third were let, according to the council.",
        "the council",
        "according to",
        "Half of the homes were sold, while a third were let",
    ),
    (
        "The mayor said that rents rose, while wages fell.",
        "The mayor",
        "said",
        "that rents rose, while wages fell",
    ),
    (
        "The mayor said that rents rose, when wages fell.",
        "The mayor",
        "said",
        "that rents rose",
    ),
    (
        "“That was a good speech,” Jan Holm, a teacher, told Anna Meyer as he left.",
        "Jan Holm, a teacher",
        "told",
        "“That was a good speech,”",
    ),
    ("Even a union leader said the strike must end.", "a union leader", "said", None),
    (
        "Holm said that the yard could close and warned that jobs were at risk.",
        "Holm",
        "warned",
        "that jobs were at risk",
    ),
    (
        "Despite what he wrote in a letter about Weiss, Holm said he might vote for her.",
        "Holm",
        "said",
        "he might vote for her",
    ),
    (
        "Instead, Holm told the paper, his policy would be to wait.",
        "Holm",
        "told",
        "his policy would be to wait",
    ),
    (
        "“This is a scripted show and we are all props,” said delegate Anna Meyer, angered that leaders ignored her.",
        "delegate Anna Meyer",
        "said",
        "“This is a scripted show and we are all props,”",
    ),
    (
        "Prices fell by a tenth in May. That’s according to a survey by the bank.",
        "a survey by the bank",
        "according to",
        "Prices fell by a tenth in May",
    ),
    (
        "Rain is less of an issue there, but Early still says the dam is at risk.",
        "Early",
        "still says",
        "the dam is at risk",
    ),
    (
        "“There never was a stand-down order,” said the base chief known as Bob, speaking publicly.",
        "the base chief known as Bob",
        "said",
        "“There never was a stand-down order,”",
    ),
    (
        "Holm’s friends have in the past said he was staying in Lund.",
        "Holm’s friends",
        None,
        "he was staying in Lund",
    ),
    (
        "Anna Meyer further summed up the plan as “terrible,” denounced its cost and said it should not be built.",
        "Anna Meyer",
        "said",
        "it should not be built",
    ),
    (
        "Asked what he would do, Holm said, “We have got to be able to win.”",
        "Holm",
        "said",
        "“We have got to be able to win.”",
    ),
]


def words(doc, positions):
    pieces, last = [], None
    for i in positions:
        if last is not None and i != last + 1:
            pieces[-1] = pieces[-1].rstrip()
            pieces.append("… ")
        pieces.append(doc[i].text_with_ws)
        last = i
    return " ".join("".join(pieces).replace("…", " …").split())


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_an_attribution_has_source_cue_and_content(nlp, text, source, cue, content):
    doc = nlp(text)
    found = [
        tuple(words(doc, part) for part in (one.source, one.cue, one.content))
        for one in attributions.find(doc)
    ]
    matching = [one for one in found if one[0] == source]
    assert matching, found
    assert any(cue in (None, one[1]) and content in (None, one[2]) for one in matching), found


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose by 4 percent in March.",
        "I think prices rose.",
        "The council met on Monday.",
        "A choir called Northern Voices sang.",
        "The mayor began to attack the plan.",
        "When the vote came, the mayor agreed.",
        "Anna Weiss: theft of a dam, held in jail in lieu of 70,000 crowns.",
        "Anna Meyer had two goals, Jan Holm added one, and Lund won.",
        "That said, prices fell in Lund.",
    ],
)
def test_what_nobody_says_has_no_attribution(nlp, text):
    assert attributions.find(nlp(text)) == []


def test_what_others_say_inside_a_quotation_belongs_to_the_quotation(nlp):
    doc = nlp("“The mayor said that he was ill,” Meyer said.")
    assert [one.speaker.text for one in attributions.find(doc)] == ["Meyer"]


def test_a_speaker_goes_on_in_the_next_quoted_sentence(nlp):
    doc = nlp("“Prices rose,” Meyer said. “Wages fell.” The crowd left.")
    (one,) = attributions.find(doc)
    assert words(doc, one.content) == "“Prices rose,” … “Wages fell.”"


def test_a_speaker_goes_on_after_what_was_not_quoted(nlp):
    doc = nlp("Meyer said that prices rose. “Wages fell.” The crowd left.")
    (one,) = attributions.find(doc)
    assert words(doc, one.content) == "that prices rose … “Wages fell.”"


def test_what_they_think_is_part_of_what_they_say(nlp):
    doc = nlp("The members said they thought the bill would pass.")
    assert [one.verb.lemma_ for one in attributions.find(doc)] == ["say"]


def test_a_speaker_goes_on_up_to_the_sentence_that_leaves_the_quotation(nlp):
    doc = nlp("“Prices rose,” Meyer said. “Wages fell. Rents doubled” in the north.")
    (one,) = attributions.find(doc)
    assert words(doc, one.content) == "“Prices rose,” … “Wages fell. Rents doubled”"


def test_who_is_asked_says_no_question(nlp):
    doc = nlp("Asked what he would do, Holm said, “We have got to be able to win.”")
    found = {one.verb.text: one.speaker for one in attributions.find(doc)}
    assert found["Asked"] is None
    assert found["said"].text == "Holm"


def test_a_quotation_inside_of_a_longer_phrase_is_no_remark(nlp):
    doc = nlp("Holm noted the floods and her work for jobs from “Lund to Ystad Harbour.”")
    assert all("“" not in words(doc, one.content)[:1] for one in attributions.find(doc))
    doc = nlp("After what Holm called “the loudest vote of our time,” the mayor is tired.")
    assert "mayor" not in [one.speaker.text for one in attributions.find(doc) if one.speaker]


def test_an_argument_belongs_to_who_has_it(nlp):
    doc = nlp("Owners of the mill have two arguments. The first is that nobody was hurt.")
    (one,) = attributions.find(doc)
    assert (one.speaker.text, words(doc, one.content)) == ("Owners", "that nobody was hurt")


def test_cues_are_looked_up_by_lemma():
    assert "says" in verb("say")
    assert verb("swim") == frozenset()
    assert "says" in noun("allegation")
