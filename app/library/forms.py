"""What requests about documents and links bring and get."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from app.contract import Answer, Form

Audience = Literal["public", "delegates", "presidium"]
UploadKey = Annotated[str, Field(min_length=8, max_length=64)]


class DocumentForm(Form):
    """What goes with an uploaded file; without a title the file's name is taken."""

    title: Annotated[str, Field(max_length=300)] = ""
    session_id: int | None = None
    agenda_item_id: int | None = None
    """An item says the session too."""
    audience: Audience = "public"
    section: Annotated[str, Field(max_length=120)] = ""
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    key: UploadKey | None = None
    """Chosen by the sender: the same upload sent again, after a lost answer, is taken once."""
    if_same: Literal["keep", "ask"] = "keep"
    """`ask` refuses a file that is here already and says as what (`same_as`)."""


class FileForm(Form):
    """What goes with a new version."""

    key: UploadKey | None = None


class DocumentChange(Form):
    """Everything about a document that is not its file."""

    title: Annotated[str, Field(min_length=1, max_length=300)]
    session_id: int | None = None
    agenda_item_id: int | None = None
    audience: Audience = "public"
    section: Annotated[str, Field(max_length=120)] = ""
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None


class DocumentOrder(Form):
    """Every document of the congress, each once, in the new order."""

    ids: Annotated[list[int], Field(min_length=1, max_length=5000)]


class VersionAnswer(Answer):
    """The file that was added last: readers get it once it is ready."""

    number: int
    state: str
    pages: int
    pages_ready: int
    reason: str
    file_name: str
    step: str
    """While working: converting, rendering or indexing."""
    size_bytes: int
    created_at: datetime


class DocumentMade(Answer):
    """A document on its way: ask for it again until it is ready or refused."""

    id: int
    state: str


class DocumentAnswer(Answer):
    """A document and how far it is; `reason` is a sentence when it was refused."""

    id: int
    title: str
    state: str
    pages: int
    pages_ready: int
    reason: str
    audience: str
    session_id: int | None
    agenda_item_id: int | None
    section: str
    opens_at: datetime | None
    closes_at: datetime | None
    version: int
    media_type: str
    size_bytes: int
    newest: VersionAnswer


class OldVersion(VersionAnswer):
    """A version in the list of all: who brought it, and whether readers get it now."""

    media_type: str
    added_by: str
    is_current: bool


class PageText(Answer):
    """The text of a page; each word with its box, relative to the page (0 to 1)."""

    width: float
    height: float
    text: str
    words: list[Any]


class SearchHit(Answer):
    """A page that holds what was searched; the snippet's hits are [start, end) ranges."""

    document_id: int
    title: str
    page: int
    snippet: str
    hits: list[tuple[int, int]]


class LinkForm(Form):
    """A new link; `id` names the session or the document, `site_id` where its code hangs."""

    target: Literal["congress", "session", "document", "delegates"]
    id: int | None = None
    site_id: int | None = None
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None


class LinkMade(Answer):
    """The new link and the address that its QR holds."""

    id: int
    url: str


class LinkAnswer(Answer):
    """A link as the office sees it."""

    id: int
    url: str
    target: str
    target_id: int | None
    site_id: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    scans: int


class NoteForm(Form):
    """A private note on a page; one without mark and text is an emptied one."""

    marked: bool = False
    text: Annotated[str, Field(max_length=4000)] = ""
    age_seconds: Annotated[float, Field(ge=0, le=31_536_000)] = 0
    """How long ago it was written; an age needs no clock that is right."""


class NoteAnswer(Answer):
    """A private note as its owner gets it."""

    page: int
    marked: bool
    text: str
    changed_at: datetime


class NamesAnswer(Answer):
    """A delegation and its delegates: names and positions, nothing else."""

    name: str
    delegates: list["NameAnswer"]


class NameAnswer(Answer):
    """A delegate as every participant may see one."""

    name: str
    position: str
