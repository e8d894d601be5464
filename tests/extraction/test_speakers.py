"""Who a pronoun, a surname or a description is."""

import pytest

from factcheck.extraction import extract_section
from factcheck.extraction.names import Directory
from factcheck.reading import read_text

CASES = [
    # A first name in which the model sees none.
    (
        "Jure Matić, a fisherman who saved nine people, said the boat sank in less than ten minutes.",
        "boat sank",
        "Jure Matić",
    ),
    (
        "Brightwater Foods, a maker of meals, lost money in May. Brightwater said 14 farms had lost 40 cows.",
        "40 cows",
        "Brightwater Foods",
    ),
    # The second half of what is said: by its tense, by the clause before it.
    (
        'In a statement, Dalmar said it was "devastated" and had suspended 40 sailings of the ferry.',
        "had suspended 40",
        "Dalmar",
    ),
    (
        "Ida Foss said rents had risen by 41% in Lund, while earnings had grown by 22% over the same years.",
        "earnings had grown",
        "Ida Foss",
    ),
    (
        "Rosa Teague told the court that she walked into the office at 4am and found the nurse typing into it.",
        "found the nurse",
        "Rosa Teague",
    ),
    # Nobody tells the staff: it is what Holm says.
    (
        "Jan Holm said several assistants had been told that their contracts would end in May.",
        "contracts would end",
        "Jan Holm",
    ),
    (
        "Councillor Joan Holm opened the dam. “They held two meetings in May,” Cllr Holm said.",
        "two meetings",
        "Joan Holm",
    ),
    (
        "North Severn NHS Trust shut a ward in May. The trust said it had lost 40 million euros.",
        "lost 40",
        "North Severn NHS Trust",
    ),
    # Whoever was named long ago is not meant, though only her name tells that she is a woman.
    (
        "Anna Weiss built the dam in May.\n\nRain fell. The council sat. Wages rose in June.\n\n"
        "The chief executive, Amara Nwosu, came to Lund.\n\n“The dam cost 4 million,” she said.",
        "The dam cost",
        "Amara Nwosu",
    ),
    (
        "Jan Holm built the dam. A spokesman for Holm said it was safe. He added that the dam cost 4 million.",
        "the dam cost",
        "A spokesman for Holm",
    ),
    ("Carl Holm KC told the court that the dam cost 4 million.", "the dam cost", "Carl Holm"),
    # Who is told something does not say it.
    (
        "Jan Holm rang the port and was told that the dam had cost 4 million.",
        "the dam had cost",
        None,
    ),
    (
        "Police have opened a case and detained three people, including the port's operations manager, the "
        "state-run Norpress news agency reported.",
        "opened a case",
        "the state-run Norpress news agency",
    ),
    (
        "The Energy Ministry said the dam broke. Tap water in 40 villages was bad, the agency warned.",
        "Tap water",
        "the agency",
    ),
    (
        "Norvik Corp. issued a statement on Monday.\n\nThe statement, which was seen by the BBC, said that "
        "the dam cost 4 million.",
        "the dam cost",
        "Norvik Corp",
    ),
    (
        "Wages rose by 3 per cent, according to a report in the Daily Herald.\n\nThe report said the dam cost "
        "4 million.",
        "the dam cost",
        "Daily Herald",
    ),
    (
        "Norvik Corp. published a blog post that said the dam cost 4 million.",
        "the dam cost",
        "Norvik Corp",
    ),
    (
        "Norvik Corp. said in a statement that wages rose by 3 per cent.\n\n"
        "“The dam cost 4 million,” the statement said.",
        "The dam cost",
        "Norvik Corp",
    ),
    (
        "Carl Holm told the court that Weiss had paid herself 4 million, disguising it as 40 bills.",
        "disguising it",
        "Carl Holm",
    ),
    (
        "Acme Inc. built the bridge. The mayor sued Acme Inc. in May. Acme Inc. lost. Rain fell.\n\n"
        "The mayor slept.\n\nThe utility said that the dam cost 4 million.",
        "the dam cost",
        "Acme Inc.",
    ),
    (
        "The Lund Gas & Electric Co. built the dam.\n\nLG&E said that the dam cost 4 million.",
        "the dam cost",
        "Lund Gas & Electric Co",
    ),
    (
        "The Lund Center for Disease Control and Prevention tested 40 people in May.\n\n"
        "The Lund CDC said that the dam cost 4 million.",
        "the dam cost",
        "Lund Center for Disease Control and Prevention",
    ),
    # The halves of a sentence have one speaker, at its end or between them.
    (
        "A nap may cut 40 errors in Lund, but it does little for others, researchers report in a journal.",
        "A nap may",
        "researchers",
    ),
    (
        "Anna Weiss tested 40 wells.\n\nTests showed no lead in May, she said, “so nobody needs to panic.”",
        "Tests showed",
        "Anna Weiss",
    ),
    (
        "Jan Holm told the council that 40 tiles had come down and that staff swept them up with a broom.",
        "staff swept",
        "Jan Holm",
    ),
    (
        "Jan Holm found water. “We suggest that 40 litres came up in May,” Holm and his team wrote.",
        "40 litres",
        "Jan Holm and his team",
    ),
    # A jury listens, to somebody who is not named.
    (
        "A treasurer forged 40 letters to pay for a villa, a jury was told on Monday.",
        "forged 40",
        None,
    ),
    (
        "Jan Holm claimed that a survey had found 40 leaks, and accused the council of hiding 12 reports.",
        "hiding 12",
        "Jan Holm",
    ),
    (
        "Carl Holm said his client accepted that 40 boats had sunk but believed that the state owned 12.",
        "the state owned",
        "Carl Holm",
    ),
    # Who keeps silent tells nothing.
    ("Jan Holm did not say when the dam sank 4 boats.", "sank 4 boats", None),
    ("Businesses said that the dam cost 4 million.", "the dam cost", "Businesses"),
    ("Breathing tests showed that the dam hurt 4 men.", "the dam hurt", None),
    (
        "Mayor Jan Holm opened the bridge. He said that it cost 4 million.",
        "it cost 4 million",
        "Jan Holm",
    ),
    (
        "Anna Weiss met Jan Holm in May. She said that he had paid 4 million.",
        "paid 4 million",
        "Anna Weiss",
    ),
    (
        "Jan Holm met Anna Weiss. Holm said that the bridge cost 4 million.",
        "the bridge cost",
        "Jan Holm",
    ),
    (
        "The ministry closed the bridge. It said that 4 people had died.",
        "4 people",
        "The ministry",
    ),
    (
        "Jan Holm mocked Anna Weiss. He said that Weiss is ill and said that Marcus Bell owes 4 million.",
        "Marcus Bell owes",
        "Jan Holm",
    ),
    (
        "Jan Holm ended their ninth debate saying that the dam cost 4 million.",
        "the dam cost",
        "Jan Holm",
    ),
    (
        "Jan Holm wrote on his blog:\n\nLund has 4 dams.\n\nThe dams are old.",
        "4 dams",
        "Jan Holm",
    ),
    (
        "Anna Weiss met the council. Weiss’s post about Lund said that the dam cost 4 million.",
        "the dam cost",
        "Anna Weiss",
    ),
    # One word in quotation marks is no quotation.
    ("Anna Weiss also called all the 4 dams in Lund “stupid” in May.", "4 dams", None),
    ("One analyst said that the bridge cost 4 million.", "the bridge cost", "One analyst"),
    (
        "The court heard that the bridge had cost 4 million.",
        "the bridge had cost",
        None,
    ),
    (
        "The bridge was closed by Sen. Marcus Bell. “It cost 4 million,” he said.",
        "It cost 4 million",
        "Marcus Bell",
    ),
    (
        "Jan Holm, mayor of Lund, resigned. The mayor said that 4 million were missing.",
        "4 million were missing",
        "Jan Holm",
    ),
    (
        "Business secretary Oona Fairlie opened the dam. She said that it had cost 4 million.",
        "it had cost",
        "Oona Fairlie",
    ),
    (
        "Jan Holm and Anna Weiss said that the bridge cost 4 million.",
        "the bridge cost",
        "Jan Holm and Anna Weiss",
    ),
    (
        "Nurses at Lund hospital said that 4 wards were shut. They said that 40 beds were empty.",
        "40 beds",
        "Nurses at Lund hospital",
    ),
    (
        "The bridge was closed on Monday. Its operator, Nordfall, said that 4 cables had snapped.",
        "4 cables",
        "Nordfall",
    ),
    (
        "A prize went to Anna Weiss of Lund. “It was worth 4 million,” she said.",
        "4 million",
        "Anna Weiss",
    ),
    (
        "Jan Holm met Mary Cole. A former mayor said that the dam cost 4 million.",
        "the dam cost",
        "A former mayor",
    ),
    (
        "Lund’s captain, Chidinma Okafor, scored twice. The captain limped off before the end. "
        "“I scored 4 goals in May,” she said.",
        "4 goals",
        "Chidinma Okafor",
    ),
    (
        "Robin Berg, a spokeswoman for the port, met Jan Holm. She said that 4 cranes had failed.",
        "4 cranes",
        "Robin Berg",
    ),
    (
        "A spokesman for the port said that 4 cranes had failed.",
        "4 cranes",
        "A spokesman for the port",
    ),
    (
        "Sen. Ned Alder (I-Vt.) met John Holm. Holm said the dam was old. "
        "“I saw 4 cracks,” he added.",
        "4 cracks",
        "John Holm",
    ),
    (
        "Khalif Holm spoke in May. Holm said Donald Berg is unfit. "
        "But he said Mary Cole had lost 4 votes.",
        "4 votes",
        "Khalif Holm",
    ),
    (
        "The Weiss Foundation opened in May. The charity said that it had paid 4 million.",
        "4 million",
        "Weiss Foundation",
    ),
    # Those named inside a quotation are not who said it.
    (
        "Anna Weiss runs the port. “Mary Cole broke the 2019 deal with Lund,” she said. "
        "“It lost 4 ships,” she said.",
        "4 ships",
        "Anna Weiss",
    ),
    # Nor is somebody whom only a later clause of the sentence names.
    (
        "Anna Weiss opened the dam. She left when Mary Cole came. “I saw 4 cracks,” she said.",
        "4 cracks",
        "Anna Weiss",
    ),
    # "Called" is no speech that goes on.
    (
        "Anna Weiss resigned. The port said Mary Cole had called the plan a joke. "
        "She said that 4 ships had sunk.",
        "4 ships",
        "Mary Cole",
    ),
    (
        "For someone who admits that Lund owes 4 million, Anna Weiss spends a lot in Paris.",
        "owes 4 million",
        "Anna Weiss",
    ),
    (
        "Anna Weiss was furious: “They sold 4 of the ships in Lund.”",
        "4 of the ships",
        "Anna Weiss",
    ),
    (
        "Lund had 4 fires in May, according to the newest figures available from the FBI.",
        "4 fires",
        "the newest figures available from the FBI",
    ),
    (
        "The Boston Evening News reported that the dam was old. The National Rivers Trust met. "
        "The newspaper said that the dam had 4 cracks.",
        "4 cracks",
        "Boston Evening News",
    ),
    (
        "The Boston Evening News opened in May. The Evening News said that the dam had 4 cracks.",
        "4 cracks",
        "Boston Evening News",
    ),
    (
        "The U.S. Department of Transportation closed the dam. The department said that it had "
        "4 cracks.",
        "4 cracks",
        "U.S. Department of Transportation",
    ),
    (
        "Vice President Anna Weiss met President Jan Holm in May. The president said that the "
        "dam had 4 cracks.",
        "4 cracks",
        "Jan Holm",
    ),
    (
        "Former President Anna Weiss met President Jan Holm in May. The former president said "
        "that the dam had 4 cracks.",
        "4 cracks",
        "Anna Weiss",
    ),
    (
        "Sen. Anna Weiss met Gov. Jan Holm in May. The governor said that the dam had 4 cracks.",
        "4 cracks",
        "Jan Holm",
    ),
    (
        "Utah Gov. Ada Holm met the Lund council. Holm said that the dam had 4 cracks.",
        "4 cracks",
        "Ada Holm",
    ),
    (
        "The group, Lund First, said that the dam had 4 cracks.",
        "4 cracks",
        "Lund First",
    ),
    # What could not be asked says nothing.
    ("The raid in May showed that Lund had 4 dams.", "4 dams", None),
    ("A survey in May showed that Lund had 4 dams.", "4 dams", "A survey in May"),
    (
        "27 percent of those who were asked said they could change their mind.",
        "27 percent",
        None,
    ),
]


