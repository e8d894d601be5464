"""Files made to hurt their reader, each read in a process of its own, with the memory it took.

`python -m tests.reading.hostile` prints the table; test_hostile.py asks the same of every row. The
files are made when they are needed, since some are tens of megabytes.
"""

import io
import json
import os
import random
import resource
import signal
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass

from docx import Document

from factcheck.reading import Unreadable, read
from tests.reading.test_formats import word_file
from tests.reading.test_open_document import content, odt
from tests.reading.test_portable_document import STORY, bomb, pdf

STORY_TEXT = "The council sold the bridge for 4 million in 2023, the mayor said on Monday. " * 30
MB = 1_000_000
PATIENCE = 60
READ, REFUSED, EITHER = "read", "refused", "either"
CASES: dict[str, tuple[str, str, Callable[[], bytes]]] = {}


def case(name: str, file: str, outcome: str) -> Callable[[Callable[[], bytes]], None]:
    """A row of the table: what it is, what the file is called, and what has to come out."""

    def keep(make: Callable[[], bytes]) -> None:
        CASES[name] = (file, outcome, make)

    return keep


def archive(parts: dict[str, bytes | int], whole: bytes = b"") -> bytes:
    """An archive with these parts in place of those of the whole; a number is so many spaces."""
    stream = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(whole)) if whole else None
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist() if old else ():
            if name not in parts:
                new.writestr(name, old.read(name) if old else b"")
        for name, data in parts.items():
            with new.open(name, "w", force_zip64=True) as part:
                if isinstance(data, bytes):
                    part.write(data)
                else:
                    for _ in range(data // MB):
                        part.write(b" " * MB)
    return stream.getvalue()


def word(body: bytes, **parts: bytes | int) -> bytes:
    whole = word_file(Document())
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        main = old.read("word/document.xml").replace(b"<w:sectPr", body + b"<w:sectPr", 1)
    return archive({"word/document.xml": main, **parts}, whole)


def paragraph(words: str = STORY_TEXT) -> bytes:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()


def page(body: str) -> bytes:
    return f"<html><head><title>Bridge sold</title></head><body>{body}</body></html>".encode()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'

case("docx of 300 MB", "a.docx", REFUSED)(lambda: word(b"", **{"word/media/a": 300 * MB}))
case("docx with a main part of 150 MB", "a.docx", REFUSED)(lambda: word(paragraph() * 62_000))
case("docx with 2 million empty paragraphs", "a.docx", REFUSED)(lambda: word(b"<w:p/>" * 2 * MB))
case("odt of 300 MB", "a.odt", REFUSED)(
    lambda: archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": 300 * MB}
    )
)


