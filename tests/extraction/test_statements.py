"""Claims as they read alone: whom they name, and where they rather keep an open pronoun."""

import pytest

# (text, words of the claim, its statement)
NAMED = [
    (
        "The Federation of Lund Builders pointed out that the average house in the north-east needs £41,000 of work "
        "before it can be let, which would make the budget stretch to fewer than 35,000 properties.",
        "35,000 properties",
        "The average house in the north-east needs £41,000 of work before it can be let, "
        "which would make the budget stretch to fewer than 35,000 properties.",
    ),
    (
        "''Norvik sold 40 ships,'' Anna Weiss said. ''It relies on fair judges in Lund. It is old.",
        "relies on fair",
        "It relies on fair judges in Lund.",
    ),
    (
        "Anna Weiss said that the tax was ''tinkering around the edges'' and that it cost 4 million euros.",
        "tinkering",
        "The tax was ''tinkering around the edges''",
    ),
    (
        "Mayor Jan Holm opened the bridge in May.\n\nIn 2020 he was fined 4,000 euros in Lund.",
        "fined 4,000",
        "In 2020 Jan Holm was fined 4,000 euros in Lund.",
    ),
    (
        "Anna Weiss said she’d been promised 4 million euros in May.",
        "been promised",
        "Anna Weiss had been promised 4 million euros in May.",
    ),
    (
        "A doctor said that he had seen 40 patients in May.",
        "40 patients",
        "A doctor had seen 40 patients in May.",
    ),
    (
        "Anna Weiss runs a charity.\n\nThe Border Patrol cited her in 2019 for 40 lies.",
        "lies",
        "The Border Patrol cited Anna Weiss in 2019 for 40 lies.",
    ),
    (
        "Anna Weiss runs a charity.\n\nHer daughter teaches 40 children in Lund.",
        "teaches 40",
        "Anna Weiss’ daughter teaches 40 children in Lund.",
    ),
    (
        "Norvik said it had lost money.\n\nFuel costs make up a fifth of its expenses.",
        "a fifth of its",
        "Fuel costs make up a fifth of Norvik’s expenses.",
    ),
    (
        "Norvik Inc. lost 4 million euros in May. Eleven days later the company sold 40 ships in Lund.",
        "sold 40 ships",
        "Eleven days later Norvik Inc sold 40 ships in Lund.",
    ),
    (
        "The war has killed an estimated 19,000 people and driven 340,000 from their homes in Lund.",
        "driven 340,000",
        "The war has driven 340,000 from their homes in Lund.",
    ),
    (
        "A spokeswoman said more than 1,400 people had responded to a survey, of whom 61% were opposed to the plan.",
        "61%",
        "61% of more than 1,400 people were opposed to the plan.",
    ),
    (
        "Anna Weiss said sanctions against Kestan, which were suspended in April, could be restored.",
        "suspended in April",
        "Sanctions against Kestan were suspended in April.",
    ),
    (
        "Jan Holm said the port had lost 40 boats but that trading had improved since April.",
        "improved",
        "Trading had improved since April.",
    ),
    (
        "Norvik bought the mill in Lund, hours after it had reported a fall of 31 per cent in profits.",
        "31 per cent",
        "Norvik had reported a fall of 31 per cent in profits.",
    ),
    (
        "Chief executive Fiona Holm said in May that the port had lost 40 boats.",
        "Chief executive",
        "Fiona Holm is chief executive.",
    ),
    (
        "Liberal Democrat councillor Simon Holm said in May that the port had lost 40 boats.",
        "Liberal Democrat",
        "Simon Holm is a Liberal Democrat councillor.",
    ),
    (
        "The Missouri Teachers Alliance said it would sue. Its president, Anna Weiss, sold 40 boats.",
        "Its president, Anna Weiss",
        "Anna Weiss is the Missouri Teachers Alliance’s president.",
    ),
    # Who tells something may have been described by way of others.
    (
        "Lucy Farrant, who shared a flat with Ida Holm, said she had complained twice about 40 boats.",
        "complained",
        "Lucy Farrant had complained twice about 40 boats.",
    ),
    (
        "Kestan's president, Viktor Almady, has said he will not sell the 40 boats of the port.",
        "40 boats",
        "Viktor Almady will not sell the 40 boats of the port.",
    ),
    (
        "The letting agent, Harbour Homes, said in a statement that it had no record of 40 complaints.",
        "no record",
        "Harbour Homes had no record of 40 complaints.",
    ),
    (
        "Kestrel said it expected its debt to fall to 410 million euros by the end of May.",
        "410 million",
        "Kestrel expected its debt to fall to 410 million euros by the end of May.",
    ),
    (
        "Chloe Maddern and Tom Iveson fell. Miss Maddern died on the 40th day in a hospital in Lund.",
        "40th day",
        "Miss Chloe Maddern died on the 40th day in a hospital in Lund.",
    ),
    # Who says it stands beside the claim, and no longer in the middle of it.
    (
        "The larger landers, Anna Weiss said, could bring 40 tools to the moon in May.",
        "40 tools",
        "The larger landers could bring 40 tools to the moon in May.",
    ),
    (
        "She has turned down two medals and, according to her niece, a flat.",
        "two medals",
        "She has turned down two medals and a flat.",
    ),
    # "The trust that runs it" is no other one.
    (
        "North Severn NHS Trust shut a ward, and the trust that runs it saved money. The trust lost 40 "
        "million euros in May.",
        "lost 40",
        "North Severn NHS Trust lost 40 million euros in May.",
    ),
    # Bodies by their nouns, as the article names them.
    (
        "Leeds City Council cut its grant by 12 per cent. The council had supported 40 clubs since May.",
        "supported 40",
        "Leeds City Council had supported 40 clubs since May.",
    ),
    (
        "The Transport Workers' Union called a strike. The union has 4,200 members in the port of Lund.",
        "4,200 members",
        "The Transport Workers' Union has 4,200 members in the port of Lund.",
    ),
    (
        "Unite, the union, called a strike in May. The union has 4,200 members in the port of Lund.",
        "4,200 members",
        "Unite has 4,200 members in the port of Lund.",
    ),
    (
        "The finance ministry sold the port in May. The ministry has paid its debts of 40 million euros.",
        "40 million",
        "The finance ministry has paid its debts of 40 million euros.",
    ),
    (
        "The Chinese government owns the port. The government bought 40 boats in Lund in May.",
        "bought 40",
        "The Chinese government bought 40 boats in Lund in May.",
    ),
    # A court to which somebody is taken is no other one.
    (
        "The High Court will hear it in May. Anna Weiss went to court twice. The court refused 40 requests.",
        "refused 40",
        "The High Court refused 40 requests.",
    ),
    # What a role is called by is what is told of it.
    (
        "The judge, Mrs Justice Orme, said the trial of the nurse would last 6 weeks in Lund.",
        "The judge, Mrs",
        "Mrs Justice Orme is the judge.",
    ),
    # What was published, and not what it is about.
    (
        "A Chinese study of 31,000 retired workers, published in 2019, found that 40 people slept badly.",
        "published in 2019",
        "A Chinese study of 31,000 retired workers was published in 2019.",
    ),
    (
        "The weather service had issued an orange warning for gusts of up to 100 km/h late on Saturday.",
        "orange warning",
        "The weather service had issued an orange warning for gusts of up to 100 km/h",
    ),
    # Things by what the article told of them, once.
    (
        "The Sick Pay Bill passed in May. The bill would cost shops 40 million euros a year.",
        "40 million",
        "The Sick Pay Bill would cost shops 40 million euros a year.",
    ),
    (
        "A report by the Audit Office came out in May. The report blamed 40 officials in Lund.",
        "blamed 40",
        "The report by the Audit Office blamed 40 officials in Lund.",
    ),
    (
        "A bill that would ban phones in schools was published. The bill has 40 clauses in two parts.",
        "40 clauses",
        "The bill that would ban phones in schools has 40 clauses in two parts.",
    ),
    # People by what they are.
    (
        "The mayor of Lund, Jan Holm, resigned on Monday. The mayor had bought 40 boats in May.",
        "bought 40",
        "Jan Holm had bought 40 boats in May.",
    ),
    # As the article writes it.
    (
        "The Harbour Commission said on Monday it would fine 40 firms in Lund.",
        "fine 40",
        "The Harbour Commission would fine 40 firms in Lund.",
    ),
    (
        "Holm scored in Lund, having scored 40 times for the club since May.",
        "having scored",
        "Holm had scored 40 times for the club since May.",
    ),
    (
        "Prices may rise next year in Lund, said Norvik analyst Jan Holm on Monday.",
        "Norvik analyst",
        "Jan Holm is a Norvik analyst.",
    ),
    (
        "Prices may rise next year in Lund, said Energy Minister Ida Foss on Monday.",
        "Energy Minister",
        "Ida Foss is Energy Minister.",
    ),
    (
        "The four include the envoy Carl Holm and Energy Secretary Ida Foss of Lund.",
        "Energy Secretary",
        "Ida Foss is Energy Secretary.",
    ),
    (
        "Margaret Ainsley, 83, one of the trustees, told the court that she had never seen the documents.",
        "one of the trustees",
        "Margaret Ainsley is one of the trustees.",
    ),
    # Whoever is called by the surname has a full name elsewhere.
    (
        "Mayor Jan Holm opened the bridge in May.\n\nThe court fined Holm 4,000 euros in Lund.",
        "fined Holm",
        "The court fined Jan Holm 4,000 euros in Lund.",
    ),
    (
        "Yusuf Kaya, 41, a driver who lost his brother in the flood, said he had heard 40 shots.",
        "lost his brother",
        "Yusuf Kaya",
    ),
    (
        "Yusuf Kaya, 41, a driver who lost his brother in the flood, said he had heard 40 shots.",
        "he had heard 40",
        "Yusuf Kaya had heard 40 shots.",
    ),
    (
        "At least 14 people were killed and more than 60 injured when a dam broke in Lund on Tuesday.",
        "60 injured",
        "More than 60 were injured when a dam broke",
    ),
    (
        "Jan Holm said the figure was wrong and accused the council of having made up its mind in May.",
        "having made up",
        "The council had made up its mind in May.",
    ),
]
OPEN = [
    (
        "Judge Jan Holm read the sentence. Anna Weiss sat in the gallery.\n\nHer father did not attend. He "
        "has had 2 operations since the fire.",
        "2 operations",
        "He has had 2 operations since the fire.",
    ),
    (
        "Eleanor Vance was elected in 1978. Her director at the time, Ruth Kimbrough, wrote 40 bills.",
        "Her director",
        "Ruth Kimbrough is Eleanor Vance’s director at the time.",
    ),
    (
        "Jan Holm sold the shop in May.\n\nThe pickup’s owner, a driver, told police he had lost 4 keys. He "
        "has not been charged with 4 thefts.",
        "4 thefts",
        "He has not been charged with 4 thefts.",
    ),
    # Two unions, of which one has no name with the word in it.
    (
        "Commerce Union, a lender, failed in May. The union of shop workers met on Monday. The union called "
        "40 strikes in Lund.",
        "40 strikes",
        "The union called 40 strikes in Lund.",
    ),
    # Two reports; a study with a figure, which may be another later; whose authors it has.
    (
        "A report by the Audit Office came out, and a report on boats in May. The report blamed 40 officials.",
        "blamed 40",
        "The report blamed 40 officials.",
    ),
    (
        "A study of 900 nurses came out in May. The study blamed 40 officials in Lund.",
        "blamed 40",
        "The study blamed 40 officials in Lund.",
    ),
    (
        "A report by the Audit Office came out in May. The report’s authors blamed 40 officials in Lund.",
        "blamed 40",
        "The report’s authors blamed 40 officials in Lund.",
    ),
    # Not named before.
    (
        "The council bought 40 boats in May. Leeds City Council runs the port of Lund.",
        "bought 40",
        "The council bought 40 boats in May.",
    ),
    (
        "Lund District Court heard the case. The High Court sat in May. The court refused 40 requests.",
        "refused 40",
        "The court refused 40 requests.",
    ),
    # Of which the name was seen in half.
    (
        "Brighton and Hove City Council met in May. The council bought 40 boats in Lund on Monday.",
        "bought 40",
        "The council bought 40 boats in Lund on Monday.",
    ),
    # Whoever is mayor.
    (
        "The mayor of Lund, Jan Holm, resigned on Monday. The mayor can veto 40 bills in a year.",
        "veto 40",
        "The mayor can veto 40 bills in a year.",
    ),
    (
        "The Stadia service ended in May. Norvik sells a service to shops. The service lost 40 million euros.",
        "lost 40",
        "The service lost 40 million euros.",
    ),
    # Two people have that surname.
    (
        "Ida Holm stole 4 million euros. Her husband, Jan Holm, was cleared in May. Holm wept in the dock in Lund.",
        "wept",
        "Holm wept in the dock in Lund.",
    ),
    # A supplier that the text spoke of is no company named here.
    (
        "Norvik Inc. lost 4 million euros in May when a supplier failed. The supplier sold 40 boats in Lund.",
        "sold 40 boats",
        "The supplier sold 40 boats in Lund.",
    ),
    (
        "Ida Foss denied a tenth count, of perverting the course of justice, which the state agreed should "
        "lie on file.",
        "agreed should",
        "Ida Foss denied a tenth count",
    ),
    (
        "The county council, which must approve the traffic orders, has yet to say whether it will.",
        "The county council",
        "The county council, which must approve the traffic orders, has yet to say",
    ),
    (
        "Operating profit fell 21% to 612 million crowns ($94 million), missing the 701 million that banks "
        "had forecast.",
        "Operating profit fell",
        "Operating profit fell 21% to 612 million crowns ($94 million)",
    ),
    # What somebody thought once need not be so.
    (
        "“I thought they were pictures of 40 boats,” says Mateo Holm, a teacher in Lund.",
        "pictures of 40",
        "I thought they were pictures of 40 boats.",
    ),
    # Whom a story quotes is seldom the company that it is about.
    (
        "The sale will be cut to 40 boats, people told Reuters in Lund. The Danish company will publish "
        "its terms on Monday in Lund.",
        "publish",
        "The Danish company will publish its terms on Monday",
    ),
    # Whose company it is, is no company.
    (
        "Norvik Inc. lost 4 million euros in May. The Norvik-owned company lost 40 boats in Lund.",
        "lost 40 boats",
        "The Norvik-owned company lost 40 boats in Lund.",
    ),
    # Whom people speak about need not be whom the article was about.
    (
        "Carl Holm sold 40 boats. “He was fined 400 euros in May,” said Anna Weiss.",
        "He was fined",
        "He was fined 400 euros in May.",
    ),
    # Her euros, or euros that she had to pay.
    (
        "Anna Weiss runs a charity.\n\nIn 2019 a court fined her 400 euros in Lund.",
        "a court fined",
        "In 2019 a court fined her 400 euros in Lund.",
    ),
    # "It" is the car, and no company.
    (
        "Volkswagen showed a car in Lund in May. It has a motor of 275 horsepower.",
        "275 horsepower",
        "It has a motor of 275 horsepower.",
    ),
    # An agency of the state is no company, where another body is one.
    (
        "Shares in Norvik fell. Rain fell for days. NASA sold a rocket.\n\nOn Monday the company sold 40 "
        "ships in Lund.",
        "sold 40 ships",
        "On Monday the company sold 40 ships in Lund.",
    ),
    (
        "Carl Weiss paid 40 euros.\n\nOn Monday Jan Holm spent 40 million on his house in Lund.",
        "spent 40",
        "On Monday Jan Holm spent 40 million on his house in Lund.",
    ),
    # Who speaks is not whom the text is about.
    (
        "Mayor Jan Holm built the dam.\n\nLeaked emails show that he had sold 40 boats in May.",
        "sold 40 boats",
        "Jan Holm had sold 40 boats in May.",
    ),
    (
        "Prosecutor Carl Holm said that Max Weiss sold the boats and that his wife’s pay was 40 euros.",
        "pay was 40 euros",
        "His wife’s pay was 40 euros.",
    ),
    (
        "Jan Holm paid Max Weiss 40 euros in May.\n\nHis house was sold in June.",
        "house was sold",
        "His house was sold in June.",
    ),
    (
        "Jan Holm spoke. “The referee told me in May that he had seen 40 fouls,” Holm said.",
        "seen 40 fouls",
        "He had seen 40 fouls.",
    ),
    (
        "Jan Holm bought the dam. The council sat. A bank failed. Rain fell for days. Wages rose. "
        "Prices fell by 3 per cent.\n\nHe owns 40 boats in Lund.",
        "owns 40 boats",
        "He owns 40 boats in Lund.",
    ),
    (
        "Acme Inc. built the dam. Rain fell for days. The council sat. Wages rose by 2 per cent. Prices "
        "fell.\n\nThe company has sold 40 boats and owes 4 million euros to the port.",
        "owes 4 million",
        "The company owes 4 million euros to the port.",
    ),
    (
        "Carl Holm and Lena Holm stole 40 boats in May. Carl Holm sold two. Anna Weiss found them in June."
        "\n\nHolm was jailed for 4 years. She was fined 4 million euros in Lund.",
        "fined 4 million",
        "She was fined 4 million euros in Lund.",
    ),
]
SAID = [
    (
        "The founder and former mayor of Lund, Jan Holm, sold 40 boats in May.",
        "The founder and",
        "Jan Holm is the founder and former mayor of Lund.",
    ),
    (
        "The mayor, Anna Weiss, met the auditor. If the auditor finds that rules were broken, she said, she "
        "will act in May.",
        "will act",
        "If the auditor finds that rules were broken, Anna Weiss will act in May.",
    ),
    # Nobody says what is denied.
    (
        "Jan Holm has denied that he sold 40 boats of the port in May.",
        "sold 40 boats",
        "Jan Holm has denied that he sold 40 boats of the port in May.",
    ),
    (
        "“Either he has forgotten 40 meetings or he has lied to the council,” Anna Weiss said.",
        "40 meetings",
        "Either he has forgotten 40 meetings or he has lied to the council.",
    ),
    (
        'Jan Holm said he built 40 boats. He would not, he added, be hounded out by "a smear".',
        "be hounded",
        "Jan Holm would not be hounded out by",
    ),
    (
        "Researchers in Lund followed 400 men and women who had had a stroke in 2019.",
        "had had a stroke",
        "400 men and women had had a stroke in 2019.",
    ),
    (
        "Jan Holm told the council that 40 tiles had come down and that staff swept them up with a broom.",
        "staff swept",
        "Staff swept them up with a broom.",
    ),
    (
        "Shares in Norvik, which has lost 4 million euros, fell by 3 per cent in May.",
        "lost 4 million",
        "Norvik has lost 4 million euros.",
    ),
    (
        "Shares in Norvik, which have lost a quarter of their value, fell again in May.",
        "lost a quarter",
        "Shares in Norvik have lost a quarter of their value.",
    ),
    (
        "Norvik, a shipping company in Lund, sank 40 boats in May.",
        "a shipping company",
        "Norvik is a shipping company in Lund.",
    ),
    (
        "Fuel costs, which make up about a fifth of all expenses in Lund, were 4% higher in May.",
        "4% higher",
        "Fuel costs were 4% higher in May.",
    ),
    (
        "Holm moved to Paris, where four people drowned in May.",
        "four people drowned",
        "Four people drowned in May in Paris.",
    ),
    (
        "Profit fell to 4 million euros in May, while volumes rose 2%.",
        "volumes rose",
        "Volumes rose 2%.",
    ),
    (
        "“The dam broke in May,” said Jan Holm. “It cost 4 million.”",
        "It cost",
        "It cost 4 million.",
    ),
    (
        "(The dam of Lund cost 4 million euros in 2019.)",
        "cost 4",
        "The dam of Lund cost 4 million euros in 2019.",
    ),
]