@pytest.mark.parametrize(("text", "words", "claimant"), CASES)
def test_the_claimant_is_the_fullest_name(claims, text, words, claimant):
    found = [
        claim for claim in claims(text) if words in claim.quote and "he said" not in claim.quote
    ]
    assert found, [claim.quote for claim in claims(text)]
    assert min(found, key=lambda claim: len(claim.quote)).claimant == claimant


def test_what_follows_a_given_name_is_not_the_body_of_a_story():
    stated, named = Directory([]), Directory([])
    stated.bodies.update({"Weiss": 3, "Norvik": 1})
    named.bodies.update({"Weiss": 3, "Norvik": 1, "Anna Weiss": 1})
    assert [stated.subject, named.subject] == ["Weiss", ""]


def test_a_quotation_goes_on_in_the_next_paragraph(claims):
    text = (
        "“The bridge cost 4 million,” Anna Weiss said. “Nobody knew.\n"
        "“The council paid 3 million in 2019.”"
    )
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Anna Weiss", "direct quote")


def test_a_paragraph_of_quotation_is_said_by_the_last_speaker(claims):
    text = (
        "Anna Weiss said that the bridge was old.\nIt was closed in May.\n"
        "“The council paid 3 million in 2019.”"
    )
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Anna Weiss", "direct quote")


