"""The pages inside a pack: an index with search and one page to read for each document.

Both languages stand beside each other, Vietnamese first: the stick may reach anybody. Nothing is
fetched from anywhere, so the pages work from a file, in browsers of 2018 too.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f6f4ee;color:#14213d;font:18px/1.5 "Be Vietnam Pro","Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif}
header{background:#0c2556;color:#fff;border-bottom:5px solid #e6a419}
header>div,main{max-width:60rem;margin:0 auto;padding:24px 20px}
h1{margin:0;font-size:1.6rem;line-height:1.3}
h2{margin:32px 0 12px;font-size:1.2rem}
header p{margin:6px 0 0}
a{color:#12409b}
header a{color:#fff}
.en{color:#4c5872;font-size:.85em;font-weight:400}
header .en{color:#c9d5f2}
input{width:100%;min-height:52px;padding:8px 16px;border:2px solid #8d8a80;border-radius:10px;
font:inherit}
ol,ul{margin:0;padding:0;list-style:none}
.rows{border:1px solid #dbd6c8;border-radius:14px;background:#fff}
.rows>li{padding:14px 18px}
.rows>li+li{border-top:1px solid #dbd6c8}
.rows a{display:inline-block;padding:10px 0;margin-right:20px}
.rows .title{display:block;padding:4px 0;margin:0;font-weight:600}
.note{color:#4c5872;font-size:.9rem}
mark{background:#ffdf7e;color:#14213d}
figure{margin:0 0 28px;padding:0}
figure img{display:block;width:100%;height:auto;border:1px solid #dbd6c8;background:#fff}
figcaption{padding:6px 0;color:#4c5872;font-size:.9rem;text-align:center}
details p{white-space:pre-wrap}
summary{min-height:48px;padding:10px 0;color:#12409b;cursor:pointer}
@media print{header{color:#000;background:none}.screen{display:none}}
"""
_MEGA = 1_000_000


def index_page(order: Mapping[str, Any], documents: Sequence[Mapping[str, Any]]) -> bytes:
    """Return index.html: what is in the pack, and a search through all of it."""
    body = [
        '<div class="screen" id="search-box" hidden>',
        f'<p><label for="search">{_both("Tìm trong mọi văn kiện, không cần dấu", "Search all")}',
        '</label></p><input id="search" type="search" autocomplete="off">',
        '<p id="count" class="note" role="status"></p><ol id="found" class="rows" hidden></ol>',
        "</div>",
    ]
    for heading, group in groupby(documents, key=lambda each: each["heading"]):
        name = escape(heading) if heading else _both("Văn kiện", "Documents")
        body.append(f'<h2>{name}</h2><ol class="rows">{"".join(map(_row, group))}</ol>')
    if not documents:
        body.append(f"<p>{_both('Chưa có văn kiện nào.', 'There are no documents.')}</p>")
    body.append(f'<p class="note">{_checksums()}</p>')
    body.append(f'<script type="application/json" id="texts">{_texts(documents)}</script>')
    body.append(f"<script>{order['script']}</script>")
    return _page(order, title=order["congress"]["title"], body="\n".join(body))


def reading_page(order: Mapping[str, Any], document: Mapping[str, Any]) -> bytes:
    """Return a document as its pages one under the other, each with its text."""
    back = _both("Tất cả văn kiện", "All documents")
    original = _both("Tệp gốc", "Original file")
    body = [
        f'<p class="screen"><a href="../index.html">← {back}</a>'
        f' &nbsp; <a href="../{_link(document["file"])}">{original}</a></p>',
        *(_figure(page) for page in document["pages"]),
    ]
    return _page(order, title=document["title"], body="\n".join(body))


def _row(document: Mapping[str, Any]) -> str:
    size = f"{max(document['bytes'] / _MEGA, 0.1):.1f}".replace(".", ",")
    pages = len(document["pages"])
    return (
        f'<li><a class="title" href="{document["read"]}">{document["number"]}.'
        f" {escape(document['title'])}</a>"
        f'<span class="note">{pages} trang · pages &nbsp; {size} MB</span><br>'
        f'<a href="{document["read"]}">{_both("Đọc", "Read")}</a>'
        f'<a href="{_link(document["file"])}">{_both("Tệp gốc", "Original file")}</a></li>'
    )


def _figure(page: Mapping[str, Any]) -> str:
    number, text = page["number"], escape(page["text"])
    ratio = round(720 * page["height"] / max(page["width"], 1))
    picture = (
        f'<img src="../{page["picture"]}" width="720" height="{ratio}" loading="lazy"'
        f' alt="Trang {number}">'
        if page["picture"]
        else ""
    )
    words = _both("Chữ trên trang này", "Text of this page")
    told = f"<details><summary>{words}</summary><p>{text}</p></details>" if text else ""
    caption = f"<figcaption>Trang {number} · Page {number}</figcaption>"
    return f'<figure id="p{number}">{picture}{caption}{told}</figure>'


def _texts(documents: Sequence[Mapping[str, Any]]) -> str:
    """Return what the search reads: [{title, read, pages: [text…]}], safe inside a script."""
    told = [
        {
            "title": document["title"],
            "read": document["read"],
            "pages": [page["text"] for page in document["pages"]],
        }
        for document in documents
    ]
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _checksums() -> str:
    return _both(
        "SHA256SUMS giữ mã kiểm tra của mọi tệp; manifest.json là danh mục cho máy đọc.",
        "SHA256SUMS holds the checksum of every file; manifest.json is the list for programs.",
    )


def _page(order: Mapping[str, Any], *, title: str, body: str) -> bytes:
    congress = order["congress"]
    whose = congress["title"] if congress["title"] != title else ""
    under = " · ".join(filter(None, (whose, congress["venue"], congress["days"])))
    html = (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<header><div><h1>{escape(title)}</h1><p>{escape(under)}</p></div></header>"
        f"<main>\n{body}\n</main></body></html>\n"
    )
    return html.encode()


def _both(vietnamese: str, english: str) -> str:
    return f'{escape(vietnamese)} <span class="en" lang="en">{escape(english)}</span>'


def _link(name: str) -> str:
    """Return a name in the pack as an address: only what an address cannot hold is written anew."""
    for letter, written in (("%", "%25"), ("#", "%23"), ("?", "%3F"), (" ", "%20")):
        name = name.replace(letter, written)
    return escape(name)