@case("docx whose sizes are lies", "a.docx", REFUSED)
def _() -> bytes:
    data = bytearray(word(b"", **{"word/media/a": 250 * MB}))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/media/a"))
    data[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    main = data.index(b"word/document.xml")
    data[main + 40 : main + 60] = bytes(20)
    return bytes(data)


case("docx with a billion laughs", "a.docx", REFUSED)(
    lambda: archive(
        {"word/document.xml": f'<?xml version="1.0"?>{LAUGHS}<x>&l9;</x>'.encode()},
        word_file(Document()),
    )
)
case("odt with a billion laughs", "a.odt", REFUSED)(
    lambda: odt(**{"content.xml": content("<text:p>&l9;</text:p>", LAUGHS)})
)
case("odt that asks for a file of ours", "a.odt", EITHER)(
    lambda: odt(**{"content.xml": content("<text:p>&out; said so.</text:p>", OUTSIDE)})
)
case("html with a billion laughs", "a.html", EITHER)(
    lambda: LAUGHS.encode() + page(f"<p>{STORY_TEXT}</p><p>&l9;</p>")
)


@case("archives in archives", "a.docx", REFUSED)
def _() -> bytes:
    data = archive({"0.xml": 10 * MB})
    for depth in range(6):
        data = archive({f"{depth}-{n}.zip": data for n in range(8)})
    return data


case("docx with macros under another name", "a.docx", EITHER)(
    lambda: word(paragraph(), **{"word/vbaProject.bin": b'Sub AutoOpen()\nShell "calc"\nEnd Sub'})
)
case("docm renamed", "a.docx", REFUSED)(
    lambda: archive(
        {
            "[Content_Types].xml": zipfile.ZipFile(io.BytesIO(word(paragraph())))
            .read("[Content_Types].xml")
            .replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                b"vnd.ms-word.document.macroEnabled.main",
            )
        },
        word(paragraph()),
    )
)
case("PDF that is an archive too, as PDF", "a.pdf", READ)(
    lambda: pdf(STORY) + archive({"a.txt": b"other words"})
)
case("PDF that is an archive too, as docx", "a.docx", REFUSED)(
    lambda: pdf(STORY) + archive({"a.txt": b"other words"})
)
case("GIF that is a page too", "a.html", EITHER)(
    lambda: b"GIF89a/*\x00\x01*/=1;" + page(f"<script>alert(1)</script><p>{STORY_TEXT}</p>")
)
case("PDF of 10,000 pages", "a.pdf", REFUSED)(lambda: pdf(STORY, count=10_000))
case("PDF page that unpacks without end", "a.pdf", REFUSED)(bomb)
case("PDF cut off", "a.pdf", EITHER)(lambda: pdf(STORY)[:-200])
case("PDF as text", "a.txt", EITHER)(lambda: pdf(STORY))
case("picture as page", "a.html", REFUSED)(lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400)
case("program as Word file", "a.docx", REFUSED)(lambda: b"MZ\x90\x00" + b"\x00" * 100_000)
case("noise as Markdown", "a.md", EITHER)(lambda: random.Random(1).randbytes(300_000))
case("empty", "a.docx", REFUSED)(lambda: b"")
case("spaces alone", "a.txt", REFUSED)(lambda: b" \n" * 100_000)
case("docx cut off", "a.docx", REFUSED)(lambda: word(paragraph())[:-500])
case("odt cut off", "a.odt", REFUSED)(lambda: odt("<text:p>Words.</text:p>")[:-100])
case("rtf cut off", "a.rtf", READ)(lambda: b"{\\rtf1 {\\b " + STORY_TEXT.encode())
case("lone surrogates", "a.txt", READ)(
    lambda: ("\ufeff" + STORY_TEXT + "\ud83d and \udc00.").encode("utf-16-le", "surrogatepass")
)
case("lone surrogates in RTF", "a.rtf", READ)(
    lambda: b"{\\rtf1 " + STORY_TEXT.encode() + b"\\u-10179? and \\u-9216?}"
)
case("lone surrogates in a page", "a.html", READ)(
    lambda: page(f"<p>{STORY_TEXT}</p><p>{STORY_TEXT} &#xd83d; &#55357;</p>")
)
case("letters that turn the line round", "a.txt", READ)(
    lambda: (STORY_TEXT + "\u202e0002 saw ti\u202c \u2066hidden\u2069").encode()
)
case("NUL bytes", "a.txt", EITHER)(lambda: STORY_TEXT.replace(" ", " \x00").encode())
case("one line of 40 MB", "a.txt", READ)(lambda: (STORY_TEXT * 18_000)[: 40 * MB].encode())
case("one word of 20 MB", "a.txt", READ)(lambda: b"x" * 20 * MB)
case("20 MB of blank lines and words", "a.txt", REFUSED)(lambda: b"x\n\n" * (20 * MB // 3))
case("page 100,000 deep", "a.html", EITHER)(
    lambda: page("<div>" * 100_000 + f"<p>{STORY_TEXT}</p>" + "</div>" * 100_000)
)
case("page of 20 MB of tags", "a.html", EITHER)(lambda: page("<b><p>x" * (20 * MB // 7)))
case("page with a million attributes", "a.html", REFUSED)(
    lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(10**6))}>{STORY_TEXT}</p>")
)
case("table of 3,000 by 300", "a.html", EITHER)(
    lambda: page(f"<p>{STORY_TEXT}</p><table>{'<tr>' + '<td>1' * 300}" * 3_000 + "</table>")
)
case("RTF 100,000 deep", "a.rtf", REFUSED)(lambda: b"{\\rtf1 " + b"{" * 100_000 + b"x")
case("RTF of 20 MB of marks", "a.rtf", REFUSED)(lambda: b"{\\rtf1 " + b"\\b" * 10 * MB)
case("RTF that says it holds 2 GB", "a.rtf", EITHER)(
    lambda: b"{\\rtf1 " + STORY_TEXT.encode() + b"\\bin2000000000 x}"
)
case("Markdown 50,000 quotations deep", "a.md", EITHER)(lambda: b">" * 50_000 + b" x")
case("Markdown 3,000 lists deep", "a.md", EITHER)(
    lambda: b"".join(b" " * 2 * n + b"- x\n" for n in range(3_000))
)
case("Markdown of open brackets", "a.md", EITHER)(lambda: b"[" * 100_000 + b"x")
case("Markdown of stars", "a.md", EITHER)(lambda: b"*a_ " * 50_000)
case("Markdown of back ticks", "a.md", EITHER)(
    lambda: b"".join(b"`" * (n % 900 + 1) + b"x" for n in range(4_000))
)
case("docx 100,000 deep", "a.docx", REFUSED)(
    lambda: word(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000)
)
case("docx 250 deep", "a.docx", EITHER)(
    lambda: word(b"<w:sdt>" * 240 + paragraph() + b"</w:sdt>" * 240)
)
case("odt 100,000 deep", "a.odt", REFUSED)(
    lambda: odt("<text:span>" * 100_000 + "x" + "</text:span>" * 100_000)
)
case("odt that repeats a cell a billion times", "a.odt", EITHER)(
    lambda: odt(
        "<text:p>Words.</text:p><table:table><table:table-row "
        'table:number-rows-repeated="1000000000"><table:table-cell '
        'table:number-columns-repeated="1000000000"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
)
case("odt with a billion spaces", "a.odt", EITHER)(
    lambda: odt('<text:p>Words<text:s text:c="1000000000"/>end.</text:p>')
)
case("packed noise", "a.odt", REFUSED)(lambda: zlib.compress(random.Random(2).randbytes(10**6)))


@dataclass(frozen=True)
class Outcome:
    """What came out: read or refused, in which words, the peak above an idle reader, the time."""

    outcome: str
    words: str
    megabytes: float
    seconds: float


def high_water() -> float:
    """The most memory this process has held, in megabytes."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def measure(data: bytes, file: str) -> Outcome:
    """Read a file in a process of its own, so that each case has a peak of its own."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.close(reader)
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")
        # What goes on for ever is ended, and shows in the table.
        signal.alarm(PATIENCE)
        before, began = high_water(), time.monotonic()
        try:
            outcome, words = READ, read(data, file).text[:60]
        except Unreadable as error:
            outcome, words = REFUSED, str(error)
        seconds = time.monotonic() - began
        # A PDF is read by a program of its own.
        others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        peak = max(high_water() - before, others)
        told = Outcome(outcome, words.encode("ascii", "replace").decode(), peak, seconds)
        os.write(writer, json.dumps(asdict(told)).encode())
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        told_by = pipe.read()
    _, status = os.waitpid(child, 0)
    if not told_by:
        return Outcome(f"died of {status}", "", 0, 0)
    return Outcome(**json.loads(told_by))


def main() -> None:
    """Print the table as it is made: a line of JSON for each case where asked, else in columns."""
    read(page(f"<p>{STORY_TEXT}</p>"), "a.html")
    read(word(paragraph()), "a.docx")
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")] or list(CASES)
    for name in wanted:
        file, _, make = CASES[name]
        found = measure(make(), file)
        if "--json" in sys.argv:
            print(json.dumps({"name": name, **asdict(found)}), flush=True)
        else:
            print(
                f"{name:42} {found.outcome:8} {found.megabytes:6.0f} MB {found.seconds:6.1f} s"
                f"  {found.words[:60]!r}",
                flush=True,
            )


if __name__ == "__main__":
    main()
