// The reading view in the browser. What it shows comes from the tables; all text goes in as text, never as markup.

const SIGNS = { negative: "▼", neutral: "●", positive: "▲" };
const KINDS = ["person", "organisation", "state", "group", "place"];
const SVG = new Set(["svg", "path", "line"]);
const LAYERS = { actors: "who is named", tone: "the tone of each sentence", words: "the words that made it" };
const OWN = "tone"; // the instrument that makes a sentence's class
const BARS = 12; // actors listed at first
const [BEFORE, AFTER] = [30, 45]; // characters of a passage on either side of the mention
const PAUSE = 80; // milliseconds from a letter in the search to its hits
const FRAMES = 6; // in which a sentence is kept in sight after a jump
const NARROW = 760; // pixels; below, the reasons stand under the sentence

function make(tag, attributes = {}, ...children) {
  const node = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(name, value);
  }
  // JupyterLab looks for this on what has the focus itself; else a letter typed there moves or deletes a cell.
  if (attributes.role === "button" || ["button", "select", "input"].includes(tag)) {
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  node.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return node;
}

const plural = (count, word, many = `${word}s`) => `${count} ${count === 1 ? word : many}`;
const shorten = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text);
const looks = (kind) => `ci-${KINDS.includes(kind) ? kind : "group"}`;
const span = (look, ...children) => make("span", { class: look }, ...children);
const act = (label, does, attributes = {}) =>
  on(make("button", { type: "button", ...attributes }, ...[label].flat()), "click", does);
const on = (node, name, act) => (node.addEventListener(name, act), node);

// Case and the curl of apostrophes and quotation marks make no difference; no character changes its place.
function fold(text) {
  const plain = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s/g, " ");
  const lower = plain.toLowerCase();
  return lower.length === plain.length ? lower : Array.from({ length: plain.length }, (_, i) => {
    const one = plain[i].toLowerCase();
    return one.length === 1 ? one : plain[i];
  }).join("");
}

