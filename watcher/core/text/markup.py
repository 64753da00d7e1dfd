"""HTML to lines of text as a reader sees them.

A walk over selectolax's tree: inline elements leave sentences whole, block elements break lines, and what the mail hides (preheaders,
text of no size or in the colour of its ground) or quotes from earlier mail is passed over. Size is cut before parsing, and only after
scripts, styles and embedded pictures are gone: every HTML parser takes the square of some input's length.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.text.history import FORWARDED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SIZE = 128 * 1024
STYLE_SIZE = 64 * 1024
OPENERS = re.compile(r"(?i)<(script|style|noscript|template|svg|math|object|iframe)(?=[\s/>])|<!--")
EMBEDDED = re.compile(r"(?i)data:[a-z]{1,20}/[a-z0-9.+-]{1,40};base64,[a-z0-9+/=%\s]*")
TAG = re.compile(r"<[^<>]*>")  # linear: stops at the next "<"

SKIPPED = frozenset(
    [
        "head",
        "title",
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "option",
        "object",
        "iframe",
        "audio",
        "video",
        "svg",
        "math",
        "map",
    ]
)
PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "table",
        "pre",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "form",
        "fieldset",
    ]
)
LINES = frozenset(
    ["div", "br", "li", "tr", "dt", "dd", "center", "address", "main", "nav", "aside", "figure", "figcaption", "caption", "legend", "body"]
)
CELLS = frozenset(["td", "th"])

QUOTES = frozenset(
    ["gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "tutanota_quote", "zmail_extra", "OutlookMessageHeader"]
)
QUOTE_STARTS = frozenset(["divRplyFwdMsg", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION"])
PREHEADERS = frozenset(["preheader", "pre-header", "preview-text", "previewtext", "mcnpreviewtext"])
OWN_ID = re.compile(r"^(?:x_)+")  # Outlook marks ids and classes of quoted mail so

DECLARATION = re.compile(r"([a-z-]{2,30})\s*:\s*([^;]{1,200})")
NOTHING = re.compile(r"[+-]?0*(?:\.0*)?\s*(?:px|pt|em|rem|ex|vh|vw|%)?")
TINY = re.compile(r"(?:[01](?:\.\d*)?\s*(?:px|pt)|0?\.[0-2]\d*\s*(?:em|rem)|\d\s*%)")
FAR_AWAY = re.compile(r"-\s*\d{3,}\s*(?:px|pt|em|rem|%)")
SIMPLE_CLASS = re.compile(r"[a-z0-9*]*\.([\w-]+)")
RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\b.*")
NAMED_COLOURS = {"white": "#ffffff", "black": "#000000"}


class Look(NamedTuple):
    """What an element passes on to those inside it."""

    tiny: bool = False
    invisible: bool = False
    colour: str | None = None
    ground: str | None = None
    quoted: bool = False  # inside earlier mail that is kept, because it was forwarded
    pre: bool = False

    @property
    def seen(self) -> bool:
        return not (self.tiny or self.invisible or (self.colour is not None and self.colour == self.ground))


def to_text(html: str, *, forward: bool) -> str:
    """The visible text; blank lines part paragraphs. `forward`: the subject says that earlier mail is passed on."""
    lean, styles = _lean(html)
    lean = lean[:SIZE]
    text = _Walk(_hidden_classes(styles), forward=forward).text(lean) if "<" in lean else entities.unescape(lean)
    if text.strip():
        return text
    # Everything is hidden, quoted or lost: better all of it than a mail without text.
    return _tidy(entities.unescape(TAG.sub("\n", lean)))


def _lean(html: str) -> tuple[str, str]:
    """Without comments, scripts, styles and pictures; and the styles apart."""
    lower, kept, styles, at = html.lower() if html.isascii() else _lower(html), [], [], 0
    while opener := OPENERS.search(html, at):
        kept.append(html[at : opener.start()])
        name = (opener[1] or "").lower()
        # Browsers take an unclosed comment, style or script up to the end of the page; "<!-->" is a comment as well.
        close = f"</{name}" if name else "-->"
        end = lower.find(close, opener.end() if name else opener.start() + 2)
        if name == "style":
            styles.append(html[opener.end() : end if end >= 0 else None].partition(">")[2])
        at = len(html) if end < 0 else end + len(close)
        if name and end >= 0:
            at = lower.find(">", at) + 1 or len(html)
    kept.append(html[at:])
    return EMBEDDED.sub("", "".join(kept)), "".join(styles)[:STYLE_SIZE]


def _lower(text: str) -> str:
    """Lower case for ASCII letters alone, so that positions stay."""
    return text.translate(ASCII_LOWER)


ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _hidden_classes(styles: str) -> frozenset[str]:
    """Classes that a style sheet hides on every screen (rules inside @media are not looked at)."""
    hidden: set[str] = set()
    depth, start, selector = 0, 0, ""
    for brace in re.finditer(r"[{}]", styles):
        if brace[0] == "{":
            if depth == 0:
                selector = styles[start : brace.start()]
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0 and "@" not in selector and _hides(_declarations(styles[start : brace.start()])):
                hidden.update(found[1].lower() for one in selector.split(",") if (found := SIMPLE_CLASS.fullmatch(one.strip().lower())))
        start = brace.end()
    return frozenset(hidden)


def _declarations(style: str) -> dict[str, str]:
    return {name: value.replace("!important", "").strip() for name, value in DECLARATION.findall(style[:4096].lower())}


def _hides(style: dict[str, str]) -> bool:
    """True for declarations that nothing inside the element can undo."""
    nothing = {
        name for name in ("max-height", "max-width", "opacity", "height", "width") if name in style and NOTHING.fullmatch(style[name])
    }
    clipped = style.get("overflow", "").startswith("hidden") and nothing & {"height", "width"}
    away = any(FAR_AWAY.match(style.get(name, "")) for name in ("text-indent", "left", "top"))
    return bool(
        style.get("display", "").startswith("none")
        or style.get("mso-hide") == "all"
        or nothing & {"max-height", "opacity"}
        or clipped
        or away
    )


def _colour(value: str) -> str | None:
    """A colour as #rrggbb; None when it cannot be told (pictures, gradients, names)."""
    value = value.strip().lower()
    if rgb := RGB.fullmatch(value):
        return "#{:02x}{:02x}{:02x}".format(*(min(int(part), 255) for part in rgb.groups()))
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:])
    return value if re.fullmatch(r"#[0-9a-f]{6}", value) else NAMED_COLOURS.get(value)