# What stands between commas and is a claim itself is left out.
APART = [
    (
        "The board of the hospital in Lund has a chair and, on Monday, the union in Lund, which had lost "
        "400 members, paid 40 million euros for beds in 12 wards of the hospital.",
        "paid 40 million",
        "On Monday, the union in Lund paid 40 million euros",
    ),
    (
        "The flood wall at Lund, where four people drowned in November 2021, was finished by the state in "
        "the spring of 2024 for 40 million euros.",
        "was finished",
        "The flood wall at Lund was finished by the state in the spring of 2024",
    ),
]


# What is whole by itself: with its other half, its own subject and its marks.
WHOLE = [
    (
        "After a year 31 people had suffered a stroke or had developed high blood pressure.",
        "a stroke",
        "After a year 31 people had suffered a stroke or had developed high blood pressure.",
    ),
    (
        "Irina Palcu said no unit had fired since the truce took effect on Oct. 4.",
        "no unit had fired",
        "No unit had fired since the truce took effect on Oct. 4.",
    ),
    (
        "Keay said Saltmere had applied for the money twice and been turned down 2 times.",
        "turned down",
        "Saltmere had been turned down 2 times.",
    ),
    (
        "Lorraine Beddows, 52, of Lund, denies it. Ms Beddows rewrote 4 charts in May.",
        "4 charts",
        "Ms Lorraine Beddows rewrote 4 charts in May.",
    ),
    (
        "A ministry said that grants of £100,000 were open to festivals that could show they had a plan.",
        "£100,000",
        "Grants of £100,000 were open to festivals that could show they had a plan.",
    ),
    (
        "Jan Holm resigned.\n\nBut the port sold 40 boats in May.",
        "sold 40 boats",
        "The port sold 40 boats in May.",
    ),
    (
        "“I’d wait,” said Tom Achterberg, who manages $1.2 billion for families in Lund and who trimmed "
        "his stake in 14 chipmakers in May.",
        "14 chipmakers",
        "Tom Achterberg trimmed his stake in 14 chipmakers in May.",
    ),
    (
        "The lone no vote came from Russ Abernethy, who said the scale was wrong and pointed to 140 jobs "
        "in Lund.",
        "140 jobs",
        "Russ Abernethy pointed to 140 jobs in Lund.",
    ),
    (
        "Five employees of a Belgian medical charity who were abducted from a clinic near the border 13 "
        "months ago walked free.",
        "abducted",
        "Five employees of a Belgian medical charity who were abducted from a clinic near the border 13 "
        "months ago walked free.",
    ),
    (
        "The bribes were paid by Medrano, whose founder, Karel Dufek, pleaded guilty in May and was given "
        "a suspended sentence of 2 years.",
        "suspended sentence",
        "The bribes were paid by Medrano, whose founder, Karel Dufek, pleaded guilty in May and was given "
        "a suspended sentence of 2 years.",
    ),
    (
        "Nineteen people, ranging in age from 22 to 71, face charges of smuggling.",
        "ranging",
        "Nineteen people, ranging in age from 22 to 71, face charges of smuggling.",
    ),
    (
        "Anna Weiss said the channel “is open and has cost 4 million euros since May”.",
        "is open",
        "The channel “is open”",
    ),
    (
        "Wexcombe College paid a $1.2 million settlement to 40 students after conceding that it had lied.",
        "settlement",
        "Wexcombe College paid a $1.2 million settlement to 40 students after conceding that it had lied.",
    ),
]


