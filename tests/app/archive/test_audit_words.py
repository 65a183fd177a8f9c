"""Every code of the audit that the program writes has a sentence, and a kind to be found under."""

import ast
from collections.abc import Iterator
from pathlib import Path

import app
from app.archive.audit_words import KINDS, PREFIXES, SENTENCES
from tools.messages import missing

ROOT = Path(app.__file__).parent


def written_codes() -> Iterator[tuple[str, str]]:
    """Yield every value of `did` in the program, with its file; `*` stands for what varies."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for value in values_of_did(node):
                yield from ((code, path.name) for code in codes_in(value))


def values_of_did(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what is said as `did`: in a call, or before it under that name."""
    if isinstance(node, ast.Call):
        yield from (each.value for each in node.keywords if each.arg == "did")
        if getattr(node.func, "id", "").startswith("commit_about"):
            yield from node.args
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "did":
        yield node.value


def codes_in(value: ast.expr) -> Iterator[str]:
    """Yield the codes of a constant, of both ends of an `if`, of a text with blanks."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from (*codes_in(value.body), *codes_in(value.orelse))
    elif isinstance(value, ast.JoinedStr):
        yield "".join(
            str(each.value) if isinstance(each, ast.Constant) else "*" for each in value.values
        )


def is_said(code: str) -> bool:
    before, star, after = code.partition("*")
    return any(
        did.startswith(before) and did.endswith(after) if star else did == code for did in SENTENCES
    )


def test_every_code_has_a_sentence():
    unsaid = [each for each in written_codes() if not is_said(each[0])]
    assert unsaid == [], "write what it says into app/archive/audit_words.py"


def test_the_search_for_codes_finds_them():
    found = {code for code, _file in written_codes()}
    assert {"check_in", "grant.add", "user.accept", "roll_call.close", "device.pair.*"} <= found


def test_every_sentence_is_of_one_kind():
    assert set(KINDS) == set(PREFIXES)
    for did in SENTENCES:
        kinds = [kind for kind, starts in PREFIXES.items() if did.startswith(tuple(starts))]
        assert len(kinds) == 1, (did, kinds)


def test_every_sentence_is_there_in_vietnamese():
    said = {str(sentence) for sentence in SENTENCES.values()}
    assert said & set(missing("vi")) == set()
