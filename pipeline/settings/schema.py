"""The office's own facts as typed models: regions, years, forms expected, deadlines, budget, report texts,
exceptions.

Comes in: ``config.yaml`` (Korean keys, because officers edit it). Goes out: frozen models with English names. Types
and ranges are checked here; sums, names and days in ``name_checks`` and ``year_checks``; what forms, report and rules
must declare in ``declared``. A mistake is a sentence with its line. Nothing here knows a particular year.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pipeline.settings.yaml_model import StrictModel

Text = Annotated[str, Field(min_length=1)]
Names = Annotated[tuple[Text, ...], Field(strict=False)]
Month = Annotated[int, Field(ge=1, le=12)]
Won = Annotated[int, Field(ge=0)]
Email = Annotated[str, Field(pattern=r"^$|^[^\s@,;<>\"]+@[^\s@,;<>\"]+$")]  # "" where it is not known


class Office(StrictModel):
    district: Text = Field(alias="자치구")
    department: Text = Field(alias="총괄부서")
    head: Text = Field(alias="부서장")
    head_email: Email = Field(default="", alias="부서장_전자우편")
    officer: str = Field(default="", alias="담당자")
    officer_phone: str = Field(default="", alias="담당자_전화")
    officer_email: Email = Field(default="", alias="담당자_전자우편")
    reply_days: int = Field(default=5, alias="회신_기한_일", ge=1, le=60)  # working days from the letter's arrival


class Programme(StrictModel):
    name: Text = Field(alias="이름")
    purpose: str = Field(default="", alias="목적")
    directions: Names = Field(default=(), alias="방향")


class Unit(StrictModel):
    """What sends the forms: 권역, 경로당, 동 … In code each of them is a region, whatever its name in the programme."""

    word: Text = Field(default="권역", alias="이름")
    counter: Text = Field(default="개", alias="세는_말")

    def counted(self, number: int) -> str:
        """ "5개 권역"; with a counter of its own "경로당 30곳"."""
        return f"{number:,}개 {self.word}" if self.counter == "개" else f"{self.word} {number:,}{self.counter}"

    @property
    def each(self) -> str:
        """ "권역별"."""
        return f"{self.word}별"


class Region(StrictModel):
    """One sender of forms. ``name`` is used in every text: its own name, else number and unit ("1권역").

    ``short`` is the name under a chart's bar; ``aliases`` are other names of it or of its lead organisation.
    """

    number: int = Field(alias="번호", ge=1, le=999)
    name: str = Field(default="", alias="이름")
    lead: str = Field(default="", alias="대표기관")
    short: Text = Field(alias="약칭")
    dongs: Names = Field(default=(), alias="동")
    aliases: Names = Field(default=(), alias="다른_이름")
    email: Email = Field(default="", alias="전자우편")

    @property
    def full_name(self) -> str:
        """ "1권역 녹번종합사회복지관"; the name alone where there is no lead organisation."""
        return f"{self.name} {self.lead}".rstrip()

    @property
    def bar_name(self) -> str:
        """The text under a chart's bar: "1권역" above "녹번"; the short name alone where the region has a name of its
        own.
        """
        return f"{self.name}\n{self.short}" if self.lead else self.short


class Thresholds(StrictModel):
    usual_multiple: float = Field(default=3.0, alias="평소의_배수", gt=1, strict=False)
    smallest_compared: int = Field(default=10, alias="비교_최소값", ge=0)
    warnings_per_region: int = Field(default=40, alias="권역별_경고_수", ge=1)


class ReadingLimitSettings(StrictModel):
    file_mb: int = Field(default=20, alias="파일_크기_MB", ge=1, le=2000)
    inflated_mb: int = Field(default=200, alias="압축_푼_크기_MB", ge=1, le=20000)
    ratio: int = Field(default=200, alias="압축_배율", ge=1, le=100_000)
    parts: int = Field(default=2000, alias="부품_수", ge=1, le=100_000)
    rows: int = Field(default=20000, alias="행", ge=1, le=1_048_576)
    columns: int = Field(default=200, alias="열", ge=1, le=16_384)
    seconds: int = Field(default=20, alias="파일당_초", ge=1, le=3600)
    memory_mb: int = Field(default=1000, alias="메모리_MB", ge=100, le=100_000)


Formats = Annotated[tuple[Literal["docx", "hwpx", "html"], ...], Field(strict=False)]


class ReportSettings(StrictModel):
    """``charts`` says how the DOCX shows charts: as pictures, or as Word's own charts, which can be edited. ``file``
    declares the sections; "" for those that come with the program.
    """

    sections: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = Field(alias="절")
    file: str = Field(default="", alias="내용_파일")
    empty_section: Literal["생략", "표시"] = Field(default="생략", alias="자료_없는_절")
    base_document: str = Field(default="", alias="바탕_문서")
    formats: Formats = Field(default=("docx", "hwpx", "html"), alias="형식")
    charts: Literal["그림", "워드"] = Field(default="그림", alias="차트")


class MonitoringRound(StrictModel):
    number: int = Field(alias="번호", ge=1)
    name: Text = Field(alias="이름")
    calls_name: Text = Field(default="상담", alias="실적_이름")  # the name of consultations in the report's table
    start: date = Field(alias="시작")
    end: date = Field(alias="끝")
    due: date = Field(alias="마감")


class ExpectedForm(StrictModel):
    """How one form is asked for in a year. ``tables`` names the tables asked for; empty means all tables of the
    form.
    """

    due: date | None = Field(default=None, alias="마감")
    annual: bool = Field(default=False, alias="연간")
    months: Annotated[tuple[Month, ...], Field(strict=False)] = Field(default=(), alias="월")
    due_day_of_next_month: int | None = Field(default=None, alias="다음달_마감일", ge=1, le=28)
    rounds: Annotated[tuple[MonitoringRound, ...], Field(strict=False)] = Field(default=(), alias="회차")
    tables: Names = Field(default=(), alias="표")


class BudgetItem(StrictModel):
    name: Text = Field(alias="이름")
    per_region_won: Won = Field(alias="권역별_원")
    total_won: Won = Field(alias="합계_원")


class Budget(StrictModel):
    path: str = Field(default="", alias="과목_경로")
    source: str = Field(default="", alias="재원")
    total_won: Won = Field(alias="총액_원")
    items: Annotated[tuple[BudgetItem, ...], Field(strict=False, min_length=1)] = Field(alias="과목")


class StageEvidence(StrEnum):
    """What shows that a stage was carried out. For a stage without evidence the report says that the returns cannot
    tell.
    """

    OPERATING_PLAN = "운영계획서"
    MEETINGS_AND_NEWS = "회의와 소식지"
    JOINT_PROJECTS = "공동사업"


class Stage(StrictModel):
    """A stage of the year. ``evidence`` says what in the returns proves it, whatever the stage's number is."""

    number: int = Field(alias="번호", ge=1)
    name: Text = Field(alias="이름")
    start_month: Month = Field(alias="시작월")
    end_month: Month = Field(alias="끝월")
    contents: Names = Field(default=(), alias="내용")
    evidence: Annotated[StageEvidence | None, Field(strict=False)] = Field(default=None, alias="증거")


