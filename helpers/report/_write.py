"""Write the report beside the figures it shows."""

from collections.abc import Iterable
from pathlib import Path

from helpers._files import replace
from helpers.report._run import last_run
from helpers.report._settings import settings_of


def write_report(
    texts: str | Path,
    *,
    folder: Path | None = None,
    notebooks: Iterable[Path] = (),
    settings: Path | None = None,
) -> list[Path]:
    """Write `report.html` and `report.docx` beside the last run's figures; return them, and `report.toml`.

    >>> write_report("seeds", folder=Path("nowhere"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.InputError: there are no figures in ...nowhere yet; run python -m helpers figures first

    `folder` and `notebooks` are those of `last_run`; `settings` is the `report.toml`, if not the one beside
    the texts. What is missing or stale, or wrong in `report.toml`, raises an InputError of one sentence. The
    same run and the same settings give the same bytes.
    """
    from helpers.report import _carrying, _document, _page, _parts, _reading

    run = last_run(texts, folder=folder, notebooks=notebooks)
    chosen, told = settings_of(run, settings)
    made = _carrying.measured(run)
    parts = list(_parts.parts(run, chosen, _carrying.carrying(made)))
    page = _page.page(chosen, parts, _reading.script_and_style(run, made)).encode()
    files = {run.folder / "report.html": page, run.folder / "report.docx": _document.document(chosen, parts)}
    for path, data in files.items():
        replace(path, data)
    return [*files, told]
