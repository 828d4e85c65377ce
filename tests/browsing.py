"""For tests in a real browser: JupyterLab on loopback, on a copy of the kit, and a Chromium to open it.

Without Chromium these tests are skipped, and say so; where CI is set they fail instead.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from helpers import ROOT

BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_NEWS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    # every cell is drawn, also the ones out of sight, so that every figure can be looked at
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
SECONDS = 120
# the counts of the code cells, also of those whose source is folded: such a cell shows no prompt
PROMPTS = """jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code').map(
    cell => `[${cell.model.executionState === 'idle' ? cell.model.executionCount ?? ' ' : '*'}]:`)"""
STDERR = '[data-mime-type="application/vnd.jupyter.stderr"]'
ERROR = '[data-mime-type="application/vnd.jupyter.error"]'


def browser_program():
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A copy of the kit, so that nothing that happens in the browser reaches the committed files."""
    folder = tmp_path_factory.mktemp("browser")
    for part in ("helpers", "notebooks", "seeds"):
        shutil.copytree(
            ROOT / part, folder / "kit" / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb*")
        )
    return folder / "kit"


@pytest.fixture(scope="module")
def address(kit):
    """Address of a JupyterLab that serves the copy."""
    with lab(kit) as base:
        yield base


@contextmanager
def lab(kit, *, ours=False):
    """Serve a copy of the kit, with its own home and settings; the address of its JupyterLab.

    It is JupyterLab as it comes, on the whole copy, or `ours`: as `make lab` opens it.
    """
    home, port = kit.parent / "home", free_port()
    settings = home / "etc" / "labconfig"
    settings.mkdir(parents=True, exist_ok=True)
    if not ours:
        (settings / "default_setting_overrides.json").write_text(json.dumps(NO_NEWS), "utf-8")
    own = {
        "HOME": home,
        "USERPROFILE": home,
        "JUPYTER_CONFIG_DIR": home / "etc",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "run",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
        "PYTHONPATH": kit,
        "MPLCONFIGDIR": matplotlib_folder(),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    kept = {name: value for name, value in os.environ.items() if name != "COLUMN_INCH_FIGURES"}
    plain = ["jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={kit}"]
    command = [
        sys.executable,
        "-m",
        *(["helpers", "lab"] if ours else plain),
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        *([] if ours else ["--LabApp.expose_app_in_browser=True"]),  # ours says so itself, and twice is none
    ]
    with open(kit.parent / "server.log", "wb") as log:
        server = subprocess.Popen(
            command,
            cwd=kit,
            env={**kept, **{k: str(v) for k, v in own.items()}},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        base = f"http://127.0.0.1:{port}"
        until = time.monotonic() + SECONDS
        while not answers(f"{base}/api/status"):
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(
                    "JupyterLab did not start:\n" + (kit.parent / "server.log").read_text("utf-8")[-2000:]
                )
            time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def matplotlib_folder():
    """Folder of matplotlib's list of fonts, which `make` has warmed: a new home would be without it."""
    import matplotlib

    return matplotlib.get_cachedir()


@pytest.fixture(scope="module")
def browser():
    program = browser_program()
    if program is None:
        sentence = "no Chromium on this machine: the notebooks were not tried in a browser"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="module")
def window(browser):
    """One window for the pages of a file of tests: what the first has loaded, the next find there."""
    return browser.new_context(viewport={"width": 1280, "height": 1000})


@pytest.fixture(scope="module")
def tab(window):
    """A page that notes what it asks of others."""
    tab = window.new_page()
    tab.set_default_timeout(SECONDS * 1000)
    tab.asked = []
    tab.on("request", lambda asked: tab.asked.append(asked.url))
    return tab


@pytest.fixture
def page(tab, request):
    """The page of this file of tests; what it shows at the end is kept as a picture."""
    yield tab
    folder = ROOT / ".ci" / "screenshots"
    folder.mkdir(exist_ok=True)
    name = request.node.callspec.id if hasattr(request.node, "callspec") else request.node.name
    tab.screenshot(path=folder / f"{name}.png")


OPEN = """async path => {
    const { commands, shell } = window.jupyterapp;
    shell.currentWidget?.dispose();  // the notebook before this one, without a question whether to save it
    const notebook = await commands.execute('docmanager:open', { path });
    await notebook.context.ready;
    await notebook.sessionContext.ready;
}"""


def run_all(page, address, name):
    """Open a notebook, wait for its fresh kernel, run all its cells, and wait until the last one is done."""
    if not page.url.startswith(address):
        page.goto(f"{address}/lab?reset")
        page.wait_for_function("() => window.jupyterapp?.started")
        page.evaluate("() => jupyterapp.restored")
    page.evaluate(OPEN, f"notebooks/{name}")
    run_cells(page)


def run_cells(page):
    """Run all cells of the open notebook, and wait until the last one is done."""
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(f"() => {PROMPTS}.some(t => t.includes('*'))")
    page.wait_for_function(f"() => !{PROMPTS}.some(t => t.includes('*'))")
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
