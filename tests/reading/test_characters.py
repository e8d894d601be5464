"""Letters come out the same in every format, however a file writes them."""

import io

import pytest
from docx import Document

from factcheck.reading import read
from factcheck.reading.characters import clean, declared_charset, decode, mended
from tests.reading.test_formats import word_file
from tests.reading.test_open_document import odt
from tests.reading.test_portable_document import column, pdf
from tests.reading.test_rich_text import rtf

# A ligature, curly and straight quotes, no-break spaces, a soft hyphen, what nobody can see,
# a mark that turns the direction of reading, and a letter written as two.
WRITTEN = (
    "The \ufb01nal “cafe\u0301” of Mr\u00a0Smith’s aunt cost 5\u202f000 crowns, the in\u00adquiry "
    "was\u200b told: \u202eit\u2019s\u202c \"so\" – or 'not'.\ufeff"
)
READ = (
    "The final “café” of Mr Smith’s aunt cost 5 000 crowns, the inquiry "
    "was told: it’s \"so\" – or 'not'."
)
SECOND = "Nobody smiled, and the council met again on Monday to hear what the mayor had to say."


def page(text: str, head: str = "") -> str:
    return (
        f"<html><head>{head}<title>Inquiry</title></head><body><article>"
        f"<p>{text}</p><p>{SECOND}</p></article></body></html>"
    )


def word(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    document.add_paragraph(SECOND)
    return word_file(document)


def in_rtf(text: str) -> str:
    return "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in text)


def entities(text: str) -> str:
    return "".join(letter if ord(letter) < 128 else f"&#{ord(letter)};" for letter in text)


FILES = {
    "a.txt": f"{WRITTEN}\r\n\r\n{SECOND}\r\n".encode(),
    "b.txt": f"{WRITTEN}\r\n\r\n{SECOND}\r\n".encode("utf-16"),
    "a.md": f"{WRITTEN}\r\n\r\n{SECOND}\r\n".encode("utf-8-sig"),
    "a.html": page(WRITTEN).encode(),
    "b.html": page(entities(WRITTEN)).encode("ascii"),
    "a.docx": word(WRITTEN),
    "a.odt": odt(f"<text:p>{WRITTEN}</text:p><text:p>{SECOND}</text:p>"),
    "a.rtf": rtf(f"{in_rtf(WRITTEN)}\\par {SECOND}\\par"),
}


@pytest.mark.parametrize("name", FILES)
def test_letters_come_out_the_same_in_every_format(name):
    manuscript = read(FILES[name], name)
    paragraphs = [manuscript.text[p.start : p.end] for p in manuscript.paragraphs]
    assert paragraphs[-2:] == [READ, SECOND]


def test_letters_come_out_of_a_pdf():
    written = "The “café” of Mr\u00a0Smith’s aunt cost £5 – or 'not'."
    text = read(pdf(column(50, written)), "a.pdf").text
    assert text == "The “café” of Mr Smith’s aunt cost £5 – or 'not'."


def test_nul_and_other_controls_are_left_out():
    text = "The\x00 council\x07 met.\x1f It sold\x7f the\x9d bridge."
    for name, data in (
        ("a.txt", text.encode()),
        ("a.md", text.encode()),
        ("a.rtf", rtf(in_rtf(text))),
    ):
        assert "\x00" not in read(data, name).text
    assert clean(text) == "The council met. It sold the bridge."


def test_the_controls_of_latin_1_are_the_signs_of_windows():
    data = "The mayor\u0092s \u0093plan\u0094 cost \u008050 million.\x85Nobody smiled.".encode()
    assert read(data, "a.txt").text == "The mayor’s “plan” cost €50 million.\nNobody smiled."


LINE = "“The café’s owner,” he said, “won’t pay £5 – ever.” Nobody smiled at the naïve man."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
@pytest.mark.parametrize("times", [1, 30])
def test_the_encoding_of_a_text_is_found(encoding, times):
    assert decode((LINE * times).encode(encoding)).removeprefix("\ufeff") == LINE * times


REPORT = " The report that the auditors gave to the council said that the plan was dead." * 20


@pytest.mark.parametrize("rest", ["", REPORT])
@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1252 mac_roman", "The firm’s profits fell in May, and that was the bank’s fault."),
        ("cp1252 mac_roman", "The firm paid £4 million and the city €4 million."),
        ("cp1252 mac_roman latin_1", "The café that José Núñez owns in Málaga is closed."),
        ("cp1252 mac_roman", "‘We lost,’ he said. ‘The vote – the last – was close…’"),
        ("cp1252 mac_roman", "THE MAYOR’S PLAN\n\n“NO,” SAID SMITH. The plan is his."),
        ("cp1252 mac_roman", "He said… nothing. The firm’s shares fell."),
        ("cp1252 latin_1", "Under § 12 of the act, the fines are £5,000 at 41°C."),
        ("cp1252 mac_roman", "The mayor of Tromsø and Gerhard Schröder met in Straße 4."),
        ("iso8859_15", "The firm paid the city €4 million."),
        ("cp1250 iso8859_2", "The mayor of Říčany, Žaneta Šťastná, said that the plan was dead."),
    ],
)
def test_a_few_foreign_letters_and_signs_tell_no_other_code_page(encoding, line, rest):
    for one in encoding.split():
        assert decode((line + rest).encode(one)) == line + rest


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1251 koi8_r cp866", "Совет продал мост компании, которой он сам владеет."),
        ("cp1253", "Η κυβέρνηση ανακοίνωσε την Τρίτη ότι η ανεργία μειώθηκε στη χώρα."),
        ("cp1250 iso8859_2", "Rząd poinformował, że część osób przeszła na emeryturę w Łodzi."),
        ("cp1252", "Borgmästaren i Malmö sade på måndagen att staden ska bygga nästa år."),
        ("cp1252 mac_roman", "La ville a annoncé que l’école où vont ces élèves sera fermée."),
        ("gb18030", "政府周二宣布，失业率降至历史最低水平，财政部长在新闻发布会上说。"),
    ],
)
def test_the_encoding_of_other_languages_is_found(encoding, line):
    for one in encoding.split():
        assert decode((line * 4).encode(one)) == line * 4


