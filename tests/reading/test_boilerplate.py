"""Lines of the page, and sentences of the article that merely resemble them."""

import pytest

from factcheck.reading import Role, bylines, read, read_text
from factcheck.reading.roles import is_boilerplate

OF_THE_PAGE = """
— Jan B. Holm (@janholm) November 3, 2019
DOI: 10.1007/978-3-319-09575-2_199-1
More information: J. Holm et al. Bridges and their owners, Journal of Ports (2018).
“Bridge sold for nothing” — Port Sabel Herald, August 15, 2008
[1] J. Holm, Bridges and their owners, 2018.
Provided by Port Sabel University
Words by Mia Holm, pictures by Per Anholt
Words: Mia Holm
By Mia Holm in Port Sabel
By Mia Holm in Port Sabel and Per Anholt in London
By Mia Holm, Political Editor
By Mia Holm and Per Anholt for the Herald
By Mia Holm | Staff Writer
By MIA HOLM
By Mia de la Cruz, Ned O’Hara and Siân Price
Story and photos by Mia Holm
Written by Mia Holm
By AFP in Paris
Reporting by Mia Holm in Port Sabel; Editing by Per Anholt
(Reporting by Mia Holm; Editing by Per Anholt and Ned O’Hara)
Additional reporting by Mia Holm
Contributing: Mia Holm, Per Anholt
Photograph: Jan Holm/AFP
Photo: Jan Holm
Photo by Jan Holm/Getty Images
Handout/Reuters.
Image: Port of Sabel
Image credit: Port of Sabel
Picture: The Herald
Illustration by Jan Holm
Jan Holm/Reuters
Jan Holm for the New York Times
[Jan Holm/Reuters]
(AP Photo/Jan Holm)
Credit: Jan Holm
File photo
© Jan Holm 2024
120 shares
1.2K Shares
34 comments
Share 12 Comments 4
Share
Share on Facebook
Share this story on X
Sign up
Sign up for our morning newsletter
Sign up here for the Port Letter, our weekly email
Subscribe to our newsletter
Get the day’s top stories in your inbox
Don’t miss a story: get our newsletter
Enter your email address
Read more: Five bridges that nobody wanted
READ MORE
Read more about the ferry
Read also: Five bridges
Related: Five bridges
Related stories
RELATED ARTICLES
More on this story
SEE ALSO: Five bridges
Most read
We use cookies to improve your experience.
This website uses cookies.
Accept all cookies
Manage cookies
By continuing to use this site you agree to our use of cookies.
Cookie policy
Reading Time:3 minutes
Reading time: 5 min
4 min read
3-minute read
Estimated reading time 4 minutes
Why you can trust the Herald
Why trust us?
Why you can trust Herald News
0
12
Advertisement
ADVERTISEMENT
Advertisement - scroll to continue
Sponsored
Ad
Article continues after advertisement
Story continues below
Skip to content
Skip advertisement
Listen to this article
Listen to this article · 6 min
Published 4 March 2024
Updated: March 4, 2024, 10:15 am GMT
3:51 PM · Nov 14
9:05 am · 14 November 2024 · Bluesky for Android
4 March 2024
Last updated on 4 March 2024 at 10:15
Mon 4 Mar 2024 10.15 GMT
10:15 AM EST, Mon March 4, 2024
First published on Mon 4 Mar 2024 05.00 GMT
Originally published by the Herald.
This article was amended on 4 March 2024.
Follow us on Facebook
Follow Mia Holm on X
Follow the Herald on WhatsApp
Join our WhatsApp channel
Download our app
Support our journalism. Become a member today.
All rights reserved.
Copyright 2024 The Herald
The Herald is not responsible for the content of external sites.
Email: mia.holm@example.org
Contact: newsdesk@example.org
Send tips to newsdesk@example.org
Topics: Ferries, Ports
Tags: ferries, ports
Filed under: Ferries
Got a tip? Email us at tips@example.org
Do you have a story? Contact us
Comments
Leave a comment
View comments
Watch: The bridge falls
Video: The bridge falls
Click here to subscribe
Print this article
Copy link
Text size
Newsletter
Hide caption
Toggle caption
Open this photo in gallery:
Save for later
Bookmark
- ends -
ENDS
Getty Images
Reuters
-- With assistance from Per Anholt.
With files from The Canadian Press
Mia Holm contributed to this report.
Do Not Sell My Personal Information
Privacy Policy | Terms of Use
Back to top
Next article
Previous article
Top stories
You may also like
Recommended
Trending
Live
Breaking news
Editor’s pick
Loading...
Play
Close
[Related: Five bridges that nobody wanted]
Related posts: Five bridges
Most read in politics
Popular on the Herald
2024-03-04T10:15:00+01:00
10:15 AM GMT 03/04/2024 by Mia Holm
More on ferries: https://example.org/news/bridge
Listen: https://example.org/talk
Follow the Herald’s full coverage at https://example.org/bridge
Reach the reporters on Twitter at @miaholm and @anholt
Like this story? Tell a friend.
The best of the Herald, delivered to your inbox.
An error has occurred, please try again later.
Print article
BC-SB--Bridge Sale, 2nd Ld-Writethru
BC-SB--Bridge Sale,430
URGENT
Eds: UPDATES with the price, adds quotes.
FOR IMMEDIATE RELEASE
Press release
EMBARGOED UNTIL 00:01 Tuesday
Notes to editors:
Media contact: Mia Holm
For further information, please contact:
Tel: +44 113 496 0000
+44 20 7946 0000
-----Original Message-----
From: Mia Holm <mia.holm@example.org>
To: Desk
Sent: Tuesday, March 5, 2024 10:01 AM
Date: Tue, 5 Mar 2024 10:00:00 +0000
Subject: FW: the bridge story
Sent from my iPhone
Image source, Getty Images
Our Standards: The Herald Trust Principles.
Comments (12)
Herald writers Mia Holm in Sabel and Per Anholt in London contributed to this report.
This article was amended on 4 March 2024 because an earlier version said 12.
Follow us on Instagram and X.
Register to read this story
Don’t miss out: sign up today
Originally published by the Herald and the Post.
Photo: Jan Holm.
Source: the Port Authority.
___
"""
OF_THE_ARTICLE = """
“We sold it for nothing,” she said – Monday, May 5, was the day.
[The mayor] said that the bridge was sold.
Provided by law, the fee is 20 euros.
More information: the council sells the bridge, asks nobody and tells nobody, and when it is asked it sends a letter of four hundred words, which the Herald has read, about the price of bridges in other towns and about a bridge that no one can find.
By Monday, the bridge had been sold.
By 2030, half of the fleet will be electric.
By Friday Mia Holm had resigned.
By the time the ferry docked, two people had died.
By Mia Holm’s own account, she never saw the contract.
By comparison, fares in Sabel rose 4 per cent.
Words by Mia Holm were read out at the funeral.
Reporting by the Herald showed that the mayor owned the bridge.
Reporting of crimes fell by 4 per cent in 2023.
Additional reporting requirements came into force in May.
Photographs show the mayor on the bridge.
Photograph albums were found in the cellar.
Photos by satellite show 40 ships.
Images by the coast guard prove that the ship was there.
The image was taken by Jan Holm in 2019.
Image rights cost the club 3 million crowns.
Share prices fell 4 per cent.
Shares fell 12 per cent on Monday.
120 shares were sold for 3 million crowns.
Comments by the mayor were false.
34 comments were deleted.
Subscribers pay 12 crowns a month.
Sign language is taught in 12 schools.
Signing up for the army costs nothing, the minister said.
Sign up fees rose to 40 crowns.
Newsletter editors earn 4,000 crowns.
Get rid of the bridge, the mayor told the council.
Get the vaccine, the ministry said.
Read more than four books a year, and you are in a minority.
Read the law, the judge told him.
Related crimes rose by 12 per cent.
Related companies paid no tax in 2023.
See the bridge fall: that is what 4,000 people wanted.
More people died in 2023 than in 2022.
Most read newspapers online.
We use cookies to bake a cake, the chef said.
Cookies made in Sabel contain 40 per cent sugar.
Cookie banners cost firms 3 million crowns a year.
Reading time has fallen by 3 minutes a day.
Reading takes children 40 minutes a day.
Why you can trust nobody was the question of the trial.
Why voters trust the mayor is unclear.
Advertisement revenue fell by 40 per cent.
Advertising on the ferry was banned in 2019.
Sponsored athletes earn 4 million crowns.
Ads made up 4 per cent of revenue.
0 cases were found in March.
12 people died.
In March 2024, 12 people died.
Published data show that fares rose.
Updated figures put the toll at 40.
3:51 PM · The mayor has resigned.
Published in 2019, the book sold 3 million copies.
Follow the money, the auditor said.
Following the flood, 40 houses were rebuilt.
Join the army and see the world, the poster said.
Support our troops, the president told the crowd.
Support for the bridge fell to 12 per cent.
Download speeds fell by 4 per cent.
All rights of the workers were respected, the firm said.
Copyright law protects the song until 2040.
Topics of the talks include fishing rights.
Live music returned to 40 clubs.
Watch sales rose by 12 per cent.
Video of the attack was deleted by the police.
Print sales fell to 12,000 copies.
Comments close on Friday, the council said.
Contact between the two ships was lost at 4 am.
Contact sports cause 40 per cent of injuries.
Email was invented in 1971.
Reuters reported that the bridge was sold.
Getty Images sued the company in 2023.
Getty paid 3 million crowns for the bridge.
Play was stopped after 12 minutes.
Close friends of the mayor own the bridge.
Next week the council will vote again.
Top stories of the year included the bridge.
Mia Holm contributed 4,000 crowns to the campaign.
With help from the army, 40 houses were rebuilt.
With files from 12 ministries, the auditor made her case.
This article of the constitution was amended in 2019.
This story was told to the police in 2019.
This website uses no more power than a lamp, its owner says.
Editor’s note books sold for 40 crowns.
Illustrations by children hang in 40 schools.
Credit cards were stolen from 12 people.
Credit unions lent 3 million crowns.
File photos of the mayor were stolen.
Picture this: 40 ships in a harbour for 12.
“Subscribe now,” the advert said.
Back to top form, Holm scored twice.
Click farms made 40 per cent of the votes.
Ends do not justify means, she said.
Live: 40 crowns a ticket, the poster said.
Listen to this: fares rose by 40 per cent.
Share this with nobody, he wrote.
Recommended doses fell in 2023.
Trending videos reached 40 million viewers.
Tags on the fish showed that they came from Sabel.
Home prices rose 4 per cent.
News spread quickly.
Search teams found 12 bodies.
Menu prices rose 4 per cent.
Loading the ship took 12 hours.
Follow the money, the auditor told reporters at the port.
Reach for the stars, her mother said.
Like this bridge, 12 others are for sale.
Find the mayor at home, the letter said.
An error occurred in 12 of 40 counts, the auditor said.
Emails to the mayor at the town hall were deleted.
The address https://example.org was blocked on Monday, the ministry said.
“Thieves can empty an account through your phone in seconds,” Inspector Mia Holm said.
Thieves got 4,000 people to click on a link in your inbox, police said.
By using cameras without consent, the port broke the law, the court ruled.
This report was published by the auditor on Tuesday and found that 40 per cent of bridges were unsafe.
This story was first published in 1998 and won three prizes.
For the latest quarter, owners had hoped for growth, but the news was worse.
Source: 14 people were killed when the bridge fell.
Sources: the deal was worth 3 million crowns.
Sources: the mayor was arrested at her home on Monday.
Video: police say that 14 people were hurt.
Chart: fares fell by 3 per cent between 2010 and 2020.
Illustration: a house costs 9 times what its buyer earns.
Related: the economy of Sabel shrank by 0.3 per cent.
More: 300 jobs were cut at the port.
Next: a vote in the council, where the mayor holds 23 seats.
Register to vote by 18 April, the commission said, or lose your vote.
Join us on Friday, the mayor told 4,000 supporters.
Follow us on the march, the mayor told 300 supporters.
Join the community of nations, she told the islanders.
Become a member of the league within five years, and the islands will leave it.
Donate 5 per cent of what you earn, the bishop told the crowd.
Don’t miss the deadline: 31 January is the last day for 12 million people.
“All rights reserved” stands on 90 per cent of books, he said.
[1] The bank paid 400 million crowns in fines in 2020.
The court heard from 12 witnesses (four of them via video link).
The minister resigned on Monday, the agency said (Reuters).
Fares rose by 4 per cent in May, according to the ministry (photo: Jan Holm).
The auditor found one more image: a ship with 40 people.
To: the mayor, who owes 400 crowns.
Contact the police if you saw the ship, the mayor said.
Embargoed until Monday, the report came out on Friday.
"""
# Lines without a full stop that a headline or a subhead may be.
TITLES = """
Win for Mia Holm
Hope for peace
Israel/Palestine
Face-off
TIP-INS
Reuters wins the prize
Mayor Mia Holm: I will stay
Photo finish
The picture of health
Reading between the lines
By design
More pain ahead
Shares and share alike
Signs of spring
Have the ships promised in May been delivered?
Posted: 400 guards at the port on Tuesday, 4 March 2024
Mayor sells bridge – AFP
By Monday
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def role_between_sentences(line: str) -> Role:
    text = f"The council met on Monday.\n{line}\nIt sold the bridge."
    manuscript = read_text(text)
    assert manuscript.text == text
    return manuscript.paragraphs[1].role


@pytest.mark.parametrize("line", lines(OF_THE_PAGE))
def test_lines_of_the_page_are_greyed_and_kept(line):
    assert role_between_sentences(line) is Role.BOILERPLATE


@pytest.mark.parametrize("line", lines(OF_THE_ARTICLE))
def test_sentences_that_resemble_them_are_body(line):
    assert role_between_sentences(line) is Role.BODY


@pytest.mark.parametrize("line", lines(TITLES))
def test_titles_that_resemble_them_are_subheads(line):
    assert role_between_sentences(line) is Role.SUBHEAD


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mia Holm", "Mia Holm"),
        ("BY MIA HOLM", "MIA HOLM"),
        ("Words by Mia Holm, pictures by Per Anholt", "Mia Holm"),
        ("Story and photos by Mia Holm", "Mia Holm"),
        ("By Mia Holm in Port Sabel", "Mia Holm"),
        ("By Mia Holm and Per Anholt for the Herald", "Mia Holm and Per Anholt"),
        (
            "By Mia de la Cruz, Ned O’Hara and Siân Price",
            "Mia de la Cruz, Ned O’Hara and Siân Price",
        ),
        ("By Mia Holm, Senior Political Correspondent", "Mia Holm"),
        ("By Mia Holm | The Herald", "Mia Holm"),
        ("By Mia Holm mia.holm@example.org", "Mia Holm"),
        ("By AFP in Paris", "AFP"),
        ("BYLINE: Mia Holm.", "Mia Holm"),
        ("(Reporting by Mia Holm in Sabel; Editing by Per Anholt)", "Mia Holm"),
        ("By MIA HOLM Staff Writer", "MIA HOLM"),
        ("By Mia Holm 5 March 2024", "Mia Holm"),
        ("By Mia Holm · Tuesday, March 5, 2024, 10:15 am", "Mia Holm"),
        ("By Mia HolmPublished 4 hours ago", "Mia Holm"),
        ("Author: Mia Holm", "Mia Holm"),
        ("By Lucia d’Abreu and Omar al-Masri", "Lucia d’Abreu and Omar al-Masri"),
        ("By Mia Holm/AFP", "Mia Holm"),
        ("By Mia Holm (AFP)", "Mia Holm"),
        ("By Our Political Staff", "Our Political Staff"),
        ("By Staff Reporter", "Staff Reporter"),
        ("By Mia Holm, BBC News", "Mia Holm"),
        ("By Mia Holm, The Associated Press", "Mia Holm"),
        ("By Mia Holm, PA Political Editor", "Mia Holm"),
        ("By Monday", ""),
        ("By Friday 5 March 2024", ""),
        ("By Friday.", ""),
        ("By Friday Mia Holm was its chief editor.", ""),
        ("By order of the court", ""),
        ("By Mia Holm’s own account", ""),
        ("Bye Mia Holm", ""),
    ],
)
def test_the_names_in_a_byline_are_found(line, names):
    assert bylines.names_in(line) == names


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Mia Holm", "Mia Holm"),
        ("Mia Holm; Per Anholt", "Mia Holm, Per Anholt"),
        ("Microsoft Office User", ""),
        ("python-docx", ""),
        ("admin", ""),
        ("USER12", ""),
        ("https://example.org/mia", ""),
        ("mia@example.org", ""),
    ],
)
def test_a_file_is_signed_by_people_and_not_by_programs(author, names):
    assert bylines.signed(author) == names


def test_a_byline_with_a_date_tells_the_day_too():
    text = "Council sells bridge\nBy Mia Holm · 5 March 2024\nThe council sold it on Monday."
    assert str(read_text(text).dated_on) == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "The mayor on the bridge on Monday (Reuters)",
        "The mayor on the bridge. (Jan Holm/AP)",
        "The mayor on the bridge. Photograph: Jan Holm/AFP",
        "The mayor on the bridge Credit: Getty",
        "The mayor on the bridge. J. Holm / AP file",
        "The mayor on the bridge [Jan Holm/Reuters]",
        "Image caption, The mayor on the bridge",
    ],
)
def test_a_credit_at_its_end_makes_a_caption(line):
    assert role_between_sentences(line) is Role.CAPTION


@pytest.mark.parametrize(
    "headline",
    [
        "Sources: Mayor to sell bridge",
        "Video: Guards hurt in port riot",
        "Map: where the ships are",
        "Have the ships been delivered?",
    ],
)
def test_a_headline_may_read_like_a_link_to_another_story(headline):
    body = "By Mia Holm\nThe council sold the bridge on Monday.\nNobody smiled."
    assert read_text(f"{headline}\n{body}").title == headline
    assert read_text(f"Council sells bridge\n{headline}\n{body}").title == "Council sells bridge"


@pytest.mark.parametrize(
    "above",
    [
        "BC-SB--Bridge Sale, 2nd Ld-Writethru\nURGENT",
        "FOR IMMEDIATE RELEASE\nTuesday 5 March 2024",
        "From: Mia Holm <mia@example.org>\nTo: Desk\nSubject: FW: story",
    ],
)
def test_the_headline_stands_below_the_lines_of_the_wire_and_of_the_mail(above):
    text = f"{above}\nCouncil sells bridge\nThe council sold the bridge on Monday."
    assert read_text(text).title == "Council sells bridge"


BODY = "The council sold the bridge to a company that it owns, documents show."


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"Council sells bridge\n\nBy Mia Holm\n\n{BODY}\n\n# Background\n\n{BODY}", "Council sells bridge"),
        (f"{BODY}\n\n{BODY}\n\n# Background\n\n{BODY}", ""),
        (f"## Council sells bridge\n\n{BODY}\n\n### Background\n\n{BODY}", "Council sells bridge"),
        (f"Politics\n\n# Council sells bridge\n\n{BODY}", "Council sells bridge"),
        (f"Hi Rosa, here is the story of the bridge, and I am at home until six.\n\n# Council sells bridge\n\n{BODY}", "Council sells bridge"),
        (f"| Town | Bridges |\n| --- | --- |\n| Sabel | 3 |\n\n{BODY}", ""),
    ],
)  # fmt: skip
def test_a_heading_is_the_headline_above_the_body_only(page, title):
    assert read(page.encode(), "a.md").title == title


def test_bullets_under_the_headline_are_its_standfirst():
    text = """Council sells bridge