class Duty(StrictModel):
    """A duty of the head office. ``kind`` is the 구분 under which its evidence is reported; ``table`` a table that
    proves it.
    """

    what: Text = Field(alias="내용")
    months: Annotated[tuple[Month, ...], Field(strict=False)] = Field(default=(), alias="월")
    kind: str = Field(default="", alias="구분")
    table: str = Field(default="", alias="표")
    times: int = Field(default=1, alias="횟수", ge=1)


class AllowedException(StrictModel):
    """A finding that was looked at and allowed. Narrower fields left empty match everything."""

    rule: Text = Field(alias="규칙")
    region: int | None = Field(default=None, alias="권역")
    file: str = Field(default="", alias="파일")
    sheet: str = Field(default="", alias="시트")
    cell: str = Field(default="", alias="셀")
    month: Month | None = Field(default=None, alias="월")
    reason: Text = Field(alias="까닭")
    allowed_by: Text = Field(alias="허용한_사람")
    allowed_on: date = Field(alias="날짜")


class Judgement(StrictModel):
    """The officer's judgement of the year, in her own words; the program writes none of it."""

    good: Names = Field(default=(), alias="잘된_점")
    poor: Names = Field(default=(), alias="미흡한_점")
    plans: Names = Field(default=(), alias="개선방안")


class YearPlan(StrictModel):
    """Everything that is particular to one year. ``regions`` and ``all_dongs`` replace the programme's where they
    differ that year. ``before`` is a folder with the returns of the year before, needed while neither its results nor
    its returns are in their usual places.
    """

    start: date = Field(alias="시작")
    end: date = Field(alias="끝")
    unconfirmed: Names = Field(default=(), alias="확인")  # values that a new year took over and nobody has checked yet
    programme_name: str = Field(default="", alias="사업_이름")
    main_contents: Names = Field(default=(), alias="주요_내용")
    projects_title: str = Field(default="", alias="공동사업_이름")
    report_day: date | None = Field(default=None, alias="보고일")
    judgement: Judgement = Field(default_factory=Judgement, alias="평가")
    regions: Annotated[tuple[Region, ...], Field(strict=False)] = Field(default=(), alias="권역")
    all_dongs: Names = Field(default=(), alias="모든_동")
    forms: dict[str, ExpectedForm] = Field(alias="서식")
    common_partners: Names = Field(default=(), alias="공동_참여기관")
    before: str = Field(default="", alias="전년_자료")
    holidays: Annotated[tuple[date, ...], Field(strict=False)] = Field(default=(), alias="공휴일")
    budget: Budget | None = Field(default=None, alias="예산")
    stages: Annotated[tuple[Stage, ...], Field(strict=False)] = Field(default=(), alias="단계")
    duties: Annotated[tuple[Duty, ...], Field(strict=False)] = Field(default=(), alias="총괄부서_할_일")
    exceptions: Annotated[tuple[AllowedException, ...], Field(strict=False)] = Field(default=(), alias="예외")


class Settings(StrictModel):
    """The whole settings file."""

    office: Office = Field(alias="기관")
    programme: Programme = Field(alias="사업")
    unit: Unit = Field(default_factory=Unit, alias="보내는_곳")
    regions: Annotated[tuple[Region, ...], Field(strict=False, min_length=1)] = Field(alias="권역")
    all_dongs: Names = Field(default=(), alias="모든_동")
    thresholds: Thresholds = Field(default_factory=Thresholds, alias="임계값")
    limits: ReadingLimitSettings = Field(default_factory=ReadingLimitSettings, alias="읽기_한도")
    report: ReportSettings = Field(alias="보고서")
    form_folder: str = Field(default="", alias="서식_폴더")  # "" for the program's own six forms
    extra_form_folders: Names = Field(default=(), alias="추가_서식_폴더")
    years: Annotated[dict[int, YearPlan], Field(min_length=1)] = Field(alias="연도")