def test_latin_1_is_read_where_the_marks_are_straight():
    line = "\"The café's owner won't pay £5\", he said to the naïve man."
    assert decode(line.encode("latin-1")) == line


def test_a_letter_that_is_broken_leaves_the_others_whole():
    broken = (LINE * 20).encode() + b" The caf\xe9 closed."
    assert decode(broken) == LINE * 20 + " The caf\ufffd closed."
    assert decode("The plan cost £4.".encode() + b" The caf\xe9 closed.").startswith(
        "The plan cost £4"
    )


@pytest.mark.parametrize("line", ["The bill was £4. “We paid", "“We lost,” he said. Nobody", "He"])
def test_a_text_that_ends_in_the_middle_of_a_letter_keeps_the_others(line):
    assert decode(f"{line}’".encode()[:-1]) == f"{line}\ufffd"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>", "koi8-r"),
    ],
)
def test_a_page_in_another_alphabet_says_its_encoding(head, encoding):
    text = "Совет продал мост компании, которой он сам владеет, и никто этого не заметил."
    assert text in read(page(text, head).encode(encoding), "a.html").text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_page_in_another_alphabet_need_not_say_its_encoding(encoding):
    text = "Совет продал мост компании, которой он сам владеет, и никто этого не заметил."
    assert text in read(page(text).encode(encoding, "ignore"), "a.html").text


def test_a_page_that_says_latin_1_may_have_the_marks_of_windows():
    data = page(LINE, '<meta charset="iso-8859-1">').encode("cp1252")
    assert LINE in read(data, "a.html").text


def test_a_page_may_say_its_encoding_as_xml_does():
    assert (
        declared_charset(b'<?xml version="1.0" encoding="windows-1250"?><html>') == "windows-1250"
    )


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "iso-8859-2", "shift_jis"])
def test_what_is_utf_8_by_its_bytes_is_read_as_such_whatever_a_page_says(charset):
    data = page(LINE, f'<meta charset="{charset}">').encode()
    assert LINE in read(data, "a.html").text
    assert LINE in read(data + "’".encode()[:-1], "a.html").text


@pytest.mark.parametrize("charset", ["klingon", "unicode_escape", "hex", "utf-7", "utf-16"])
def test_an_encoding_that_no_page_can_have_is_passed_over(charset):
    line = r"The plan in C:\new cost 4+AKM- million, said the mayor of the town on Monday."
    data = page(line, f'<meta charset="{charset}">').encode()
    assert line in read(data, "a.html").text


def test_lines_end_however_a_program_ends_them():
    text = io.StringIO("One.\rTwo.\r\nThree.\u2028Four.\x85Five.", newline="").read()
    assert read(text.encode(), "a.txt").text == "One.\nTwo.\nThree.\nFour.\nFive."


WRONGLY_READ = {
    "donâ€™t": "don’t",
    "â€œWe lost,â€\x9d he said.": "“We lost,” he said.",
    "Â£4 of â‚¬5": "£4 of €5",
    "The cafÃ© â€“ vis-Ã\xa0-vis": "The café – vis-à-vis",
    "L‚Äôhomme": "L’homme",
}


@pytest.mark.parametrize("wrong", WRONGLY_READ)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_utf_8_that_a_program_has_read_as_something_else_is_mended(name, wrong):
    text = page(wrong) if name.endswith("html") else f"Sold\n\n{wrong}\n\n{SECOND}"
    manuscript = read(text.encode(), name)
    found = {manuscript.text[p.start : p.end]: p.place for p in manuscript.paragraphs}
    assert WRONGLY_READ[wrong] in found
    assert name.endswith("html") or found[SECOND] == {"lines": [5, 5]}


@pytest.mark.parametrize(
    "line", [LINE, "SÃO PAULO", "“É”, said François. “Où?”", "5 ¢ – £4, Ångström", "Совет – «да»"]
)
def test_what_only_looks_like_it_stays_as_it_is(line):
    assert mended(line) == line


def test_a_line_that_is_mended_stays_one_line():
    assert mended("It wasâ€¨sold.\r\nâ€™\x85").splitlines() == ["It was sold.", "’"]