function places(text, wanted) {
  const found = [];
  for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

// One stop for Tab in a group; the arrows, Home and End go through it, past what is filtered out.
function rove(group, items) {
  const open = () => items().filter((item) => !item.classList.contains("ci-out"));
  let stop = null;
  const enter = (item) => {
    stop?.setAttribute("tabindex", -1);
    item?.setAttribute("tabindex", 0);
    stop = item;
  };
  group.addEventListener("keydown", (event) => {
    const all = open(), here = all.indexOf(event.target.closest(".ci-s, .ci-bar"));
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || here < 0) return;
    const to = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0,
                 End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      (all[to] ?? all[here] ?? all[0]).focus();
    } else if ((event.key === "Enter" || event.key === " ") && all[here].tagName !== "BUTTON") {
      event.preventDefault();
      all[here].dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
  group.addEventListener("focusin", (event) => {
    const item = event.target.closest(".ci-s, .ci-bar");
    if (item) enter(item);
  });
  return () => {
    const all = open();
    enter(all.find((item) => item.getAttribute("aria-pressed") === "true") ?? all[0]);
  };
}

class View {
  constructor(model, el) {
    this.model = model;
    this.id = `ci-${Math.random().toString(36).slice(2)}`;
    this.root = make("section", { class: "ci-reader", "aria-label": "Reading view" });
    this.tools = make("div", { class: "ci-tools", role: "search", "aria-label": "Filters and search" });
    this.legend = make("div", { class: "ci-legend" });
    this.status = make("p", { class: "ci-status", role: "status", "aria-live": "polite" });
    this.text = make("div", { class: "ci-text", role: "region", "aria-label": "Text" });
    this.bars = make("div", { class: "ci-actors" });
    this.points = make("div", { class: "ci-chart" });
    [this.above, this.below] = [make("div"), make("div")];
    this.panel = make("div", { class: "ci-panel", role: "region", tabindex: 0, "aria-label": "The chosen sentence" },
                      this.above, this.buildEdit(), this.below);
    this.side = make("div", { class: "ci-side" }, this.panel, this.bars);
    this.inline = make("li", { class: "ci-inline" });
    this.head = make("div", { class: "ci-head" }, this.status);
    this.root.append(this.tools, this.legend, this.head, this.points,
                     make("div", { class: "ci-columns" }, this.text, this.side));
    el.append(this.root);
    this.enter = { text: rove(this.text, () => this.nodes), bars: rove(this.bars, () => this.barNodes) };
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("click", (event) => this.click(event));
    this.size = new ResizeObserver(() => this.place());
    this.size.observe(this.root);
    this.buildTools();
    this.draw();
    this.heard = { "change:_page": () => this.draw(), "change:_marks": () => this.draw(), "change:filters": () => this.filter(),
                   "change:selected": () => this.select(), "change:layers": () => this.layer(), "change:_left_out": () => this.drawPanel(),
                   "change:_register": () => this.answered() };
    for (const [name, act] of Object.entries(this.heard)) model.on(name, act);
  }

  forget() {
    this.size.disconnect();
    clearTimeout(this.typing);
    for (const [name, act] of Object.entries(this.heard)) this.model.off(name, act);
  }

  set(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes();
  }

  setFilter(name, value) {
    const { [name]: _, ...others } = this.model.get("filters");
    this.set({ filters: value ? { ...others, [name]: value } : others });
  }

  // -- what stands above the text

  buildTools() {
    const field = (label, node) => {
      node.id = `${this.id}-${label.replace(/\W+/g, "")}`;
      return make("div", { class: "ci-field" }, make("label", { for: node.id }, label), node);
    };
    this.chooser = on(make("select", { class: "ci-chooser" }), "change",
                      (event) => this.set({ document: event.target.value }));
    this.paragraph = on(make("select"), "change", (event) => this.setFilter("paragraph", Number(event.target.value)));
    this.search = make("input", { type: "search", spellcheck: "false", autocomplete: "off",
                                  placeholder: "words, or an actor" });
    on(this.search, "input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.setFilter("search", this.search.value), PAUSE);
    });
    on(this.search, "keydown", (event) => {
      if (event.key !== "Enter") return;
      clearTimeout(this.typing);
      if (this.search.value !== (this.model.get("filters").search ?? "")) this.setFilter("search", this.search.value);
      else this.go(event.shiftKey ? -1 : 1);
    });
    this.steps = [act("Previous", () => this.go(-1)), act("Next", () => this.go(1))];
    this.only = this.toggle("only", true, "Only matches");
    this.clear = act("Clear all", () => {
      this.set({ filters: {} });
      this.search.focus();
    });
    this.layers = Object.entries(LAYERS).map(([name, title]) => act(name, () => {
      const shown = this.model.get("layers");
      this.set({ layers: Object.keys(LAYERS).filter((one) => shown.includes(one) !== (one === name)) });
    }, { title, "data-layer": name }));
    const texts = this.model.get("_texts");
    this.chooser.append(...texts.map(([id, title]) => make("option", { value: id }, shorten(title, 70))));
    if (texts.length > 1) this.tools.append(field(`Text (${texts.length})`, this.chooser));
    this.tools.append(
      field("Search", this.search), ...this.steps, this.only, field("Paragraph", this.paragraph), this.clear);
    this.head.append(make("div", { class: "ci-group", role: "group", "aria-label": "Layers" }, "Show", ...this.layers));
  }

  toggle(name, value, ...content) {
    const button = make("button", { type: "button", "aria-pressed": "false", "data-filter": name, "data-value": value },
                        ...content);
    return on(button, "click", () => this.setFilter(name, this.model.get("filters")[name] === value ? undefined : value));
  }

  drawTools() {
    const { actors, sentences } = this.page;
    this.chooser.value = this.page.doc_id;
    const numbers = [...new Set(sentences.map((sentence) => sentence.par))];
    this.paragraph.replaceChildren(make("option", { value: 0 }, "all"),
                                   ...numbers.map((number) => make("option", { value: number }, number)));
    const known = [...KINDS, ...actors.map((actor) => actor[2])].filter((kind, i, all) => all.indexOf(kind) === i);
    const kinds = known.map((kind) => [kind, actors.filter((a) => a[2] === kind).reduce((sum, a) => sum + a[3], 0)]);
    const classes = Object.keys(SIGNS).map((name) => [name, sentences.filter((s) => s.cls === name).length]);
    this.legend.replaceChildren(
      make("div", { class: "ci-group", role: "group", "aria-label": "Kind of actor, with its mentions" }, "Actors",
           ...kinds.filter((kind) => kind[1]).map(([kind, count]) => this.toggle(
             "kind", kind, make("span", { class: `ci-m ci-${kind}` }, kind), ` ${count}`))),
      make("div", { class: "ci-group", role: "group", "aria-label": "Tone, with its sentences" }, "Tone",
           ...classes.map(([name, count]) => this.toggle(
             "tone", name, make("span", { class: `ci-sign ci-${name}`, "aria-hidden": "true" }, SIGNS[name]),
             ` ${name} ${count}`))));
  }

  layer() {
    for (const button of this.layers) {
      const shown = this.model.get("layers").includes(button.dataset.layer);
      button.setAttribute("aria-pressed", String(shown));
      this.root.classList.toggle(`ci-no-${button.dataset.layer}`, !shown);
    }
  }

  // -- the text

  draw() {
    const began = performance.now(), before = this.page;
    this.page = this.model.get("_page");
    const { doc_id, actors, mentions } = this.model.get("_marks"); // of the register as it was edited since
    if (doc_id === this.page.doc_id) {
      this.page = { ...this.page, actors, sentences: this.page.sentences.map((one, row) => ({ ...one, mentions: mentions[row] })) };
    }
    if (before?.doc_id === this.page.doc_id) this.remark(before);
    else this.build();
    this.root.dataset.milliseconds = (performance.now() - began).toFixed(1);
  }

  // The register was edited: the same text with other mentions, and what is read stays in its place.
  remark(before) {
    this.about = this.placeOf(before.actors[this.about]?.[0]);
    this.drawTools();
    this.filter();
  }

  placeOf(id) {
    const place = this.page.actors.findIndex(([one]) => one === id);
    return place < 0 ? null : place;
  }

  build() {
    this.folded = this.page.sentences.map((sentence) => fold(sentence.text));
    this.hits = this.page.sentences.map(() => []);
    this.drawn = [];
    this.chosen = -1;
    this.about = this.now = this.sifted = this.filtered = null;
    this.all = false; // whether more than the first actors are listed
    this.nodes = this.page.sentences.map((sentence, row) => this.sentence(sentence, row));
    const blocks = [];
    this.page.sentences.forEach((sentence, row) => {
      if (row === 0 || sentence.par !== this.page.sentences[row - 1].par) {
        blocks.push(make("ul", { class: "ci-par", role: "list", "aria-label": `Paragraph ${sentence.par}` }));
      }
      blocks.at(-1).append(make("li", {}, this.nodes[row]), " ");
    });
    this.text.replaceChildren(make("h3", { class: "ci-title" }, this.page.title), ...blocks);
    this.text.scrollTop = 0;
    this.drawTools();
    this.drawPoints();
    this.filter();
    this.select();
    this.layer();
  }

  sentence(sentence, row) {
    const node = make("span", { class: `ci-s ci-${sentence.cls}`, role: "button", tabindex: -1, "aria-pressed": "false",
                                "data-row": row, "data-sentence": sentence.id });
    node.style.setProperty("--ci-strength", `${Math.min(18, Math.round(Math.abs(sentence.tone) * 60))}%`);
    return node;
  }

  // A sentence is cut wherever a mention, a reason or a hit begins or ends; each piece carries all that covers it.
  // It is drawn again only where one of those is another than before.
  fill(row) {
    const { text, mentions, reasons, cls, id } = this.page.sentences[row], hits = this.hits[row];
    const why = reasons.filter((reason) => reason[2] === OWN), lit = row === this.chosen ? this.about : null;
    const spans = this.kept[row] ? mentions.filter((mention) => this.wanted(mention)) : mentions;
    const hit = this.now?.[0] === row ? this.now[1] : null;
    const key = JSON.stringify([spans.map((span) => [span, this.page.actors[span[2]].slice(0, 3)]), hits, hit, lit]);
    if (this.drawn[row] === key) return;
    this.drawn[row] = key;
    const cuts = [0, text.length, ...[...spans, ...why, ...hits].flatMap(([start, end]) => [start, end])];
    const ends = [...new Set(cuts)].sort((a, b) => a - b);
    const covers = (a, b) => ([start, end]) => start <= a && b <= end;
    const pieces = ends.slice(1).map((end, i) => {
      const start = ends[i], cause = why.find(covers(start, end)), inside = covers(start, end);
      let piece = document.createTextNode(text.slice(start, end));
      if (hits.some(inside)) {
        const now = hit && inside(hit);
        piece = make("mark", { class: `ci-hit${now ? " ci-now" : ""}` }, piece);
      }
      if (cause) piece = make("span", { class: cause[3].startsWith("−") ? "ci-minus" : "ci-plus" }, piece);
      for (const [, , actor, how, line] of spans.filter(inside).reverse()) {
        const [name, label, kind] = this.page.actors[actor];
        piece = make("span", { class: `ci-m ${looks(kind)}${lit === actor ? " ci-now" : ""}`, "data-actor": name,
                               "data-line": line, title: `${label} (${kind}, ${how})` }, piece);
      }
      return piece;
    });
    const sign = make("span", { class: "ci-sign", role: "img", "aria-label": `${id}, ${cls}:` }, SIGNS[cls] ?? "", id);
    this.nodes[row].replaceChildren(sign, " ", ...pieces);
  }

  // What passes the filters is kept; what is kept and, where one searches, has a hit is a match.
  filter() {
    const filters = this.model.get("filters"), { actors, sentences } = this.page;
    const asked = filters.actor || filters.kind;
    this.wanted = ([, , actor]) => (!filters.actor || actors[actor][0] === filters.actor)
      && (!filters.kind || actors[actor][2] === filters.kind);
    this.kept = sentences.map(({ par, cls, mentions }) => (!filters.tone || cls === filters.tone)
      && (!filters.paragraph || par === filters.paragraph) && (!asked || mentions.some(this.wanted)));
    const words = fold(filters.search ?? "").trim();
    this.hits = this.folded.map((text, row) => (this.kept[row] ? places(text, words) : []));
    const sifts = Boolean(words || asked || filters.tone || filters.paragraph);
    this.matches = sentences.map((_, row) => sifts && this.kept[row] && (!words || this.hits[row].length > 0));
    this.stops = this.matches.flatMap(
      (match, row) => (!match ? [] : words ? this.hits[row].map((hit) => [row, hit]) : [[row, null]]));
    const actor = actors.findIndex(([id]) => id === filters.actor);
    this.about = actor >= 0 ? actor : this.filtered ? null : this.about; // they go with the filter that listed them
    this.filtered = actor >= 0;
    this.drawBars(words);
    const { only, ...others } = filters, sifted = JSON.stringify(others), fresh = sifts && sifted !== this.sifted;
    this.sifted = sifted;
    this.now = fresh ? this.stops.find(([row]) => row === this.chosen) ?? this.stops[0] ?? null : sifts ? this.now : null;
    sentences.forEach((_, row) => {
      this.nodes[row].classList.toggle("ci-out", !this.kept[row]);
      if (this.kept[row]) this.nodes[row].removeAttribute("aria-disabled");
      else this.nodes[row].setAttribute("aria-disabled", "true");
      this.fill(row);
    });
    this.foldRest(only && sifts);
    this.drawMarks();
    this.drawPanel();
    this.show(filters, words);
    for (const enter of Object.values(this.enter)) enter();
    if (fresh && this.now) this.reveal(this.now[0]);
  }

  // Every run of sentences that are no matches becomes one button, which opens it.
  foldRest(folded) {
    for (const line of this.text.querySelectorAll(".ci-fold")) line.remove();
    const items = this.nodes.map((node) => node.parentNode);
    for (let from = 0, to; from < items.length; from = to + 1) {
      for (to = from; to < items.length && !this.matches[to]; to += 1) items[to].hidden = Boolean(folded);
      const rest = items.slice(from, to);
      if (to < items.length) items[to].hidden = false;
      if (!folded || !rest.length) continue;
      const line = make("li", { class: "ci-fold" }, act(`… ${plural(rest.length, "sentence")} …`, () => {
        for (const item of rest) item.hidden = false;
        line.remove();
        rest[0].firstChild.focus(); // never leave the keyboard on what is gone
      }));
      rest[0].before(line);
    }
  }

  show(filters, words) {
    this.paragraph.value = filters.paragraph ?? 0;
    if (document.activeElement !== this.search) this.search.value = filters.search ?? "";
    for (const button of this.root.querySelectorAll("[data-filter]")) {
      button.setAttribute("aria-pressed", String(String(filters[button.dataset.filter]) === button.dataset.value));
    }
    const kept = this.kept.filter(Boolean).length;
    for (const step of this.steps) step.disabled = this.stops.length === 0;
    this.clear.disabled = Object.keys(filters).length === 0;
    this.status.textContent = `${kept} of ${plural(this.kept.length, "sentence")}`
      + (words ? `, ${plural(this.stops.length, "hit")}` : "");
  }

  // -- going to a passage

  // For a few frames, as paragraphs out of sight get their true height only once they are near.
  reveal(row) {
    this.nodes[row].parentNode.hidden = false;
    this.seen = row;
    const go = (frames) => {
      if (this.seen !== row || !this.nodes[row]) return;
      if (this.inline.isConnected) this.inline.scrollIntoView({ block: "nearest" });
      this.nodes[row].scrollIntoView({ block: "nearest" });
      if (frames > 1) requestAnimationFrame(() => go(frames - 1));
    };
    go(FRAMES);
  }

  click(event) {
    const node = event.target.closest(".ci-s"), mention = event.target.closest(".ci-m");
    if (!node || node.classList.contains("ci-out") || String(getSelection())) return;
    if (mention && !this.root.classList.contains("ci-no-actors")) {
      this.tellOf(this.placeOf(mention.dataset.actor), +node.dataset.row, mention.dataset.line);
    }
    else this.choose(+node.dataset.row, true);
  }

  choose(row, again = false) {
    const key = [this.page.doc_id, this.page.sentences[row].id];
    const same = String(this.model.get("selected")) === String(key);
    if (same && !again) return this.reveal(row);
    this.set({ selected: same ? [] : key });
  }

  select() {
    const [doc_id, sent_id] = this.model.get("selected"), before = this.chosen;
    this.chosen = doc_id === this.page.doc_id ? this.page.sentences.findIndex(({ id }) => id === sent_id) : -1;
    for (const row of [before, this.chosen].filter((one) => one >= 0)) {
      this.nodes[row].setAttribute("aria-pressed", String(row === this.chosen));
      this.fill(row);
    }
    this.drawPanel();
    this.place();
    this.drawMarks();
    this.enter.text();
    if (this.chosen >= 0) this.reveal(this.chosen);
  }

  // The passages of an actor, listed in the panel; one of them may be the chosen sentence.
  tellOf(actor, row, line = "") {
    const from = document.activeElement?.closest(".ci-passages, .ci-line");
    this.about = actor;
    this.alias = String(line);
    this.asked = false;
    this.choose(row);
    this.fill(row);
    this.drawPanel();
    if (from) this.panel.querySelector(from.matches(".ci-line") ? "[aria-pressed=true]" : "[aria-current]")?.focus();
  }

  // To the next stop, or the one before; the first time, to the one at or after the chosen sentence.
  go(step) {
    const all = this.stops, here = all.indexOf(this.now);
    if (!all.length) return;
    const to = here < 0 ? Math.max(0, all.findIndex(([row]) => row >= this.chosen)) : (here + step + all.length) % all.length;
    const before = this.now;
    this.now = all[to];
    if (before) this.fill(before[0]);
    this.fill(this.now[0]);
    this.choose(this.now[0]);
    const { id } = this.page.sentences[this.now[0]];
    this.status.textContent = `${this.now[1] ? "hit" : "passage"} ${to + 1} of ${all.length}, sentence ${id}`;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // those are JupyterLab's
    event.stopPropagation();
    const typing = event.target.matches("input, select");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      this.search.focus();
    } else if ((event.key === "n" || event.key === "p") && !typing) {
      this.go(event.key === "n" ? 1 : -1);
    } else if (event.key === "Escape" && event.target === this.search) {
      event.preventDefault();
      clearTimeout(this.typing);
      this.search.value = "";
      this.setFilter("search", "");
    } else if (event.key === "Escape") {
      this.about = null;
      this.set({ filters: {}, selected: [] });
    }
  }

  // -- beside the text, or in a narrow window under the chosen sentence

  place() {
    const item = this.nodes[this.chosen]?.parentNode;
    if (item && this.root.clientWidth < NARROW) {
      if (this.inline.previousElementSibling === item && this.panel.parentNode === this.inline) return;
      this.inline.append(this.panel);
      item.after(this.inline);
    } else if (this.panel.parentNode !== this.side) {
      this.side.prepend(this.panel);
      this.inline.remove();
    }
  }

  drawPanel() {
    const sentence = this.page.sentences[this.chosen], about = this.about === null ? [] : this.passages(this.about);
    const help = "Choose a sentence or a name in it: the numbers of the sentence, the words that made them and all passages "
      + "of the actor stand here. Keys: arrows between sentences, Enter to choose, / to search, n and p to the next and the "
      + "previous match, Escape to clear.";
    this.above.replaceChildren(...(sentence ? this.reasons(sentence) : []), ...about.slice(0, 1),
                               ...(sentence || about.length ? [] : [make("p", { class: "ci-quiet" }, help)]));
    this.below.replaceChildren(...about.slice(1));
    this.drawEdit();
    if (!this.edit.contains(document.activeElement)) this.panel.scrollTop = 0;
  }

  // An actor is edited where it is read. The acts are the register editor's own; the kernel does and answers them.
  buildEdit() {
    const names = ["what to edit", "actor to merge into", "kind"];
    const [which, into, kind] = names.map((name) => make("select", { "aria-label": name }));
    const label = make("input", { type: "text", placeholder: "new label", "aria-label": "new label" });
    const ask = (words, name, given = () => ({}), title = undefined) => act(words, () => {
      this.asked = true;
      this.last = this.lines().at(0) ?? this.last;
      this.model.send({ act: name, rows: this.lines(), ...given() });
    }, { "data-act": name, title });
    const line = (...parts) => make("div", { class: "ci-line" }, ...parts);
    on(which, "change", () => { this.alias = which.value; });
    this.fields = { which, into, kind, label };
    this.said = make("p", { class: "ci-said", role: "status" });
    this.edit = make("div", { class: "ci-edit" }, this.said, on(make("details", {},
      make("summary", { "data-lm-suppress-shortcuts": "true" }, "Edit in the register"), line(which),
      line(ask("Merge into", "merge", () => ({ into: into.value })), into),
      line(label, ask("Rename", "rename", () => ({ label: label.value }), "give the actor this label"),
           ask("Split off", "split", () => ({ label: label.value }), "make a new actor of it")),
      line(ask("Set kind", "kind", () => ({ kind: kind.value })), kind, ask("Ignore", "ignore", undefined, "it means no actor"),
           ask("Undo", "undo"), ask("Redo", "redo"))), "toggle", () => this.edit.scrollIntoView({ block: "nearest" })));
    return this.edit;
  }

  aliases() {
    const id = this.page.actors[this.about]?.[0];
    return (this.model.get("_register").rows ?? []).filter((row) => row.actor_id === id);
  }

  lines() {
    const all = this.aliases().map((row) => row.line), one = Number(this.fields.which.value);
    return all.includes(one) ? [one] : all;
  }

  drawEdit() {
    const { rows = [], kinds = [], said = "", refused, undoable, redoable } = this.model.get("_register");
    const { which, into, kind, label } = this.fields, mine = this.aliases(), held = document.activeElement;
    this.edit.hidden = !mine.length && !said;
    if (this.edit.hidden) return;
    const options = (select, pairs, value) => {
      select.replaceChildren(...pairs.map(([one, text]) => make("option", { value: one }, text)));
      select.value = pairs.some(([one]) => String(one) === value) ? value : pairs[0]?.[0] ?? "";
    };
    const me = mine[0]?.actor_id, others = () => new Map(
      rows.filter((row) => row.actor_id !== "-" && row.actor_id !== me).map((row) => [row.actor_id, row.label]));
    options(which, [["", `all of it (${plural(mine.length, "alias", "aliases")})`],
                    ...(mine.length < 2 ? [] : mine).map((row) => [row.line, `“${row.alias}” only (${plural(row.count, "mention")})`])], this.alias);
    if (this.offered?.[0] !== rows || this.offered[1] !== me) options(into, [...others()], into.value);
    this.offered = [rows, me];
    options(kind, kinds.map((name) => [name, name]), mine[0]?.kind);
    this.said.textContent = said;
    this.said.classList.toggle("ci-refused", Boolean(refused));
    for (const field of [...Object.values(this.fields), ...this.edit.querySelectorAll("button")]) field.disabled = !mine.length;
    this.edit.querySelector("[data-act=undo]").disabled = !undoable;
    this.edit.querySelector("[data-act=redo]").disabled = !redoable;
    if (held?.disabled && this.edit.contains(held)) this.edit.querySelector("summary").focus();
  }

  // Whoever has the edited alias now is told of.
  answered() {
    const { rows, refused } = this.model.get("_register"), row = rows.find(({ line }) => line === this.last);
    const asked = this.asked;
    if (asked && row && !refused) this.about = this.placeOf(row.actor_id);
    if (asked && !refused) this.fields.label.value = "";
    this.asked = false;
    if (this.chosen >= 0) this.fill(this.chosen);
    this.drawPanel();
    if (asked) this.edit.scrollIntoView({ block: "nearest" });
  }

  reasons(sentence) {
    const word = ([start, end]) => sentence.text.slice(start, end);
    const line = (title, items) => make("p", { class: "ci-line" }, make("b", {}, title), " ", ...items);
    const item = (name, value) => span("ci-item", name, " ", make("b", {}, value));
    const first = (lines) => [...lines].sort(([a], [b]) => (b === OWN) - (a === OWN)); // the sort is stable
    const causes = first(this.page.instruments).map(([name, label]) => {
      const found = sentence.reasons.filter((reason) => reason[2] === name);
      return found.length ? line(`Reasons, ${label}`, found.map((reason) => item(word(reason), reason[3]))) : "";
    });
    const mentions = sentence.mentions.map((mention) => {
      const [, label, kind] = this.page.actors[mention[2]], title = `${label} (${kind}, ${mention[3]}), all passages`;
      return act(word(mention), () => this.tellOf(mention[2], this.chosen, mention[4]),
                 { class: looks(kind), title, "aria-pressed": String(this.about === mention[2]) });
    });
    const { doc_id: of, sent_id: which, words = [] } = this.model.get("_left_out");
    const without = of === this.page.doc_id && which === sentence.id ? words : [];
    const nothing = (what) => make("p", { class: "ci-quiet" }, `No ${what} in this sentence.`);
    return [
      make("h4", {}, `Sentence ${sentence.id}`, span("ci-quiet", ` paragraph ${sentence.par}`)),
      make("p", { class: "ci-line ci-numbers" },
           span(`ci-sign ci-${sentence.cls}`, `${SIGNS[sentence.cls] ?? ""} ${sentence.cls}`),
           ...first(sentence.numbers).map(([name, value]) => item(name, value))),
      ...(sentence.reasons.length ? causes : [nothing("scored expression")]),
      without.length ? line("Without the word, encoder would lose", without.map((one) => item(word(one), one[2]))) : "",
      mentions.length ? line("Mentions", mentions) : nothing("mention"),
    ];
  }

  passages(actor) {
    const [, label, kind, count] = this.page.actors[actor];
    const jump = ({ id, text }, row, [start, end, , , line]) => act(
      [span("ci-quiet", `${id} `), start > BEFORE ? "…" : "", text.slice(Math.max(0, start - BEFORE), start),
       make("b", {}, text.slice(start, end)), text.slice(end, end + AFTER), text.length > end + AFTER ? "…" : ""],
      () => this.tellOf(actor, row, line), { "aria-current": row === this.chosen ? "true" : undefined });
    const jumps = this.page.sentences.flatMap((sentence, row) => sentence.mentions.filter((mention) => mention[2] === actor)
      .map((mention) => make("li", {}, jump(sentence, row, mention))));
    const edit = act("To the register", () => document.dispatchEvent(new CustomEvent("column-inch-edit", { detail: label })),
                     { title: "find it in the register’s editor" });
    return [
      make("h4", {}, span(`ci-m ${looks(kind)}`, label), span("ci-quiet", ` ${kind}, ${plural(count, "mention")} `),
           ...(document.querySelector(".ci-editor") ? [edit] : [])),
      make("ol", { class: "ci-passages", role: "list", "aria-label": `Passages of ${label}` }, ...jumps),
    ];
  }

  // All actors whose name has the words that are searched, else the first of them.
  drawBars(words) {
    const { actors } = this.page, chosen = this.model.get("filters").actor, most = actors[0]?.[3] ?? 1;
    const found = words ? actors.filter(([, label]) => fold(label).includes(words)) : [];
    const listed = found.length ? found : actors, short = !this.all && listed.length > BARS;
    const shown = short ? listed.filter(([id], place) => place < BARS || id === chosen) : listed;
    const key = JSON.stringify([shown.map(([id]) => id), listed.length]);
    if (this.bars.dataset.key === key && this.barsOf === this.page) return;
    this.bars.dataset.key = key;
    this.barsOf = this.page;
    this.barNodes = shown.map(([id, label, kind, count]) => {
      const bar = this.toggle("actor", id, span("ci-name", label), span("ci-fill"), count);
      bar.tabIndex = -1;
      bar.className = `ci-bar ${looks(kind)}`;
      bar.setAttribute("aria-label", `${label}, ${plural(count, "mention")}`);
      bar.querySelector(".ci-fill").style.width = `${12 * count / most}em`;
      return bar;
    });
    const said = found.length ? ` with “${this.model.get("filters").search.trim()}” in the name` : "";
    const more = act(this.all ? "Show fewer" : `Show all ${listed.length}`, () => {
      this.all = !this.all;
      this.drawBars(words);
      this.enter.bars();
      this.bars.querySelector(".ci-more").focus();
    }, { class: "ci-more" });
    this.bars.replaceChildren(
      make("p", { id: `${this.id}-bars` }, make("b", {}, `Actors (${listed.length})`),
           actors.length ? `${said}: choose one to read only its passages.` : ": none is mentioned."),
      make("div", { class: "ci-bars", role: "group", "aria-labelledby": `${this.id}-bars` }, ...this.barNodes),
      ...(listed.length > BARS ? [more] : []));
    for (const bar of this.barNodes) bar.setAttribute("aria-pressed", String(bar.dataset.value === chosen));
  }

  // The tone along the text: one slider as wide as the view, with a bar for each sentence.
  drawPoints() {
    const { sentences } = this.page, count = sentences.length;
    const limit = Math.max(0.25, Math.ceil(4 * Math.max(...sentences.map(({ tone }) => Math.abs(tone)))) / 4);
    this.height = (tone) => 50 * tone / limit;
    const names = ["band", "tick", "out", "negative", "neutral", "positive"];
    const layers = names.map((name) => [name, make("path", { class: `ci-${name}` })]);
    this.paths = Object.fromEntries(layers);
    this.line = make("div", { class: "ci-at" });
    this.chart = make("div", {
      class: "ci-plot", role: "slider", tabindex: 0, "aria-label": "Tone along the text", "aria-valuemin": 1,
      "aria-valuemax": count, "data-lm-suppress-shortcuts": "true" },
      make("svg", { viewBox: `0 -50 ${count} 100`, preserveAspectRatio: "none", "aria-hidden": "true" },
           make("line", { x1: 0, x2: count, y1: 0, y2: 0 }), ...layers.map(([, path]) => path)), this.line);
    this.paths.band.setAttribute("d", sentences.map(({ par }, row) => (par % 2 ? "" : `M${row} -50h1v100h-1z`)).join(""));
    const at = (event) => {
      const { left, width } = this.chart.getBoundingClientRect();
      return Math.max(0, Math.min(count - 1, Math.floor(count * (event.clientX - left) / width)));
    };
    on(this.chart, "click", (event) => this.choose(at(event)));
    on(this.chart, "pointermove", (event) => { this.chart.title = this.inWords(at(event)); });
    on(this.chart, "keydown", (event) => {
      const far = Math.max(1, Math.round(count / 10)), here = this.chosen;
      const to = { ArrowRight: here + 1, ArrowUp: here + 1, ArrowLeft: here - 1, ArrowDown: here - 1,
                   PageUp: here + far, PageDown: here - far, Home: 0, End: count - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.choose(Math.max(0, Math.min(count - 1, to)));
    });
    const line = (look, words) => make("div", { class: look, "aria-hidden": "true" }, ...words.map((one) => span("", one)));
    this.points.style.maxWidth = `min(84rem, ${Math.max(300, 24 * count)}px)`;
    this.points.replaceChildren(
      line("ci-axis", [`+${limit.toFixed(2)}`, "tone", `−${limit.toFixed(2)}`]), this.chart,
      line("ci-ends", [`sentence ${sentences[0].id}`, "bands are paragraphs", sentences.at(-1).id]));
  }

  inWords(row) {
    const { id, shown, cls } = this.page.sentences[row];
    return `sentence ${id}, tone ${shown}, ${cls}`;
  }

  drawMarks() {
    const { sentences } = this.page, kept = (row) => (this.stops.length ? this.matches[row] : this.kept[row]);
    const bar = ({ tone }, row) => (tone ? `M${row + 0.1} 0h.8v${-this.height(tone)}h-.8z` : `M${row + 0.1} -1.5h.8v3h-.8z`);
    const side = (tone) => (tone > 0 ? "positive" : tone < 0 ? "negative" : "neutral");
    const parts = { out: "", negative: "", neutral: "", positive: "" };
    sentences.forEach((sentence, row) => { parts[kept(row) ? side(sentence.tone) : "out"] += bar(sentence, row); });
    for (const [name, d] of Object.entries(parts)) this.paths[name].setAttribute("d", d);
    this.paths.tick.setAttribute("d", this.stops.map(([row]) => `M${row} 44h1v6h-1z`).join(""));
    this.line.hidden = this.chosen < 0;
    this.line.style.left = `${100 * (this.chosen + 0.5) / sentences.length}%`;
    this.chart.setAttribute("aria-valuenow", Math.max(0, this.chosen) + 1);
    this.chart.setAttribute("aria-valuetext", this.chosen < 0 ? "no sentence is chosen" : this.inWords(this.chosen));
  }
}

export default {
  render({ model, el }) {
    const view = new View(model, el);
    return () => view.forget();
  },
};
