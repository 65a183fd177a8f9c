"""Presentations made afresh: PPTX with speaker notes, and ones that mean harm."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org"
_A = f'xmlns:a="{_OFFICE}/drawingml/2006/main"'
_P = f'xmlns:p="{_OFFICE}/presentationml/2006/main"'
_R = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
_KIND = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def presentation(
    path: Path,
    slides: Sequence[tuple[str, str]],
    *,
    hidden: Sequence[int] = (),
    parts: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a PPTX of (title, notes) pairs; `hidden` are numbers from 1, `parts` replace parts.

    The parts lie in the file in another order than the slides are shown in.
    """
    count = len(slides)
    names = {
        **_frame(count),
        **{f"ppt/slides/slide{n}.xml": _slide(slides[n - 1][0], n in hidden) for n in _all(count)},
        **{f"ppt/notesSlides/notesSlide{n}.xml": _notes(slides[n - 1][1], n) for n in _all(count)},
    }
    for n in _all(count):
        names[f"ppt/slides/_rels/slide{n}.xml.rels"] = _ties(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rId2", "notesSlide", f"../notesSlides/notesSlide{n}.xml"),
        )
    whole = {name: text.encode() for name, text in names.items()} | dict(parts or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(whole, reverse=True):
            archive.writestr(name, whole[name])
    return path


def _all(count: int) -> range:
    return range(1, count + 1)


def _frame(count: int) -> dict[str, str]:
    """Return the parts around the slides, as few as LibreOffice asks for."""
    overrides = "".join(
        f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="{_TYPE}.slide+xml"/>'
        f'<Override PartName="/ppt/notesSlides/notesSlide{n}.xml"'
        f' ContentType="{_TYPE}.notesSlide+xml"/>'
        for n in _all(count)
    )
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 1}"/>' for n in _all(count))
    slide_ties = [(f"rId{n + 1}", "slide", f"slides/slide{n}.xml") for n in _all(count)]
    return {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{_TYPE}.presentation.main+xml"/>'
        '<Override PartName="/ppt/slideMasters/slideMaster1.xml"'
        f' ContentType="{_TYPE}.slideMaster+xml"/>'
        '<Override PartName="/ppt/slideLayouts/slideLayout1.xml"'
        f' ContentType="{_TYPE}.slideLayout+xml"/>{overrides}</Types>',
        "_rels/.rels": _ties(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_A} {_P} {_R}><p:sldMasterIdLst>"
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f"<p:sldIdLst>{listed}</p:sldIdLst>"
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": _ties(
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"), *slide_ties
        ),
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {_A} {_P} {_R}><p:cSld><p:spTree>"
        f"{_TREE}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2"'
        ' accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6"'
        ' hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>'
        '<p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>',
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _ties(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")
        ),
        "ppt/slideLayouts/slideLayout1.xml": f'<p:sldLayout {_A} {_P} {_R} type="blank"><p:cSld>'
        f"<p:spTree>{_TREE}</p:spTree></p:cSld></p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _ties(
            ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        ),
    }


def _slide(title: str, is_hidden: bool) -> str:
    show = ' show="0"' if is_hidden else ""
    return (
        f"<p:sld {_A} {_P} {_R}{show}><p:cSld><p:spTree>{_TREE}{_shape(title)}</p:spTree></p:cSld>"
        "</p:sld>"
    )


def _notes(text: str, number: int) -> str:
    body = _shape(text, '<p:ph type="body" idx="1"/>')
    page = _shape(str(number), '<p:ph type="sldNum" idx="2"/>')
    return (
        f"<p:notes {_A} {_P} {_R}><p:cSld><p:spTree>{_TREE}{body}{page}</p:spTree></p:cSld>"
        "</p:notes>"
    )


def _shape(text: str, place: str = "") -> str:
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="900000"/>'
        '<a:ext cx="9000000" cy="3000000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
        f"<p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
    )


def _ties(*ties: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for key, kind, target in ties
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )
