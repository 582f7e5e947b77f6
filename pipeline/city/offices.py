"""The offices of a folder, and the run of each in a process of its own.

Comes in: a folder with a folder for each office. Goes out: one ``OfficeRun`` per office in the order in which they end;
their content does not depend on the number of processes or on the use of a cluster. A process ends with its office, so
that memory stays at that of the largest office; only what the roll-up shows is kept of its results. An earlier result
never replaces a run that failed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.city.process import SECONDS_TO_CLEAN_UP, end_all, run_alone
from pipeline.cluster import cluster_at
from pipeline.earlier.results import figures_from_results
from pipeline.errors import (
    EXIT_ALREADY_RUNNING,
    EXIT_BUG,
    EXIT_CONFIG,
    EXIT_NO_USABLE_RETURN,
    EXIT_OK,
    EXIT_OUTPUT_LOCKED,
    EXIT_PROVISIONAL,
    EXIT_SELF_CHECK,
    ConfigError,
    PipelineError,
)
from pipeline.forms.form import FormSet
from pipeline.main import load
from pipeline.model.figures import Doubt, Figure
from pipeline.model.findings import Severity
from pipeline.model.words import HEAD_OFFICE
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Unit

CONFIG, INPUT, OUTPUT, RESULTS = "config.yaml", "input", "output", "results.json"
WRITTEN = (EXIT_OK, EXIT_PROVISIONAL)
GRAVEST_FIRST = (
    EXIT_BUG,
    EXIT_SELF_CHECK,
    EXIT_OUTPUT_LOCKED,
    EXIT_ALREADY_RUNNING,
    EXIT_CONFIG,
    EXIT_NO_USABLE_RETURN,
    EXIT_PROVISIONAL,
    EXIT_OK,
)
NO_REASON = "까닭을 남기지 못하고 멈췄습니다."
_FINER = ("dong", "month", "project", "activity")  # dimensions that only the office's own report shows


@dataclass(frozen=True, slots=True)
class Basis:
    """What a measure's numbers are based on; only numbers with the same basis may be added up over offices.

    ``form`` is the (id, version) of the form that declares it, ``forms`` those of all forms that ask for it. Offices
    are disjoint, so counts add up over them (``adds_up``), even counts of a whole office; a measure that may not be
    added over anything does not.
    """

    form: tuple[str, str]
    forms: tuple[tuple[str, str], ...]
    form_name: str
    measure: str
    label: str
    unit: str
    adds_up: bool

    @property
    def forms_text(self) -> str:
        """ "phone_monitoring 2021-1"."""
        return ", ".join(f"{form} {version}" for form, version in self.forms)


@dataclass(frozen=True, slots=True)
class OfficeRun:
    """How an office's run ended and what it found. Without a result (``code`` other than 0 or 20) there is only the
    reason.

    ``figures`` are those of the office and its regions; ``expected`` are the due entries of its results.json.
    """

    name: str
    code: int
    reason: str = ""
    status: str = ""
    as_of: date | None = None
    sha256: str = ""
    figures: tuple[Figure, ...] = ()
    bases: Mapping[str, Basis] = field(default_factory=dict)
    expected: tuple[Mapping[str, Any], ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    unit: Unit = field(default_factory=Unit)
    names: Mapping[int, str] = field(default_factory=dict)  # of its regions

    def called(self, region: int | None, otherwise: str = HEAD_OFFICE) -> str:
        return otherwise if region is None else self.names.get(region, f"{region}{self.unit.word}")

    @property
    def is_written(self) -> bool:
        return self.code in WRITTEN


def list_offices(folder: Path) -> list[Path]:
    """The offices' folders by name. Raises ConfigError where there is none."""
    if not folder.is_dir():
        raise ConfigError(f"자치구 폴더 '{folder}'을(를) 찾을 수 없습니다. --offices에 폴더를 적어 주세요.")
    offices = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    if not offices:
        raise ConfigError(
            f"'{folder}'에 자치구 폴더가 하나도 없습니다. 자치구마다 폴더를 만들어 {CONFIG}과 {INPUT}을 넣어 주세요."
        )
    return sorted(offices, key=lambda path: path.name)


def run_offices(
    offices: Sequence[Path], year: int, flags: Sequence[str], workers: int
) -> Generator[OfficeRun, None, None]:
    """One run per office, as they end, ``workers`` of them at a time; ``flags`` are handed to each."""
    pool = ThreadPoolExecutor(max_workers=max(1, workers))
    try:
        for done in as_completed([pool.submit(run_office, office, year, flags) for office in offices]):
            yield done.result()
    except BaseException:  # Ctrl+C too, which does not reach every process on every system
        end_all("")
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def run_offices_on_cluster(
    offices: Sequence[Path], year: int, flags: Sequence[str], address: str, processes: int
) -> Generator[OfficeRun, None, None]:
    """The same on a Dask cluster whose machines see the offices' folders under the same paths; each writes there.

    Raises ConfigError as ``cluster_at`` does, and where the cluster is lost.
    """
    there = [office.absolute() for office in offices]  # a worker has its own working folder
    with cluster_at(address, there[0].parent, processes) as cluster:
        tasks = [cluster.submit(run_office, office, year, flags, cluster.id) for office in there]
        try:
            for task in cluster.as_finished(tasks):
                yield task.result()
        except BaseException:  # Ctrl+C too: no process may go on writing without us
            cluster.end(tasks, end_all, cluster.id)
            raise


