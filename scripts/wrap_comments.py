"""Wraps comment lines of C# sources that are longer than a line may be, which the formatter leaves alone.

usage: wrap_comments.py [--check] FILE...
Only long lines are touched: what does not fit goes to the front of the paragraph's next line. With --check nothing is written,
and the exit code is 1 when something would be.
"""

import pathlib
import re
import sys

WIDTH = 120
COMMENT = re.compile(r"^(\s*//[/!]?)( ?)(.*)$")
# What begins a paragraph of its own: an empty line, a tag on its own or one that opens a section, a list item, a table, code.
BOUNDARY = re.compile(r"^($|</?(summary|remarks|para|list|item|code|example|inheritdoc|param|typeparam|returns|exception|value)\b|[-*|] |\s{2,})")
WORD = re.compile(r"(?:<[^<>]*>|\S)+")
ONE_LINE_SUMMARY = re.compile(r"^<(summary|remarks)>(.*)</\1>$")


def wrap(lines):
    """The lines with long comments wrapped; a growing list, since what is pushed down may be long again."""
    lines, i = list(lines), 0
    while i < len(lines):
        match = COMMENT.match(lines[i])
        if match and len(lines[i]) > WIDTH:
            lines[i : i + 2] = split(match, lines[i], lines[i + 1 : i + 2])
            # The first of them fits now, unless a single word is longer than a line.
        i += 1
    return lines


def split(match, line, following):
    prefix, text = match[1], match[3]
    section = ONE_LINE_SUMMARY.match(text)
    if section:
        tag, inner = section.groups()
        return [f"{prefix} <{tag}>", *fill(prefix, inner), f"{prefix} </{tag}>", *following]
    head, rest = cut(prefix, text)
    if not rest:
        return [line, *following]
    if following and continues(prefix, following[0]):
        return [f"{prefix} {head}", f"{prefix} {rest} {COMMENT.match(following[0])[3]}"]
    return [f"{prefix} {head}", f"{prefix} {rest}", *following]


def continues(prefix, line):
    match = COMMENT.match(line)
    return bool(match) and match[1] == prefix and not BOUNDARY.match(match[3])


def fill(prefix, text):
    while text:
        head, text = cut(prefix, text)
        yield f"{prefix} {head}"


def cut(prefix, text):
    """As many words as fit on a line, and the rest. A tag is not broken."""
    end = 0
    for word in WORD.finditer(text):
        if end and len(prefix) + 1 + word.end() > WIDTH:
            return text[:end], text[end:].strip()
        end = word.end()
    return text, ""


def main(arguments):
    check = "--check" in arguments
    changed = []
    for name in arguments:
        if name == "--check":
            continue
        path = pathlib.Path(name)
        source = path.read_text(encoding="utf-8")
        if "\r" in source:
            continue
        wrapped = "\n".join(wrap(source.split("\n")))
        if wrapped != source:
            changed.append(name)
            if not check:
                path.write_text(wrapped, encoding="utf-8")
    for name in changed:
        print(f"{name}: comments longer than {WIDTH} characters" + ("" if check else ", wrapped"))
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
