"""An invented text of 500 sentences and 150 actors, and a page in which our widgets live without JupyterLab.

The page has the widget's own script and style; its model is a stub that hands every change to the Python
widget in this process and takes back what that changed: both halves are tried, without a server between.
"""

import json
import time

import anywidget
import pandas as pd

from helpers import corpus

FIRST = "Ada Ben Cleo Dag Eva Finn Gro Hugo Ines Jon Kaja Lars Mina Nils Oda".split()
LAST = "Aster Birch Cedar Dale Elm Fern Gorse Heath Iris Juniper".split()
NAMES = [f"{first} {last}" for last in LAST for first in FIRST]  # 150 of them
LINES = [
    "{a} called the plan of {b} a terrible failure.",
    "The talks went on in the old town hall.",
    "{a} praised the wonderful work of {b}.",
    "Nobody had expected so long a debate about the harbour.",
    "Later {a} left the room without a word.",
]
SENTENCES, PARAGRAPH = 500, 5


def long_text() -> str:
    """Seven actors stand in it every few sentences, the others now and then: many matches, and few."""
    lines = [
        LINES[n % len(LINES)].format(a=NAMES[(n // 5 * 3 + n % 5) % 150], b=NAMES[n % 7])
        for n in range(SENTENCES)
    ]
    return "\n\n".join(" ".join(lines[n : n + PARAGRAPH]) for n in range(0, SENTENCES, PARAGRAPH)) + "\n"


def register() -> pd.DataFrame:
    """All 150, each by the whole name."""
    kinds = ["person", "organisation", "state", "group", "place"]
    rows = [
        (name.lower().replace(" ", "-"), name, kinds[n % 5], name, "name", "", "")
        for n, name in enumerate(NAMES)
    ]
    return pd.DataFrame(rows, columns=corpus.CONTRACTS["register"])


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A widget</title></head>
<body><main><h1>A notebook</h1><h2>A widget</h2><div id="here"></div></main></body></html>"""

MODEL = """async ([esm, css, state]) => {
    const heard = {}, unsaved = {};
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const take = (name, value) => {
        if (same(state[name], value)) return;
        state[name] = value;
        for (const act of heard[`change:${name}`] ?? []) act();
    };
    const tell = async message => {
        const began = performance.now();
        const changes = await window.kernel(message);
        for (const [name, value] of Object.entries(changes)) take(name, value);
        (window.trips ??= []).push(performance.now() - began);
    };
    const model = {
        get: name => state[name],
        set: (name, value) => { unsaved[name] = value; take(name, value); },
        save_changes: () => {
            const changes = { ...unsaved };
            for (const name in unsaved) delete unsaved[name];
            return tell({ changes });
        },
        send: sent => tell({ sent }),
        on: (name, act) => (heard[name] ??= new Set()).add(act),
        off: (name, act) => heard[name]?.delete(act),
    };
    window.model = model;
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
    const began = performance.now();
    await module.default.render({ model, el: document.getElementById("here") });
    window.drawn = performance.now() - began;
}"""


def show(page, widget):
    """Put a widget into a blank page; what the page changes or sends reaches the Python object at once.

    `show.seconds` adds up the processor's time that the Python half has taken.
    """
    show.seconds = 0.0
    inherited = {*anywidget.AnyWidget.class_trait_names(), "_esm", "_css", "_anywidget_id"}
    names = [name for name in widget.keys if name not in inherited]

    def kernel(message):
        changed, began = {}, time.process_time()

        def note(change):
            changed[change.name] = change.new

        widget.observe(note, names)
        try:
            for name, value in message.get("changes", {}).items():
                setattr(widget, name, value)
            if "sent" in message:
                widget._handle_custom_msg(message["sent"], [])
        finally:
            widget.unobserve(note, names)
            show.seconds += time.process_time() - began
        return json.loads(json.dumps(changed))

    page.expose_function("kernel", kernel)
    page.set_content(PAGE)
    state = json.loads(json.dumps({name: getattr(widget, name) for name in names}))
    page.evaluate(MODEL, [str(widget._esm), str(widget._css), state])
