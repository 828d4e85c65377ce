"""JupyterLab as `make lab` opens it: on the start page, in `working/`, with settings of its own."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers import ROOT, WORKING, WRITTEN, YOURS

HERE = Path(__file__).parent
START = "00-start.ipynb"
WORKSPACES = WORKING / ".workspaces"
FILES_SHARE = 0.25  # of the window's width, for the file browser
REMARK = (
    "# Do your texts lie somewhere else? Write the path of the file or folder below this line, and save.\n"
)


def command(rest: Sequence[str] = ()) -> list[str]:
    """What starts JupyterLab; `rest` is handed to it."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={WORKING}",
        "--ServerApp.contents_manager_class=helpers._lab.contents.Contents",
        f"--LabApp.default_url=/lab/tree/{START}",
        "--LabApp.expose_app_in_browser=True",  # so that the desk's button can run the cells below it
        *rest,
    ]


def surroundings() -> dict[str, str]:
    """The environment of JupyterLab and its kernels: the user's, this kit's helpers, our settings."""
    ours = {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_PATH": _first(HERE, "JUPYTER_CONFIG_PATH"),
        "JUPYTERLAB_WORKSPACES_DIR": str(WORKSPACES),
        "PYTHONPATH": _first(ROOT, "PYTHONPATH"),
    }
    return {**os.environ, **ours}


def _first(folder: Path, variable: str) -> str:
    return os.pathsep.join(filter(None, [str(folder), os.environ.get(variable)]))


def lay_out() -> None:
    """Make what a first start needs: places for the user's texts, and a file browser that cuts no name."""
    YOURS.mkdir(parents=True, exist_ok=True)
    if not WRITTEN.exists():
        WRITTEN.write_text(REMARK, "utf-8")
    file = WORKSPACES / "default-37a8.jupyterlab-workspace"  # JupyterLab's own name for it
    if not file.exists():
        files = {"collapsed": False, "visible": True, "current": "filebrowser", "widgets": ["filebrowser"]}
        sizes = [FILES_SHARE, 1 - FILES_SHARE, 0]
        layout = {"main": {}, "left": files, "relativeSizes": sizes}
        workspace = {"data": {"layout-restorer:data": layout}, "metadata": {"id": "default"}}
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(workspace), "utf-8")