def test_a_colon_announces_the_next_paragraph(claims):
    text = "Jan Holm told the council:\n“The bridge cost 4 million in 2019.”"
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Jan Holm", "direct quote")


def test_a_section_knows_who_was_spoken_of_before_it(nlp):
    text = (
        "The bridge at Lund\n\n"
        "Anna Weiss, director of the port, opened the bridge on Monday in heavy rain.\n\n"
        "She said that it had cost 4 million.\n\n"
        "Weiss added that 40 people had built it."
    )
    manuscript = read_text(text)
    found = extract_section(manuscript.text, manuscript.paragraphs, 2, 4)
    assert {claim.claimant for claim in found.claims} == {"Anna Weiss"}
    assert min(sentence.paragraph for sentence in found.sentences) == 2
    assert len(found.attributions) == 2


def test_a_section_goes_on_with_a_quotation_that_was_left_open(nlp):
    text = (
        "“The bridge cost 4 million,” Anna Weiss said. “Nobody knew.\n"
        "“The council paid 3 million in 2019.”"
    )
    manuscript = read_text(text)
    found = extract_section(manuscript.text, manuscript.paragraphs, 1, 2)
    assert [claim.claimant for claim in found.claims] == ["Anna Weiss"]


def test_a_mark_turned_the_wrong_way_opens_a_quotation(claims):
    text = "” … the dam cost 4 million,” Anna Weiss said in May. “It broke in 2019.”"
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Anna Weiss", "direct quote")


