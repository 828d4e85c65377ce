// The coding desk. Text goes in by textContent only; the kernel saves, and the page says so when it has.
const KEYS = {
  1: "negative", n: "negative", 2: "neutral", u: "neutral",
  3: "positive", p: "positive", 0: "cannot tell", x: "cannot tell",
};
const PATIENCE = 4000; // milliseconds without an answer, after which the page says so

function add(parent, tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

function guideOf(model, parent) {
  const guide = add(parent, "aside", "ci-desk-guide");
  guide.setAttribute("aria-label", "Coding guide");
  const list = add(guide, "dl");
  for (const [code, keys, meaning] of model.get("guide")) {
    const term = add(list, "dt", "", code);
    add(term, "span", "ci-desk-keys", ` ${keys}`);
    add(list, "dd", "", meaning);
  }
  const rules = add(guide, "ul");
  for (const rule of model.get("rules")) add(rules, "li", "", rule);
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
  const passage = add(main, "div", "ci-desk-passage");
  passage.setAttribute("aria-live", "polite");
  passage.setAttribute("aria-atomic", "true");
  for (const name of ["question", "before", "sentence", "after"]) parts[name] = add(passage, "p", `ci-desk-${name}`);
  const row = add(main, "div", "ci-desk-buttons");
  parts.buttons = model.get("guide").map(([code, keys]) => {
    const button = add(row, "button", "", code);
    button.type = "button";
    button.dataset.code = code;
    add(button, "kbd", "", keys[0]);
    return button;
  });
  const ways = add(main, "div", "ci-desk-ways");
  parts.back = add(ways, "button", "", "← back");
  parts.forward = add(ways, "button", "", "forward →");
  parts.back.type = parts.forward.type = "button";
  parts.status = add(ways, "span", "ci-desk-status");
  parts.status.setAttribute("role", "status");
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

function showEnd(parts, size) {
  parts.question.textContent = size ? `All ${size} are coded. Thank you.` : "There is nothing to code.";
  parts.before.textContent = parts.after.textContent = "";
  parts.sentence.textContent = size ? "Run the cells below for the results; go back to change a code." : "";
}

function render({ model, el }) {
  const units = model.get("units");
  const size = units.length;
  const parts = build(model, el);
  const waiting = new Map(); // place → what was pressed and is not answered yet
  const codeOf = (place) => waiting.get(place)?.code ?? model.get("codes")[place];
  const firstOpen = () => {
    for (let place = 0; place < size; place++) if (!codeOf(place)) return place;
    return size;
  };
  let place = firstOpen();

  function count() {
    const done = model.get("codes").filter(Boolean).length;
    parts.count.textContent = `${done} of ${size} coded`;
    parts.bar.max = Math.max(size, 1);
    parts.bar.value = done;
    for (const button of parts.buttons) {
      button.disabled = place >= size;
      button.setAttribute("aria-pressed", String(codeOf(place) === button.dataset.code));
    }
    parts.back.disabled = place === 0;
    parts.forward.disabled = place >= firstOpen();
  }

  function go(to) {
    place = Math.max(0, Math.min(to, size));
    if (place < size) showUnit(parts, units[place], place + 1, size);
    else showEnd(parts, size);
    count();
  }

  function code(name) {
    if (place >= size) return;
    const here = place;
    clearTimeout(waiting.get(here)?.timer);
    const timer = setTimeout(() => {
      parts.status.textContent = `Number ${here + 1} is not saved yet: is the kernel running? Run this cell again.`;
    }, PATIENCE);
    waiting.set(here, { code: name, timer });
    model.send({ place: here, code: name });
    const open = firstOpen();
    go(here + 1 < size && (codeOf(here + 1) === "" || open === size) ? here + 1 : open);
  }

  function answered(message) {
    const sent = waiting.get(message.place);
    if (sent) clearTimeout(sent.timer);
    waiting.delete(message.place);
    parts.status.textContent = message.failed ?? `Saved: number ${message.place + 1}, ${message.code}.`;
    if (message.failed) go(message.place);
    else count();
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
    const name = KEYS[event.key.toLowerCase()];
    if (name) {
      if (!event.repeat) code(name); // a key held down codes one sentence, not all
    } else if (event.key === "ArrowLeft" || event.key === "Backspace") go(place - 1);
    else if (event.key === "ArrowRight") go(Math.min(place + 1, firstOpen()));
    else return;
    event.preventDefault();
  }

  parts.root.addEventListener("keydown", pressed);
  for (const button of parts.buttons) button.addEventListener("click", () => code(button.dataset.code));
  parts.back.addEventListener("click", () => go(place - 1));
  parts.forward.addEventListener("click", () => go(Math.min(place + 1, firstOpen())));
  for (const button of [...parts.buttons, parts.back, parts.forward])
    button.addEventListener("click", () => parts.root.focus()); // a button that is disabled next would lose the keys
  model.on("change:codes", count);
  model.on("msg:custom", answered);
  go(place);
  return () => {
    model.off("change:codes", count);
    model.off("msg:custom", answered);
  };
}

export default { render };
