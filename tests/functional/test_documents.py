"""What the documents show: the program knows and can run every command in them, and every link leads to a file."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import Workbook

from examples.city import make_offices
from pipeline.cli import build_parser
from pipeline.commands import GUIDE
from tests.support.command import ROOT, run_here
from tools import bundle

DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")) if path.is_file()
)
STARTS = re.compile(r"^(?:python3? run\.py|실행\.bat|\./run\.sh)\b")
OF_THE_LAUNCHER = {"test", "prepare", "bundle"}
PLACEHOLDER = re.compile(r"…|[A-Z가-힣]+$")  # `--region N`, `--input 폴더`


def tokens_of(path: Path) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8-sig")):
        yield token
        yield from token.children or []


def shown(path: Path) -> Iterator[str]:
    """The lines of code in a document. In them, an explanation comes after two spaces."""
    for token in tokens_of(path):
        if token.type in ("fence", "code_inline"):
            yield from (re.split(r" {2,}", line.strip())[0] for line in token.content.splitlines())


def commands() -> list[tuple[str, ...]]:
    """The arguments of every command of ours in the documents, each once; options in brackets count as given."""
    pages = [*GUIDE.format(year=2021).splitlines(), *bundle.install_page(list(bundle.TARGETS), ["3.13"]).splitlines()]
    ours = [part for line in pages for part in re.split(r" {2,}|: +", line)]
    lines = [line for path in DOCUMENTS for line in shown(path)] + ours
    found = (line for line in lines if STARTS.match(line))
    return sorted(
        {tuple(shlex.split(STARTS.sub("", re.sub(r"[\[\]]", "", line).replace("\\", "/")))) for line in found}
    )


COMMANDS = commands()
RUNNABLE = [
    words
    for words in COMMANDS
    if words
    and words[0] not in OF_THE_LAUNCHER
    and "--scheduler" not in words
    and not any(PLACEHOLDER.search(word) for word in words if " " not in word)
]


def test_the_documents_show_the_commands_that_matter() -> None:
    assert ("--year", "2020", "--input", "examples/2020") in RUNNABLE
    first_words = {words[0] for words in COMMANDS if words}
    assert {"templates", "check", "explain", "new-year", "doctor", "test", "bundle"} <= first_words
    assert {"templates", "check", "explain", "new-year", "doctor"} <= {words[0] for words in RUNNABLE}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_that_a_document_shows_is_understood(words: tuple[str, ...]) -> None:
    if words[:1] == ("bundle",):
        flags = [word for word in words if word.startswith("--")]
        assert set(flags) <= {"--for", "--python", "--to"}
    elif not words or words[0] not in OF_THE_LAUNCHER:
        parser = build_parser()
        parser.refuse_unknown_flags(words)
        if "--help" not in words:
            numbered = [re.sub(r"^(N|번호|수)$", "3", word) for word in words]
            parser.parse_intermixed_args(numbered)


@pytest.mark.thorough
def test_every_command_that_a_document_shows_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "config.yaml", tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for year in ("2020", "2021"):
        shutil.copytree(ROOT / "examples" / year, tmp_path / "input" / year)
    book = Workbook()
    book.worksheets[0].append(["3권역 상담", 1])
    book.save(tmp_path / "내합계.xlsx")  # the officer's own totals, for --compare
    make_offices(1, tmp_path / "offices")
    monkeypatch.chdir(tmp_path)
    assert run_here("new-programme", "새사업", "--year", "2021", root=tmp_path).code == 0
    for words in RUNNABLE:
        outcome = run_here(*words, root=tmp_path)
        # doctor's exit code depends on this computer, whose date may be later than every year of the settings.
        assert outcome.code in ({0, 10} if words[0] == "doctor" else {0, 20}), (words, outcome.out, outcome.err)


def test_make_and_module_names_in_the_documents_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {line.split()[1] for path in DOCUMENTS for line in shown(path) if re.match(r"make [a-z]+", line)}
    assert {"check", "guide", "test"} <= named
    assert named <= targets
    modules = {
        name
        for path in DOCUMENTS
        for line in shown(path)
        for name in re.findall(r"-m ((?:pipeline|tools)[\w.]*)", line)
    }
    for name in modules:
        place = ROOT.joinpath(*name.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    for token in tokens_of(path):
        if token.type == "link_open":
            target = unquote(str(token.attrs["href"])).partition("#")[0]
            assert target.startswith("http") or not target or (path.parent / target).exists(), target