# Who or what a clause is about, and where it ends.
ABOUT = [
    (
        "The bank opened in Lund, providing loans to 40 families whose homes burned after the mill had closed in May.",
        "the mill had closed",
        "The mill had closed in May.",
    ),
    (
        "The app Lundia was banned in May. Lundia has 40 users. Lundia is old.\n\nOfficials spoke of technology firms such as Norvik.\n\nKestan "
        "makes plans beyond the telecoms giant – which has been excluded from 40 networks.",
        "excluded",
        "Norvik has been excluded from 40 networks.",
    ),
    (
        "The bridge would cost 4 million pounds, Jan Holm said, and would spare drivers the detour of 40 miles.",
        "spare drivers",
        "The bridge would spare drivers the detour of 40 miles.",
    ),
    (
        "Anna Weiss said 80 per cent of the money would go to 40,000 families whose children attend private schools.",
        "80 per cent",
        "80 per cent of the money would go to 40,000 families whose children attend private schools.",
    ),
    (
        "The shelter would remain open for as long as it was needed, Mayor Jan Holm said in May.",
        "remain open",
        "The shelter would remain open for as long as it was needed.",
    ),
    (
        "The quarterly results came a day after rival Hanmi posted record profits.",
        "results came",
        "The quarterly results came a day after rival Hanmi posted record profits.",
    ),
    (
        "“We told them,” said Jan Holm, the president of the local union, who has worked at the plant for 19 years.",
        "19 years",
        "Jan Holm has worked at the plant for 19 years.",
    ),
    (
        "Some 40 bees learn to avoid flowers that have made them sick and remember the lesson for three days.",
        "remember the",
        "Some 40 bees learn to avoid flowers that have made them sick and remember the lesson for three days.",
    ),
    (
        "Rovers chairman Jan Holm sold 40 houses in May.",
        "Rovers chairman Jan Holm",
        "Jan Holm is Rovers chairman.",
    ),
    (
        "Former Norvik driver Jan Holm sold 40 houses in May.",
        "Former Norvik driver",
        "Jan Holm is a former Norvik driver.",
    ),
    (
        "You cannot put another 600 cars on that lane and expect nobody to be hurt.",
        "600 cars",
        "You cannot put another 600 cars on that lane and expect nobody to be hurt.",
    ),
    (
        "One person close to the company, who asked not to be named, said it lost 40 million euros.",
        "asked not",
        "One person asked not to be named.",
    ),
    (
        "Lundia was upset. The company, which bought the site in 2021, said it was “deeply upset” and that it would consider all options, including an appeal to 40 councils.",
        "upset” and that",
        "Lundia was “deeply upset” and it would consider all options, including an appeal to 40 councils.",
    ),
    (
        "Anna Weiss, a manager at Corbett & Holm, which holds 6 per cent of Norvik, sold 40 shares.",
        "holds 6",
        "Corbett & Holm holds 6 per cent of Norvik.",
    ),
    (
        "Norvik will merge with Lundia Foods.\n\nThey will own 28 per cent of the combined company in Lund.",
        "28 per cent",
        "They will own 28 per cent of the combined company in Lund.",
    ),
    (
        "The team plans to examine whether it holds for people with diabetes or kidney disease, who made up fewer than 8 per cent of patients.",
        "8 per cent",
        "People with diabetes or kidney disease made up fewer than 8 per cent of patients.",
    ),
    (
        "The police confirmed that six of the guards, all of them Danes, were among the 40 dead.",
        "all of them Danes",
        "The police confirmed that six of the guards, all of them Danes, were among the 40 dead.",
    ),
    (
        "The plant, now known as Orchis lundiae, grew on 40 cliffs in May.",
        "now known",
        "The plant is now known as Orchis lundiae.",
    ),
    (
        "Analysts said it was not possible to tell when the 40 tanks had arrived in Lund.",
        "not possible",
        "It was not possible to tell when the 40 tanks had arrived in Lund.",
    ),
    (
        "It took 40 trucks to the besieged town of Ardzun, where an estimated 60,000 people have been without water since May.",
        "60,000",
        "An estimated 60,000 people have been without water since May in Ardzun.",
    ),
    (
        "Anna Weiss confirmed that the club had turned down a bid of 4 million euros but denied reports that Jan Holm had asked to leave.",
        "denied reports",
        "Anna Weiss denied reports that Jan Holm had asked to leave.",
    ),
    (
        "The port rose in February, when 40 boats were still at sea.",
        "40 boats",
        "40 boats were still at sea in February.",
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "statement"), [*NAMED, *OPEN, *SAID, *APART, *WHOLE, *ABOUT]
)
def test_a_statement(claims, text, words, statement):
    found = [claim for claim in claims(text) if words in claim.quote]
    shortest = min(found, key=lambda claim: len(claim.quote))
    assert shortest.statement.startswith(statement)


