"""What requests about packs get."""

from app.contract import Answer


class PackedDocument(Answer):
    """A document that may be kept; sizes are in bytes, `pictures` has one for each page."""

    id: int
    title: str
    version: int
    digest: str
    pictures: list[int]
    texts: int


class PackAnswer(Answer):
    """All that this visitor may keep; another `holder` means that another person reads."""

    holder: str
    documents: list[PackedDocument]
