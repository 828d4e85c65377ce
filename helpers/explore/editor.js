// The register editor's page: a table of aliases under their actors, and the acts on those that are ticked.
// All text goes in by textContent; the kernel does the acts, and sends the rows and counts back.

const IGNORED = "-";

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  // Else JupyterLab takes Enter and single letters for its own while a button or a box has the focus.
  if (["button", "input", "select"].includes(tag)) element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.append(...children);
  return element;
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row.actor_id)) groups.set(row.actor_id, []);
    groups.get(row.actor_id).push(row);
  }
  return [...groups].sort(([a], [b]) => (a === IGNORED) - (b === IGNORED)); // the sort is stable
}

const total = (rows) => rows.reduce((sum, row) => sum + row.count, 0);
const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function render({ model, el }) {
  const picked = new Set();
  const open = new Map(); // act → its button
  const drawn = new Map(); // an actor's rows → their part of the table

  const button = (text, act, given = () => ({}), hint = "") => {
    const element = make("button", { type: "button", textContent: text, title: hint });
    element.addEventListener("click", () => model.send({ act, rows: [...picked], ...given() }));
    open.set(act, element);
    return element;
  };
  const into = make("select", { "aria-label": "actor to merge into" });
  const kind = make("select", { "aria-label": "kind" });
  const label = make("input", { type: "text", placeholder: "new label", "aria-label": "new label" });
  const wanted = "find an actor or alias";
  const find = make("input", { type: "search", placeholder: wanted, "aria-label": wanted });
  const ticked = make("span", { className: "ci-ticked" });
  const said = make("div", { className: "ci-said", role: "status", "aria-live": "polite" });
  const none = make("button", { type: "button", textContent: "Untick all" });

  const bar = make("div", { className: "ci-bar", role: "group", "aria-label": "edit the register" },
    make("div", {}, find, ticked, none, button("Undo", "undo"), button("Redo", "redo")),
    make("div", {},
      make("span", { className: "ci-set" }, button("Merge into", "merge", () => ({ into: into.value })), into),
      make("span", { className: "ci-set" }, label,
        button("Split off", "split", () => ({ label: label.value }), "make a new actor of them"),
        button("Rename", "rename", () => ({ label: label.value }), "give their actor this label"),
        button("Id from label", "id_from_label", undefined, "make their actor's id from its label")),
      make("span", { className: "ci-set" }, button("Set kind", "kind", () => ({ kind: kind.value })), kind),
      make("span", { className: "ci-set" }, button("Ignore", "ignore", undefined, "they mean no actor"),
        button("Take back", "restore", undefined, "no longer ignored"))));
  const caption = make("caption");
  const names = ["tick", "alias", "how", "mentions", "only in sentences", "first mention"];
  const titles = names.map((name) => make("th", { scope: "col", textContent: name }));
  const head = make("thead", {}, make("tr", {}, ...titles));
  const table = make("table", {}, caption, head);
  const frame = make("div",
    { className: "ci-frame", tabIndex: 0, role: "region", "aria-label": "the register" }, table);
  el.classList.add("ci-editor");
  el.replaceChildren(bar, said, frame);

  function tick(row, on) {
    on ? picked.add(row.line) : picked.delete(row.line);
  }

  function refresh() {
    for (const box of table.querySelectorAll("input[data-line]")) {
      box.checked = picked.has(Number(box.dataset.line));
      box.closest("tr").classList.toggle("ci-on", box.checked);
    }
    const { undoable, redoable, rows } = model.get("state");
    const aliases = new Map(grouped(rows));
    for (const box of table.querySelectorAll("input[data-actor]")) {
      const mine = aliases.get(box.dataset.actor);
      const on = mine.filter((row) => picked.has(row.line)).length;
      box.checked = on === mine.length;
      box.indeterminate = on > 0 && on < mine.length;
    }
    ticked.textContent = `${counted(picked.size, "alias", "aliases")} ticked`;
    for (const [act, element] of open) element.disabled = picked.size === 0;
    none.disabled = picked.size === 0;
    open.get("undo").disabled = undoable === 0;
    open.get("redo").disabled = redoable === 0;
  }

  function line(row) {
    const box = make("input", { type: "checkbox", "aria-label": `tick ${row.alias}` });
    box.dataset.line = row.line;
    box.addEventListener("change", () => { tick(row, box.checked); refresh(); });
    const cells = [row.alias, row.how, String(row.count), row.only_in, row.example];
    const texts = cells.map((text) => make("td", { textContent: text }));
    const element = make("tr", {}, make("td", {}, box), ...texts);
    element.addEventListener("click", (event) => { if (event.target !== box) box.click(); });
    return element;
  }

  function group([actor, rows]) {
    const ignored = actor === IGNORED;
    const name = ignored ? "ignored" : rows[0].label;
    const box = make("input", { type: "checkbox", "aria-label": `tick all aliases of ${name}` });
    box.dataset.actor = actor;
    box.addEventListener("change", () => { rows.forEach((row) => tick(row, box.checked)); refresh(); });
    const about = ignored ? "these mean no actor" : `${rows[0].kind} · ${actor}`;
    const title = make("th", { scope: "rowgroup", colSpan: 2 }, make("span", { textContent: name }), " ",
      make("small", { textContent: about }));
    const count = make("td", { textContent: ignored ? "–" : String(total(rows)) });
    const rest = make("td", { colSpan: 2 });
    const head = make("tr", { className: "ci-actor" }, make("td", {}, box), title, count, rest);
    const body = make("tbody", {}, head, ...rows.map(line));
    body.dataset.actor = actor;
    body.dataset.words = [name, actor, ...rows.map((row) => row.alias)].join("\n").toLowerCase();
    return body;
  }

  // Only the actors that changed are drawn again, and only they move.
  function patch(groups) {
    const keys = groups.map((one) => JSON.stringify(one)), wanted = new Set(keys);
    for (const [key, body] of drawn) {
      if (!wanted.has(key)) {
        body.remove();
        drawn.delete(key);
      }
    }
    keys.forEach((key, place) => {
      if (!drawn.has(key)) drawn.set(key, group(groups[place]));
      const here = table.tBodies[place] ?? null;
      if (here !== drawn.get(key)) table.insertBefore(drawn.get(key), here);
    });
  }

  function options(select, pairs) {
    const before = select.value;
    select.replaceChildren(...pairs.map(([value, text]) => make("option", { value, textContent: text })));
    if (pairs.some(([value]) => value === before)) select.value = before;
  }

  function sift() {
    const part = find.value.trim().toLowerCase();
    for (const body of table.tBodies) body.hidden = !body.dataset.words.includes(part);
  }

  function draw() {
    const state = model.get("state");
    const groups = grouped(state.rows);
    const meant = groups.filter(([actor]) => actor !== IGNORED);
    const focus = document.activeElement?.dataset?.line;
    if (state.said && !state.refused) picked.clear();
    said.setAttribute("aria-live", el.contains(document.activeElement) ? "polite" : "off"); // else the view says it
    said.textContent = state.said;
    said.classList.toggle("ci-refused", state.refused);
    caption.textContent = `${state.file}: ${counted(meant.length, "actor", "actors")}, ` +
      `${counted(state.rows.length, "alias", "aliases")}, ` +
      counted(total(state.rows), "mention", "mentions");
    options(into, meant.map(([actor, rows]) => [actor, rows[0].label]));
    options(kind, state.kinds.map((name) => [name, name]));
    patch(groups);
    if (focus) table.querySelector(`input[data-line="${focus}"]`)?.focus();
    sift();
    refresh();
  }

  // The reading view asks for an actor: it is found, and the focus comes here.
  function seek(event) {
    find.value = event.detail;
    sift();
    el.scrollIntoView({ block: "nearest" });
    find.focus();
  }

  none.addEventListener("click", () => { picked.clear(); refresh(); });
  find.addEventListener("input", sift);
  document.addEventListener("column-inch-edit", seek);
  model.on("change:state", draw);
  draw();
  return () => {
    document.removeEventListener("column-inch-edit", seek);
    model.off("change:state", draw);
  };
}

export default { render };