@pytest.mark.parametrize(
    "text",
    [
        "Holm does not recommend that hospitals close 40 wards in May.",
        "The council told people to avoid drinking water from the 40 wells of Lund.",
        "Jan Holm, 44, his brother Per, 39, and Ida Lind, 27, died in the fire in Lund.",
        "If the auditor finds that 40 rules were broken in Lund, she will act.",
        "Gareth Holm, 54, and his co-defendant, the accountant Stephen Rudd, 47, are accused of taking £2m.",
        "Police stopped a van with his passengers, Ryan Holm, 31, of Hope, in it in May.",
        "The director of Lucy in the Sky, his debut, made 40 films in Lund, and Taylor Swift, her former record label and 40 fans were there.",
        "He met Senator Ida Lind, R-Va., on 4 May in Lund.",
        "But the team warned that the trial, which involved 412 people aged between 60 and 84, did not show "
        "the programme was better than face-to-face therapy, and that the effect shrank by about half.",
        "One, the late Ernesto Salcedo of the Herald, told her they were too sad to sell soap beside in May.",
        "I never spoke about it with Mr Holm, his staff or his cat in May.",
    ],
)
def test_what_nobody_said_is_no_claim(claims, text):
    wrong = (
        *("close 40 wards", "drinking water", "40 rules", "the programme"),
        *(
            "is his brother",
            "is his staff",
            "Holm is .",
            "is his passengers",
            "is her former",
            "is R-",
            "is One",
        ),
    )
    for claim in claims(text):
        assert not any(claim.statement.casefold().startswith(words) for words in wrong)
        assert not any(words in claim.statement for words in wrong[4:])