def test_the_first_name_of_a_label_speaks(claims):
    (claim,) = claims("Jan Holm on Mayor Anna Weiss: She has sold 4 dams")
    assert (claim.claimant, claim.quote) == ("Jan Holm", "She has sold 4 dams")
    (claim,) = claims("Editor’s note: The port of Lund has sold 4 dams")
    assert claim.claimant is None


def test_a_post_is_said_by_the_name_above_it(claims):
    text = (
        "Helicopters took off, Defence Minister Elsa Rautio tweeted:\n"
        "Elsa Rautio @elsarautio_min\n"
        "Three helicopters are on their way to Lund.\n"
        "The dam of Lund broke on Monday."
    )
    said = {claim.quote.split()[0]: (claim.claimant, claim.voice) for claim in claims(text)}
    assert said["Three"] == ("Elsa Rautio", "direct quote")
    assert said["The"] == (None, "article")


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Berg was criticised by Jan Holm and told reporters that the bridge had been sold.",
        "Anna Berg was elected in May and said that the bridge had been sold.",
        "The Berg campaign issued a statement saying that the bridge had been sold.",
        "Anna Berg left the room after saying that the bridge had been sold.",
        "The bridge had been sold, as Anna Berg pointed out.",
        "As Anna Berg put it, the bridge had been sold.",
        "It was Anna Berg who said that the bridge had been sold.",
        "The court heard from Anna Berg that the bridge had been sold.",
        "Anna Berg repeated the claim that the bridge had been sold.",
        "“The bridge was sold in May,” Anna Berg was quoted as saying.",
        "Anna Berg hoped that the bridge had been sold.",
    ],
)
def test_who_says_it_however_the_sentence_is_built(claims, sentence):
    said = [claim for claim in claims(f"Bridge in Lund\n\n{sentence}") if "sold" in claim.quote]
    assert any("Berg" in (claim.claimant or "") for claim in said)