• Deal approved in secret
• Price was 3 million crowns, documents show.
By Mia Holm
PORT SABEL, March 4 (AP) — The council sold the bridge on Monday.
• One bullet in the body
Nobody smiled."""
    assert [p.role.value for p in read_text(text).paragraphs] == [
        "headline", "standfirst", "standfirst", "boilerplate", "body", "body", "body",
    ]  # fmt: skip


def test_the_names_of_other_stories_are_not_the_byline():
    body = "The council sold the bridge to itself on Monday.\n" * 6
    text = f"Council sells bridge\n{body}By Per Anholt\n{body}Reporting by Mia Holm"
    assert read_text(text).byline == "Mia Holm"


def test_a_line_of_names_without_end_is_told_at_once():
    for start in ("By ", "Photo by ", "Reporting by ", "With files from ", "(", "Copyright "):
        for unit in ("A ", "A and ", "Aa de ", "A, A and ", "A/", "ap ", "12 shares ", "A in A "):
            assert not is_boilerplate((start + unit * 200)[:238] + "!x")


def test_who_the_author_is_is_greyed_at_the_foot_of_the_article_only():
    about = [
        "Mia Holm is a columnist for the Saltmarsh Herald",
        "Jan Roe is the Herald’s legal editor.",
    ]
    assert [role_at_the_foot(line) for line in about] == [Role.BOILERPLATE] * 2
    assert role_between_sentences("Jan Roe is the Herald’s legal editor.") is Role.BODY
    news = ["Mia Holm is a columnist who was fined £200.", "She is a columnist for the Herald."]
    assert [role_at_the_foot(line) for line in news] == [Role.BODY] * 2


def role_at_the_foot(line: str) -> Role:
    text = f"Council sells bridge\n\nThe council sold it.\n\n{line}\n\nAdvertisement"
    return read_text(text).paragraphs[2].role
