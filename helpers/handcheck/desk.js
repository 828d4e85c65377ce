// The coding desk. Text goes in by textContent only; the kernel saves, and the page says so when it has.
const PATIENCE = 4000; // milliseconds without an answer, after which the page says so
const LONGEST = 60; // letters of a sentence in the list of codes
const RUN = "Run ▸ Run Selected Cell and All Below";

function add(parent, tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

function addButton(parent, text, key = "") {
  const button = add(parent, "button", "", text);
  button.type = "button";
  if (key) add(button, "kbd", "", key);
  return button;
}

function guideOf(model, parent) {
  const guide = add(parent, "aside", "ci-desk-guide");
  guide.setAttribute("aria-label", "Coding guide");
  const list = add(guide, "dl");
  for (const [code, keys, meaning] of model.get("guide")) {
    const term = add(list, "dt", "", code);
    add(term, "span", "ci-desk-keys", ` ${keys.join(" or ")}`);
    add(list, "dd", "", meaning);
  }
  const rules = add(guide, "ul");
  for (const rule of model.get("rules")) add(rules, "li", "", rule);
}

function passageOf(main, parts) {
  const passage = add(main, "div", "ci-desk-passage");
  passage.setAttribute("aria-live", "polite");
  passage.setAttribute("aria-atomic", "true");
  for (const name of ["question", "before", "sentence", "after", "others"]) parts[name] = add(passage, "p", `ci-desk-${name}`);
}

function notesOf(main, parts) {
  const notes = add(main, "div", "ci-desk-notes");
  parts.unsure = addButton(notes, "unsure", "?");
  const label = add(notes, "label", "", "comment");
  add(label, "kbd", "", "Enter");
  parts.comment = add(label, "input");
  parts.comment.maxLength = 500;
}

function waysOf(main, parts) {
  const ways = add(main, "div", "ci-desk-ways");
  parts.back = addButton(ways, "← back");
  parts.forward = addButton(ways, "forward →");
  parts.taken = addButton(ways, "take back", "Delete");
  parts.status = add(ways, "span", "ci-desk-status");
  parts.status.setAttribute("role", "status");
}

function resultsOf(main, parts) {
  const results = add(main, "p", "ci-desk-results");
  if (window.jupyterapp) parts.update = addButton(results, "Update the results below");
  else results.textContent = `For the results below: ${RUN}.`;
}

function build(model, el) {
  const root = add(el, "section", "ci-desk");
  root.tabIndex = 0;
  root.setAttribute("aria-label", `Coding desk of ${model.get("coder")}`);
  root.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take 1 for a heading, and x for cutting the cell
  const main = add(root, "div", "ci-desk-main");
  const head = add(main, "div", "ci-desk-head");
  const parts = { root, count: add(head, "span", "ci-desk-count"), bar: add(head, "progress") };
  parts.bar.setAttribute("aria-label", "coded so far");
  passageOf(main, parts);
  const row = add(main, "div", "ci-desk-buttons");
  parts.buttons = model.get("guide").map(([code, keys]) => {
    const button = addButton(row, code, keys[0]);
    button.dataset.code = code;
    return button;
  });
  notesOf(main, parts);
  waysOf(main, parts);
  resultsOf(main, parts);
  const list = add(main, "details", "ci-desk-list");
  parts.listed = add(list, "summary", "", "The codes so far");
  parts.list = add(list, "ol");
  add(main, "p", "ci-desk-hint", "Click here, or come by Tab, and press the keys.");
  guideOf(model, root);
  return parts;
}

function showUnit(parts, unit, number, size) {
  parts.question.textContent = `${number} of ${size}. ${unit.question}`;
  parts.before.textContent = unit.before;
  parts.after.textContent = unit.after;
  parts.sentence.replaceChildren();
  if (unit.left) add(parts.sentence, "span", "", unit.left);
  if (unit.marked) add(parts.sentence, "mark", "", unit.marked);
  add(parts.sentence, "span", "", unit.right);
}

function showEnd(parts, size, together) {
  parts.question.textContent = size ? `All ${size} are coded. Thank you.` : "There is nothing to code.";
  parts.before.textContent = parts.after.textContent = parts.others.textContent = "";
  parts.sentence.textContent = size ? "Update the results below, or go back to change a code." : "";
  if (together) parts.after.textContent = `Agreement with ${together}.`;
}

function shortened({ left, marked, right }) {
  const text = left + marked + right;
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}

// Run the cells below the one that shows this desk; false where the page gives no way to do so.
async function runBelow(root) {
  const app = window.jupyterapp;
  const panels = app ? [...app.shell.widgets("main")] : [];
  const panel = panels.find((one) => one.content?.widgets && one.node.contains(root));
  const below = 1 + (panel?.content.widgets.findIndex((cell) => cell.node.contains(root)) ?? -1);
  if (!panel || !below || below >= panel.content.widgets.length) return false;
  app.shell.activateById(panel.id);
  panel.content.deselectAll();
  panel.content.activeCellIndex = below;
  await app.commands.execute("notebook:run-all-below");
  return true;
}

function render({ model, el }) {
  const units = model.get("units");
  const size = units.length;
  const parts = build(model, el);
  const codeByKey = new Map(model.get("guide").flatMap(([code, keys]) => keys.map((key) => [key, code])));
  const waiting = new Map(); // place → what was sent and is not answered yet
  const drafts = new Map(); // place → doubt and comment of a unit that has no code yet
  const noteOf = (place) => {
    const [code, unsure, comment] = waiting.get(place)?.note ?? model.get("codes")[place] ?? ["", false, ""];
    return code ? [code, unsure, comment] : ["", ...(drafts.get(place) ?? [false, ""])];
  };
  const codeOf = (place) => noteOf(place)[0];
  const places = units.map((_, place) => place);
  const firstOpen = () => places.find((place) => !codeOf(place)) ?? size;
  const reach = () => Math.max(firstOpen(), places.findLast((place) => codeOf(place)) + 1 || 0);
  let place = firstOpen();

  function list() {
    parts.list.replaceChildren();
    for (const here of places) {
      const [code, unsure, comment] = model.get("codes")[here];
      if (!code) continue;
      const item = add(parts.list, "li");
      item.value = here + 1;
      const jump = addButton(item, "");
      add(jump, "strong", "", `${code}${unsure ? " (unsure)" : ""}`);
      add(jump, "span", "", ` ${shortened(units[here])}${comment ? ` — ${comment}` : ""}`);
      jump.addEventListener("click", () => {
        go(here);
        parts.root.focus();
      });
    }
  }

  function count() {
    const done = model.get("codes").filter(([code]) => code).length;
    const [code, unsure, comment] = place < size ? noteOf(place) : ["", false, ""];
    parts.count.textContent = `${done} of ${size} coded`;
    parts.listed.textContent = `The codes so far (${done})`;
    parts.bar.max = Math.max(size, 1);
    parts.bar.value = done;
    for (const button of parts.buttons) {
      button.disabled = place >= size;
      button.setAttribute("aria-pressed", String(code === button.dataset.code));
    }
    parts.unsure.disabled = parts.comment.disabled = place >= size;
    parts.unsure.setAttribute("aria-pressed", String(unsure));
    if (document.activeElement !== parts.comment) parts.comment.value = comment;
    parts.taken.disabled = !code;
    parts.back.disabled = place === 0;
    parts.forward.disabled = place >= reach();
    if (place < size) {
      const said = model.get("others")[place];
      parts.others.textContent = said ? `The coders said: ${said}. Another key changes your code; → goes on.` : "";
    } else showEnd(parts, size, model.get("together"));
  }

  function go(to) {
    place = Math.max(0, Math.min(to, size));
    if (place < size) showUnit(parts, units[place], place + 1, size);
    count();
  }

  function send(here, note) {
    clearTimeout(waiting.get(here)?.timer);
    const timer = setTimeout(() => {
      parts.status.textContent = `Number ${here + 1} is not saved yet: is the kernel running? Run ▸ Run All Cells.`;
    }, PATIENCE);
    waiting.set(here, { note, timer });
    const [code, unsure, comment] = note;
    model.send({ place: here, code, unsure, comment });
  }

  function code(name) {
    if (place >= size) return;
    const here = place;
    const [, unsure, comment] = noteOf(here);
    send(here, [name, unsure, comment]);
    drafts.delete(here);
    const open = firstOpen();
    if (model.get("settles")) count();
    else go(here + 1 < size && (codeOf(here + 1) === "" || open === size) ? here + 1 : open);
  }

  function takeBack() {
    if (place >= size || !codeOf(place)) return;
    drafts.delete(place);
    send(place, ["", false, ""]);
    count();
  }

  function note(unsure, comment) {
    if (place >= size) return;
    const [name, ...before] = noteOf(place);
    if (before[0] === unsure && before[1] === comment) return;
    if (name) send(place, [name, unsure, comment]);
    else {
      drafts.set(place, [unsure, comment]);
      parts.status.textContent = "It is saved with the code.";
    }
    count();
  }

  const keep = () => note(noteOf(place)[1], parts.comment.value.trim());
  const doubt = () => note(!noteOf(place)[1], noteOf(place)[2]);

  function answered() {
    const { place: here, failed } = model.get("answer");
    const name = model.get("codes")[here][0];
    clearTimeout(waiting.get(here)?.timer);
    waiting.delete(here);
    parts.status.textContent = failed || (name ? `Saved: number ${here + 1}, ${name}.` : `Taken back: number ${here + 1}.`);
    if (failed) go(here);
    else count();
  }

  async function update() {
    parts.status.textContent = "Running the cells below …";
    const ran = await runBelow(parts.root);
    parts.status.textContent = ran ? "The results below are up to date." : `Please choose ${RUN}.`;
    parts.root.focus({ preventScroll: true });
  }

  function typed(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") parts.comment.value = noteOf(place)[2];
    parts.root.focus();
  }

  function pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key.toLowerCase() !== "s") return;
      event.preventDefault(); // the habit of saving, where the browser would offer to save the page
      parts.status.textContent = `Every press is saved at once, in ${model.get("file")}.`;
      return;
    }
    if (event.target === parts.comment) {
      typed(event);
      return;
    }
    const name = codeByKey.get(event.key.toLowerCase());
    if (name || event.key === "?" || event.key === "Delete") {
      if (event.repeat) {} // a key held down codes one sentence, not all
      else if (name) code(name);
      else if (event.key === "?") doubt();
      else takeBack();
    } else if (event.key === "Enter" && event.target === parts.root) parts.comment.focus();
    else if (event.key === "ArrowLeft" || event.key === "Backspace") go(place - 1);
    else if (event.key === "ArrowRight") go(Math.min(place + 1, reach()));
    else return;
    event.preventDefault();
  }

  parts.root.addEventListener("keydown", pressed);
  parts.comment.addEventListener("change", keep);
  const acts = [
    ...parts.buttons.map((button) => [button, () => code(button.dataset.code)]),
    [parts.unsure, doubt],
    [parts.taken, takeBack],
    [parts.back, () => go(place - 1)],
    [parts.forward, () => go(Math.min(place + 1, reach()))],
  ];
  for (const [button, act] of acts)
    button.addEventListener("click", () => {
      act();
      parts.root.focus(); // a button that is disabled next would lose the keys
    });
  parts.update?.addEventListener("click", update);
  const refreshed = () => {
    count();
    list();
  };
  const heard = { "change:codes": refreshed, "change:others": count, "change:together": count, "change:answer": answered };
  for (const [event, act] of Object.entries(heard)) model.on(event, act);
  go(place);
  list();
  return () => {
    for (const [event, act] of Object.entries(heard)) model.off(event, act);
  };
}

export default { render };