@pytest.mark.parametrize(
    ("text", "words", "claimant"),
    [
        # The parser takes the subject for a clause of its own.
        (
            "Walter Jessup, a driver who joined the trial after a stroke left him unable to walk, "
            "said he still took 3 pills.",
            "he still took",
            "Walter Jessup",
        ),
        (
            "Exit polling conducted for a consortium of broadcasters suggested she carried 4 states.",
            "she carried",
            "Exit polling",
        ),
        (
            "A review by the Tarn Institute, which pooled studies with 814 people, most of them over "
            "60, found that those taking the pill slept longer.",
            "those taking",
            "Tarn Institute",
        ),
        (
            "No talks are planned, though Acas has offered to host them and a person close to the "
            "board said that a payment of £750 was agreed.",
            "a payment of",
            "a person close to the board",
        ),
        (
            "The airline will use the planes to replace older jets on routes to Peru, Colombia and "
            "Argentina, Chief Executive Rodrigo Anfossi told reporters.",
            "The airline will",
            "Rodrigo Anfossi",
        ),
        (
            "“My beagle came back as 40% Samoyed, so I had questions,” tweeted Lila Okoro, a partner "
            "at Foxglove.",
            "My beagle",
            "Lila Okoro",
        ),
        # Who it is, from what stands beside.
        (
            "“They wait,” said Marguerite Olander, a scientist who has studied 46 races and found that "
            "the richer candidate lost 17 of them.",
            "the richer",
            "Marguerite Olander",
        ),
        (
            "Professor Odile Brannagh, who raised doubts in January, and who says that she was removed "
            "from the committee, took no joy in it.",
            "she was removed",
            "Odile Brannagh",
        ),
        (
            "“The panel met 4 times in Lund,” wrote its chair, the Irish barrister Sorcha Dunphy.",
            "The panel",
            "Sorcha Dunphy",
        ),
        (
            "A spokesman for the Ministry of Mines, Gift Halwindi, said it had paid the fine.",
            "it had paid",
            "Gift Halwindi",
        ),
        (
            "The pilots’ union, ALSA, was less restrained: it noted that it had written to the "
            "regulator in August.",
            "it had written",
            "ALSA",
        ),
        ("According to the WHO, there were 3,248 cases in 2015.", "there were", "WHO"),
        # How far it reaches.
        (
            "Dale Ketteridge said the bill would have passed – it failed 52-46 – and that the culprit was "
            "a formula.",
            "the culprit was",
            "Dale Ketteridge",
        ),
        (
            "Hannah Okonski said Voss invited her to his suite and answered the door in a bathrobe.",
            "answered the door",
            "Hannah Okonski",
        ),
        (
            "Closing the school would save the district $1.4 million a year, Carla Wiesner told the "
            "board, and would spare it an estimated $6.8 million in repairs.",
            "would spare",
            "Carla Wiesner",
        ),
        (
            "Hester Mallinson had argued that nobody was locked in: the gate could be opened from "
            "inside.",
            "the gate could",
            "Hester Mallinson",
        ),
        (
            "At least 63 people have been killed, according to the Sahel Group, a charity that counted "
            "bodies; the general’s spokesman puts the figure at 12.",
            "At least 63",
            "Sahel Group",
        ),
        (
            "She keeps the pantry, which according to church records handed out 31,000 pounds of food.",
            "handed out",
            "church records",
        ),
        # Who is no speaker.
        (
            "Isotopes in the teeth, Osei Tandoh said, suggest that the animal grew up in Africa.",
            "the animal grew",
            "Osei Tandoh",
        ),
        (
            "Sorell pointed to figures showing that consumer spending shrank 0.3% in the spring.",
            "consumer spending",
            "Sorell",
        ),
        (
            "Police arrested a man after officers found him asleep behind the wheel of a stolen car.",
            "him asleep",
            None,
        ),
        (
            "Corvane fell 6.8%, while those of Tallis jumped 21%, suggesting that some investors doubt "
            "the deal.",
            "some investors",
            None,
        ),
        (
            "A man who police say broke into five pharmacies in three weeks was held on Wednesday.",
            "A man who",
            "police",
        ),
        # Other words for it.
        (
            "In Margit Hollander’s view the village was burnt in 1204.",
            "the village was",
            "Margit Hollander",
        ),
        (
            "They have met 4 times, by the count of deaconess Lurleen Pettaway, since the spring.",
            "They have met",
            "Lurleen Pettaway",
        ),
        (
            "Jem Abara sold chips. Tomasz Wilk directs. Abara had never, by his own account, been in "
            "Lund before March.",
            "had never",
            "Jem Abara",
        ),
        (
            "Otsby declined to discuss the letter, beyond saying that the board met 4 times.",
            "the board met",
            "Otsby",
        ),
        (
            "Anna Weiss wrote again. “We sold the bridge to a bank in Lund.” – Anna Meyer, in a letter",
            "We sold",
            "Anna Meyer",
        ),
    ],
)
def test_who_says_what_a_sentence_tells(claims, text, words, claimant):
    found = [claim for claim in claims(f"Notes from Lund\n\n{text}\n") if words in claim.quote]
    told = min(found, key=lambda claim: (not claim.quote.startswith(words), len(claim.quote)))
    assert (told.claimant or "") in (claimant or "") or (claimant or "-") in (told.claimant or "")
    assert (told.claimant is None) == (claimant is None)


