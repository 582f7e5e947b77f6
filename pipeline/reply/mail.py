"""The folder 메일: drafts to each region and to the head of the department. Nothing is ever sent.

Comes in: the run, the return copies and the report. Goes out: for each letter an .eml that opens as a draft and a .txt
to paste. Same input, same bytes: no date, no message id, a boundary derived from the content.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from email.encoders import encode_base64
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path, PurePath

from pipeline.model.result import RunResult
from pipeline.model.returns import Return
from pipeline.reply.blank_forms import blank_forms
from pipeline.reply.mail_texts import Letter, letter_subject, letter_text, letters_of
from pipeline.reply.marked import file_stem, plan_requests
from pipeline.reply.plain_lines import folded
from pipeline.report.blocks import Report
from pipeline.settings.load import YearConfig

POLICY = SMTP.clone(max_line_length=998)  # folded subjects lose spaces between Korean words
REPORT_STEM = "부서장_보고"
UNKNOWN_STEM = "보낸곳_확인필요"
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_OFFICE_TYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write_mail_drafts(
    result: RunResult,
    folder: Path,
    copies: Sequence[Path],
    reported: tuple[Report, Path] | None,
    region: int | None = None,
) -> list[Path]:
    """The paths of the drafts: for each letter an .eml and a .txt with the same text.

    ``copies`` are the return copies of this run; each goes to the region that has to correct it, with a blank form for
    each return that it owes. Without ``reported`` (the report and its file) there is no letter to the head of the
    department. ``region`` is the one that the run and the report are about, None for the office.
    """
    folder.mkdir(parents=True, exist_ok=True)
    by_name = {path.name: path for path in copies}
    paths: list[Path] = []
    for letter in letters_of(result, plan_requests(result)):
        names = [name for request in letter.requests for name in (request.file_name, request.list_name)]
        attached = {name: by_name[name].read_bytes() for name in names if name in by_name}
        attached |= blank_forms(result, letter.owed)
        text = _text(result.returns, letter_text(result, letter, list(attached)), attached)
        draft = _draft(
            letter_subject(result.config, result.forms, letter), _receiver(result.config, letter), text, attached
        )
        paths += _write(folder / _stem(result.config, letter), draft, text)
    if reported is not None:
        from pipeline.reply.head_texts import report_subject, report_text  # noqa: PLC0415 - it knows all sections

        report, path = reported
        attached = {path.name: path.read_bytes()}
        text = _text(result.returns, report_text(result, report, [path.name], region), attached)
        draft = _draft(report_subject(result, report), result.config.settings.office.head_email, text, attached)
        paths += _write(folder / REPORT_STEM, draft, text)
    return paths


def _text(returns: Sequence[Return], lines: Sequence[str], attached: Iterable[str]) -> str:
    """The lines as one text, without breaking any file name."""
    files = [source.file for source in returns]
    return "\n".join(folded(lines, [*files, *(file.rpartition("/")[2] for file in files), *attached])) + "\n"


def _stem(config: YearConfig, letter: Letter) -> str:
    if not letter.is_placed:
        return UNKNOWN_STEM
    owner = config.regions[letter.region].name if letter.region is not None else config.settings.office.department
    return f"{file_stem(owner)}_{'보완' if letter.requests else '제출'}요청"


def _receiver(config: YearConfig, letter: Letter) -> str:
    office = config.settings.office
    return config.regions[letter.region].email if letter.region is not None else office.officer_email


def _draft(subject: str, receiver: str, text: str, attached: Mapping[str, bytes]) -> EmailMessage:
    """A letter that mail programs open for editing, with the files in ``attached`` (name -> bytes).

    Without a usable address the field for the receiver is left out.
    """
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(subject.split())
    if _ADDRESS.fullmatch(receiver.strip()):
        message["To"] = receiver.strip()
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="base64")
    if attached:
        message.make_mixed()
        for name, content in attached.items():
            message.attach(_attachment(name, content))
        seed = "\n".join([subject, text, *attached])
        message.set_boundary(f"=_{hashlib.sha256(seed.encode()).hexdigest()[:32]}")
    return message


def _attachment(file_name: str, content: bytes) -> EmailMessage:
    """The file as a message part that every mail program shows under its name.

    Newer programs read ``filename*`` (RFC 2231); Outlook and the mail of Korean portals show "ATT0001.dat" unless the
    type names the file as well, in encoded words. The policy of this part leaves the headers as they are written here.
    """
    name = unicodedata.normalize("NFC", file_name)
    kind = _OFFICE_TYPES.get(PurePath(name).suffix.lower(), "octet-stream")
    named = name if name.isascii() else Header(name, "utf-8", maxlinelen=70).encode(linesep="\r\n")
    part = EmailMessage(policy=compat32)
    part["Content-Type"] = f'application/{kind};\r\n name="{named}"'
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    part.set_payload(content)
    encode_base64(part)
    return part


def _write(stem: Path, draft: EmailMessage, text: str) -> list[Path]:
    mail, plain = stem.with_name(f"{stem.name}.eml"), stem.with_name(f"{stem.name}.txt")
    mail.write_bytes(draft.as_bytes())
    plain.write_text(f"제목: {draft['Subject']}\n\n{text}", encoding="utf-8", newline="\n")
    return [mail, plain]