def _restyle(look: Look, style: dict[str, str], attributes: dict[str, str | None]) -> Look:
    """What an element's own style changes for the text in it."""
    size, ground = style.get("font-size"), style.get("background-color") or style.get("background") or attributes.get("bgcolor")
    if size:
        look = look._replace(tiny=bool(NOTHING.fullmatch(size) or TINY.fullmatch(size)))
    if "visibility" in style:
        look = look._replace(invisible=style["visibility"] in ("hidden", "collapse"))
    if ground and not ground.startswith(("transparent", "inherit", "none")):
        look = look._replace(ground=_colour(ground))
    if colour := style.get("color") or attributes.get("color"):
        look = look._replace(colour=_colour(colour))
    return look


def _tidy(text: str) -> str:
    """Single spaces, no space around line ends, at most one blank line."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)


class _Walk:
    """One walk over one tree."""

    def __init__(self, hidden_classes: frozenset[str], *, forward: bool) -> None:
        self.hidden_classes = hidden_classes
        self.forward = forward
        self.out: list[str] = []
        self.waiting: list[tuple[LexborNode | str, Look]] = []  # what comes next, the nearest last; a str is text to put out

    def text(self, html: str) -> str:
        from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # the idle daemon does without it

        tree = LexborHTMLParser(html)
        self.waiting = [(root, Look()) for root in [tree.body or tree.root] if root is not None]
        while self.waiting:
            node, look = self.waiting.pop()
            if isinstance(node, str):
                self.out.append(node)
            else:
                self._visit(node, look)
        return _tidy("".join(self.out))

    def _visit(self, node: LexborNode, look: Look) -> None:
        if node.next is not None:
            self.waiting.append((node.next, look))
        tag = node.tag or ""
        if tag == "-text":
            if look.seen:
                text = node.text(deep=False) or ""
                self.out.append(text if look.pre else re.sub(r"\s+", " ", text))
        elif not tag.startswith("-") and tag not in SKIPPED:
            self._element(node, tag, look)

    def _element(self, node: LexborNode, tag: str, look: Look) -> None:
        attributes = node.attributes
        inner = self._look(node, tag, attributes, look) if attributes else look
        if inner is None:
            return
        ends = "\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else " " if tag in CELLS else ""
        if ends:
            self.out.append(ends)
        if node.first_child is not None:
            if ends:
                self.waiting.append((ends, look))
            self.waiting.append((node.first_child, inner._replace(pre=True) if tag == "pre" else inner))

    def _look(self, node: LexborNode, tag: str, attributes: dict[str, str | None], look: Look) -> Look | None:
        """How the text inside looks; None when it is not read."""
        style = _declarations(attributes.get("style") or "")
        names = {OWN_ID.sub("", name) for name in (attributes.get("class") or "")[:500].split()}
        own_id = OWN_ID.sub("", attributes.get("id") or "")
        lower = {name.lower() for name in (*names, own_id)}
        if "hidden" in attributes or _hides(style) or lower & PREHEADERS or lower & self.hidden_classes:
            return None
        quote = names & QUOTES or own_id in QUOTE_STARTS or (tag == "blockquote" and attributes.get("type") == "cite")
        if quote and not (look.quoted and own_id in QUOTE_STARTS and not names):
            if not self._passed_on(node, look):
                if own_id in QUOTE_STARTS:
                    self.waiting.clear()  # all that follows is earlier mail
                return None
            look = look._replace(quoted=True)
        return _restyle(look, style, attributes)

    def _passed_on(self, node: LexborNode, look: Look) -> bool:
        """True when earlier mail is what this mail is about: it was forwarded."""
        if FORWARDED.search(_leading(node)):
            return True
        above = _tidy("".join(piece[-300:] for piece in self.out[-40:]))[-300:]
        return not look.quoted and (self.forward or bool(FORWARDED.search(above)))


def _leading(node: LexborNode) -> str:
    """The first words inside an element."""
    return "\n".join(_first(node, 300))


def _first(node: LexborNode, size: int) -> Iterator[str]:
    for count, inside in enumerate(node.traverse(include_text=True, skip_empty=True)):
        if size <= 0 or count > 100:
            return
        if inside.tag == "-text":
            text = " ".join((inside.text(deep=False) or "").split())
            size -= len(text)
            yield text