def test_after_what_others_are_said_to_have_said_the_speaker_goes_on(claims):
    text = (
        "His lawyer, Simone Achterberg, argued that the call should be thrown out because a deputy had "
        "told Oakes that calls were not heard. “He was lied to, and the lie was recorded,” she said."
    )
    assert {c.claimant for c in claims(text) if "lied" in c.quote} == {"Simone Achterberg"}


def test_it_is_the_body_that_the_text_is_about(claims):
    text = (
        "The National Audit Office praised the base. The court did, however, reject a ground of appeal. "
        "The food was dismal, it said, and the heating had failed on 17 nights."
    )
    assert {c.claimant for c in claims(text) if "food" in c.quote} == {"The court"}
    text = (
        "Sierra Coast Power shut off lines. The National Weather Service had warned of wind. In a filing "
        "the company reported that a line failed at 3:47 p.m. Tuesday."
    )
    assert {c.claimant for c in claims(text) if c.quote.startswith("a line")} == {
        "Sierra Coast Power"
    }


def test_he_is_a_man_without_a_name_who_spoke_last(claims):
    text = (
        "It was a swap, according to a senior official from Mauritania. Nobody, the official said, "
        "trusted anybody.\n\n“They asked for 4 cigarettes and a match,” he said."
    )
    assert {c.claimant for c in claims(text) if "cigarettes" in c.quote} == {"the official"}


def test_the_items_of_a_list_are_said_by_whom_the_line_above_names(claims):
    text = (
        "According to an analysis by Lucille Brandvold:\n\n"
        "* A family in the middle saves $286 a year on average.\n"
        "* A family at the bottom saves $41.\n\n"
        "The governor sold 4 bridges."
    )
    said = {c.quote[:15]: c.claimant or "" for c in claims(text)}
    assert "Brandvold" in said["A family in the"]
    assert "Brandvold" in said["A family at the"]
    assert said["The governor so"] == ""


