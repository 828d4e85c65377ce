"""`make lab` for real: a JupyterLab that asks for its token and listens to this machine alone."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from browsing import free_port

from helpers import ROOT


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Address and log of a JupyterLab that `python -m helpers lab` started in a copy of the kit."""
    kit, port = tmp_path_factory.mktemp("lab") / "kit", free_port()
    for part in ("helpers", "notebooks", "seeds"):
        shutil.copytree(ROOT / part, kit / part, ignore=shutil.ignore_patterns("__pycache__"))
    own = {
        name: str(kit / "home" / name)
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    with open(kit / "log", "wb") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "helpers",
                "lab",
                "--no-browser",
                "--allow-root",
                f"--ServerApp.port={port}",
            ],
            cwd=kit,
            env={**os.environ, **own, "PYTHONPATH": str(kit)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + 60
    while (
        "?token=" not in (kit / "log").read_text("utf-8")
        and time.monotonic() < until
        and server.poll() is None
    ):
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}", (kit / "log").read_text("utf-8")
    os.killpg(server.pid, 15)
    server.wait(timeout=20)


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are ended otherwise on Windows")
def test_without_the_token_nothing_is_handed_out(opened):
    base, log = opened
    token = re.search(r"\?token=([0-9a-f]{40,})", log)[1]
    assert status(f"{base}/api/contents") == 403
    assert status(f"{base}/api/contents?token={token}") == 200
    assert {re.sub(r":\d+$", "", host) for host in re.findall(r"http://([^/\s]+)/lab", log)} <= {
        "127.0.0.1",
        "localhost",
    }
