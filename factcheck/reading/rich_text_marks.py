"""The control words of RTF, by what they mean for the words of an article."""

# Groups that hold something else than the article's words.
SKIPPED = frozenset(
    "colortbl pict object header headerl headerr headerf footer footerl footerr footerf "
    "fldinst nonshppict shprslt listtext pntext xe tc tcn rxe ftnsep ftnsepc ftncn aftnsep aftnsepc "
    "aftncn annotation atnid atnauthor filetbl revtbl bkmkstart bkmkend template datafield upr "
    "sp".split()
)
# Groups marked as ones that a simple reader may leave out, and that hold the article's words.
READ_ALL_THE_SAME = frozenset({"ud", "shpinst", "shppict"})
ENDS = frozenset({"par", "sect", "page", "cell", "nestcell", "row", "nestrow", "column"})
OF_PARAGRAPHS = frozenset({"pard", "s", "outlinelevel", "intbl", "ls"})
# What stands beside a paragraph: it is read as paragraphs of its own, after the one it hangs on.
BESIDE = frozenset({"footnote", "shptxt"})
# What a file says of itself: when it was changed, when it was made, and by whom.
STAMPS = ("revtim", "creatim")
WORDS = frozenset({"text", *BESIDE})
READ = WORDS | {"stylesheet", "author"}
SIGNS = {
    "tab": " ",
    "line": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
ESCAPED = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n"}
CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
OLD_CHARSETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