def test_a_label_may_tell_age_and_trade(claims):
    text = (
        "YOLANDA FENWICK, 52, pharmacist: I bought the drugstore on Main in 2016.\n\n"
        'NORBERT "BERT" QUILL, 71, driver: My wife has driven 4 buses.\n\n'
        "YOLANDA FENWICK, 52, pharmacist: Today it has 30 clerks."
    )
    said = {c.quote: c.claimant for c in claims(text)}
    assert said["I bought the drugstore on Main in 2016."] == "Yolanda Fenwick"


@pytest.mark.parametrize(
    ("text", "words", "claimant"),
    [
        (
            "GP leaders met in Lund. The developer, Pallister Homes, said last month that it had spent 4 "
            "million.",
            "it had spent",
            "Pallister Homes",
        ),
        (
            "The Red Cross said its staff had been unable to reach Kolm since Tuesday and warned that 1,200 "
            "residents would run out of water.",
            "1,200 residents",
            "Red Cross",
        ),
        (
            "Hobday & Finch, whose deal was worth £450,000 a year, said it had ended the deal in May.",
            "it had ended",
            "Hobday & Finch",
        ),
        (
            "An inspection by the Care Commission, carried out in May, found that 4 medicines were missing.",
            "4 medicines",
            "Care Commission",
        ),
        (
            "Both groups consumed about 2,000 calories, the researchers said.",
            "Both groups",
            "the researchers",
        ),
    ],
)
def test_which_body_it_is_that_says_so(claims, text, words, claimant):
    (said,) = {claim.claimant for claim in claims(text) if claim.quote.startswith(words)}
    assert said.endswith(claimant)


@pytest.mark.parametrize(
    ("text", "words", "claimant"),
    [
        (
            "The Dockers’ Union struck in May. Norvik spokeswoman Anna Weiss declined to comment on the union’s claim that the bank ignored 40 warnings.",
            "ignored 40",
            "the union",
        ),
        (
            "Finance chief Jan Holm praised the sale of 40 ships, which he said had tripled in a year.",
            "tripled",
            "Jan Holm",
        ),
        (
            "Jan Holm will stay. The German, who came in 2023, said 40 players had not slept.",
            "40 players",
            "Jan Holm",
        ),
        (
            "Captain Jan Holm spoke to 40 supporters. “We lost 40 games,” said the midfielder, 29.",
            "We lost",
            "Jan Holm",
        ),
        (
            "Captain Jan Holm spoke to 40 supporters. The 29-year-old said 40 players had not slept.",
            "not slept",
            "Jan Holm",
        ),
        (
            "Anna Weiss’s warning that 40 bees had died was echoed by the charity Beewatch. It said that Lund had lost 13 species since 1900.",
            "13 species",
            "Beewatch",
        ),
        (
            "Researchers in Lund trained 186 bees. They say that 81 per cent of the bees left the flowers.",
            "81 per cent",
            "Researchers in Lund",
        ),
        (
            "Anna Weiss KC, prosecuting, said Jan Holm had sold 40 houses. The prosecutor said that he kept 4 million euros.",
            "4 million",
            "Anna Weiss",
        ),
        (
            "Opening the case at Lund Crown Court on Monday, Anna Weiss KC, prosecuting, said Jan Holm, 58, had sold 40 houses.",
            "sold 40",
            "Anna Weiss",
        ),
        (
            "Jan Holm spoke in Lund. He said the bank had no plan for its 40 ships, and suggested that the police had lost 40 files.",
            "40 files",
            "Jan Holm",
        ),
        (
            "A developer has threatened to take the council to court after councillors voted by 40 to five to refuse it.",
            "40 to five",
            None,
        ),
    ],
)
def test_who_it_is_that_says_so(claims, text, words, claimant):
    assert {claim.claimant for claim in claims(text) if words in claim.quote} == {claimant}


def test_a_firm_may_bear_the_name_of_its_founder(claims):
    text = (
        "Shares in Brannoch, a packaging group, jumped 34 per cent.\n\nBrannoch lost 4 million in May. "
        "Brannoch has a board. Brannoch was founded in 1923 by Alexander Brannoch, a blender.\n\n"
        "The company said that the offer was worth 412p a share."
    )
    found = {claim.quote: claim for claim in claims(text)}
    assert found["Brannoch lost 4 million in May."].statement == "Brannoch lost 4 million in May."
    assert found["the offer was worth 412p a share."].claimant == "Brannoch"
