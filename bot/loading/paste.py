"""A text that an editor pastes → an article: its first line is the headline, the others are the text."""

from __future__ import annotations

import hashlib

from retrieval.records import Article, SetAside

_ID_BYTES = 5


def article(text: str) -> Article | SetAside:
    """The article of a pasted text, under an id made from its words: the same text makes the same article."""
    title, *lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    body = "\n".join(lines)
    if not any(map(str.isalpha, title)) or not any(map(str.isalpha, body)):
        return SetAside("", "a headline and a text are needed, the headline in the first line")
    digest = hashlib.blake2b(f"{title}\n{body}".encode(errors="replace"), digest_size=_ID_BYTES).hexdigest()
    return Article(f"pasted-{digest}", title, body)
