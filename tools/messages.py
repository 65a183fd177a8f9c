"""Collects every sentence of the server and updates the catalogues: `python -m tools.messages`."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools.tree import ROOT

TRANSLATIONS = ROOT / "app" / "translations"
LANGUAGES = ("vi",)
"""English needs none: the sentences in the code are English."""
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}


def found() -> Catalog:
    """Return every sentence in code and templates, with where it stands."""
    catalog = Catalog(charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        ROOT / "app",
        method_map=METHODS,
        options_map={"**/templates/**.html": {"silent": "false"}},
        keywords=KEYWORDS,
        strip_comment_tags=True,
    ):
        catalog.add(
            message, locations=[(f"app/{name}", line)], auto_comments=comments, context=context
        )
    return catalog


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def kept(language: str) -> Catalog:
    """Return a language's catalogue as it is in the tree."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> Iterator[str]:
    """Yield the sentences that a language does not say."""
    catalog = kept(language)
    for message in found():
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            own = catalog.get(key, message.context)
            if own is None or not own.string or "fuzzy" in own.flags:
                yield str(key)


def update(language: str) -> None:
    """Bring a catalogue up to the code: new sentences empty, old ones dropped."""
    catalog = kept(language) if path_of(language).exists() else Catalog(locale=language)
    catalog.update(found(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    written = BytesIO()
    write_po(written, catalog, width=100, omit_header=False, no_location=True, sort_output=True)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(written.getvalue())


def main() -> None:
    """Update every catalogue and name what is still to be said."""
    for language in LANGUAGES:
        update(language)
        for sentence in missing(language):
            print(f"{language}: {sentence}")


if __name__ == "__main__":
    main()