def test_somebody_is_accused_in_two_words(claims):
    (charge,) = [c for c in claims("Neighbours accused Jan Holm of taking bribes.") if c.claimant]
    assert charge.statement == "Jan Holm was taking bribes."
    assert charge.claimant == "Neighbours"


def test_a_denial_is_a_claim_however_short(claims):
    assert [claim.statement for claim in claims("Jan Holm denied any wrongdoing.")]


def test_what_follows_a_noun_is_not_offered_again_with_it(claims):
    text = "The activist fund Coldharbour, which bought 5 per cent of Norvik in May, has sold 40 boats."
    assert all(
        claim.quote != "The activist fund Coldharbour, which bought 5 per cent of Norvik in May"
        for claim in claims(text)
    )


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "LUND (AP) — The port shut two of its 40 docks in May.",
            "The port shut two of its 40 docks in May.",
        ),
        (
            "PARIS, March 3 (Reuters) - The port shut two of its 40 docks in May.",
            "The port shut two of its 40 docks in May.",
        ),
        (
            "Lund (CNN Business) The port shut two of its 40 docks in May.",
            "The port shut two of its 40 docks in May.",
        ),
        (
            "(Reuters) - The port shut two of its 40 docks in May.",
            "The port shut two of its 40 docks in May.",
        ),
    ],
)
def test_a_dateline_is_no_part_of_what_is_read(claims, text, quote):
    assert claims(text)[0].quote.startswith(quote)


def test_a_name_before_a_dash_is_no_dateline(claims):
    (claim,) = claims("NASA – which shut two of its 40 docks in May – is open.")[:1]
    assert claim.statement == "NASA shut two of its 40 docks in May."


def test_the_agency_of_a_dateline_is_no_company_of_the_story(claims):
    text = (
        "LUND (AP) — Police sank 40 boats in May.\n\nThe company said it had lost 12 million euros."
    )
    (claim,) = [claim for claim in claims(text) if "12 million" in claim.quote]
    assert claim.claimant == "The company"
