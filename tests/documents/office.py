"""Office files made afresh: honest ones and ones that mean harm."""

import io
import zipfile

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/octet-stream"/>{more}</Types>'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = (
    '<?xml version="1.0"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org'
    '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(
    text: str,
    *,
    pages: int = 1,
    more_types: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """Return a DOCX with `text` on each page; `parts` are further parts by their names."""
    paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = turn.join([paragraph] * pages)
    types = f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>{more_types}'
    return _zip(
        {
            "[Content_Types].xml": _TYPES.format(more=types).encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body>"
            "</w:document>".encode(),
            **(parts or {}),
        }
    )


def open_document(
    text: str, *, kind: str = "text", inside: str = "", parts: dict[str, bytes] | None = None
) -> bytes:
    """Return an ODT (or ODS, ODP by `kind`); `inside` is further markup of an ODT's text."""
    names = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "text", "table", "presentation", "style")
    )
    names += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    paragraph = f'<text:p><text:span text:style-name="T">{text}</text:span></text:p>'
    bodies = {
        "text": paragraph + inside,
        "spreadsheet": '<table:table table:name="A"><table:table-row><table:table-cell'
        f' office:value-type="string">{paragraph}</table:table-cell></table:table-row>'
        "</table:table>",
        "presentation": '<draw:page draw:name="p1" draw:master-page-name="M"><draw:frame'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:x="2cm"'
        f' svg:y="2cm" svg:width="15cm" svg:height="5cm"><draw:text-box>{paragraph}'
        "</draw:text-box></draw:frame></draw:page>",
    }
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        '<office:automatic-styles><style:style style:name="T" style:family="text">'
        '<style:text-properties fo:font-size="24pt"/></style:style></office:automatic-styles>'
        "<office:body>"
        f"<office:{kind}>{bodies[kind]}</office:{kind}></office:body></office:document-content>"
    )
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _zip(
        {
            "mimetype": media_type.encode(),
            "content.xml": content.encode(),
            "styles.xml": _styles(names).encode(),
            "META-INF/manifest.xml": manifest.encode(),
            **(parts or {}),
        },
        stored=("mimetype",),
    )


def _styles(names: str) -> str:
    """Return the styles that a slide cannot be without."""
    size = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    return (
        f'<?xml version="1.0"?><office:document-styles {names} {size} office:version="1.2">'
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties'
        ' fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="M"'
        ' style:page-layout-name="L"/></office:master-styles></office:document-styles>'
    )


def with_macros() -> bytes:
    """Return a DOCX whose macro part has an innocent name."""
    vba = "application/vnd.ms-office.vbaProject"
    override = f'<Override PartName="/word/picture.bin" ContentType="{vba}"/>'
    return word("x", more_types=override, parts={"word/picture.bin": b"\0" * 64})


def bomb() -> bytes:
    """Return a DOCX of a few hundred KB whose text unpacks to 300 MB."""
    return word("x", parts={"word/footnotes.xml": b" " * (300 << 20)})


def compound(*names: str) -> bytes:
    """Return a compound file whose directory holds these names and nothing else."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    for place in range(80, 512, 4):
        header[place : place + 4] = b"\xff\xff\xff\xff"
    entries = ("Root Entry", *names)
    sectors = (len(entries) + 3) // 4
    after = [*range(2, sectors + 1), 0xFFFFFFFE]
    table = [0xFFFFFFFD, *after] + [0xFFFFFFFF] * (127 - len(after))
    fat = b"".join(each.to_bytes(4, "little") for each in table)
    directory = b"".join(map(_entry, entries)).ljust(512 * sectors, b"\0")
    return bytes(header) + fat + directory


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + b"\2" + bytes(61)


def _zip(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return file.getvalue()