def run_office(office: Path, year: int, flags: Sequence[str], owner: str = "") -> OfficeRun:
    """The office's run; one that cannot be started, or whose result cannot be read, has failed like any other."""
    try:
        return _run(office, year, flags, owner)
    except OSError:
        return OfficeRun(
            office.name, EXIT_CONFIG, f"'{office.name}' 폴더를 열 수 없습니다. 폴더의 권한을 확인해 주세요."
        )
    except (PipelineError, ValueError, KeyError, TypeError):
        return OfficeRun(office.name, EXIT_BUG, f"{RESULTS}을 읽을 수 없습니다.")


def worst_code(codes: Sequence[int]) -> int:
    """The exit code that needs somebody most: a bug, a failed self-check, …, provisional, final."""
    return min(codes, key=GRAVEST_FIRST.index)


def _run(office: Path, year: int, flags: Sequence[str], owner: str) -> OfficeRun:
    command = ["--year", str(year), *_input(office, year), "--workers", "1", *flags]
    ended, screen = run_alone(office, command, owner)
    for _ in range(2 * SECONDS_TO_CLEAN_UP if owner else 0):  # after a lost worker, its run may still be cleaning up
        if ended != EXIT_ALREADY_RUNNING:
            break
        time.sleep(1)
        ended, screen = run_alone(office, command, owner)
    code = ended if ended in GRAVEST_FIRST else EXIT_BUG
    if code in WRITTEN:
        return _found(office, year, code)
    return OfficeRun(office.name, code, _reason(screen), bases=_known_bases(office, year))


def _input(office: Path, year: int) -> list[str]:
    """input/<year> as usual; input/ itself where it has no folder for any year."""
    folder = office / INPUT
    if not folder.is_dir():
        return []
    has_years = any(path.is_dir() and path.name.isdigit() and len(path.name) == 4 for path in folder.iterdir())
    return [] if has_years else ["--input", INPUT, "--output", f"{OUTPUT}/{year}"]


def _reason(screen: str) -> str:
    """The sentence with which the run ended."""
    told = [line.removeprefix("■ ") for line in screen.splitlines() if line.startswith("■ ")]
    return told[-1] if told else NO_REASON


def _found(office: Path, year: int, code: int) -> OfficeRun:
    data = (office / OUTPUT / str(year) / RESULTS).read_bytes()
    content = json.loads(data)
    config, forms = load(office / CONFIG, year)
    doubts = [entry["doubts"] for entry in content["figures"]]
    figures = [
        # The words say what is in doubt; only the office's own charts show how far the number may move.
        replace(figure, doubts=tuple(Doubt(words, 0) for words in doubted))
        for figure, doubted in zip(figures_from_results(content, forms, year), doubts, strict=True)
        if all(getattr(figure, dimension) is None for dimension in _FINER)
    ]
    return OfficeRun(
        office.name,
        code,
        status=content["status"],
        as_of=date.fromisoformat(content["as_of"]),
        sha256=hashlib.sha256(data).hexdigest(),
        figures=tuple(figures),
        bases=_bases(config, forms),
        expected=tuple({**entry, "name": forms[entry["form"]].name} for entry in content["expected"]),
        findings=Counter(item["severity"] for item in content["findings"] if _is_open(item)),
        unit=config.unit,
        names={number: region.name for number, region in config.regions.items()},
    )


def _is_open(item: Mapping[str, Any]) -> bool:
    """Whether a finding is open; an answer settles a warning, never an error."""
    return not item.get("exception") and (item["severity"] == Severity.ERROR or not item.get("answer"))


def _known_bases(office: Path, year: int) -> dict[str, Basis]:
    """The bases of what the office would have counted; {} where its settings cannot be read."""
    try:
        return _bases(*load(office / CONFIG, year))
    except ConfigError:
        return {}


def _bases(config: YearConfig, forms: FormSet) -> dict[str, Basis]:
    bases = {}
    for owner in forms:
        for name, measure in owner.measures.items():
            asked = [
                form
                for form in forms
                if form is owner
                or (config.expected(form.id) is not None and any(name in table.measures for _, table in form.tables()))
            ]
            versions = tuple(sorted((form.id, form.version) for form in asked))
            bases[name] = Basis(
                (owner.id, owner.version),
                versions,
                owner.name,
                name,
                measure.name,
                measure.unit,
                adds_up=bool(measure.add_over),
            )
    return bases
