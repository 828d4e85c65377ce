// The reading view in the browser. What it shows comes from the tables; all text goes in as text, never as markup.

const SIGNS = { negative: "▼", neutral: "●", positive: "▲" };
const KINDS = ["person", "organisation", "state", "group", "place"];
const SVG = new Set(["svg", "g", "rect", "line", "circle", "text", "title"]);
const BARS = 12; // actors drawn; all of them stand in the list

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

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const signed = (value) => value.toFixed(2).replace("-", "−");
const shorten = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text);
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
  group.addEventListener("keydown", (event) => {
    const all = open(), here = all.indexOf(event.target.closest("[role=button]"));
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !all.length) return;
    const to = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0,
                 End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      (all[to] ?? all[here] ?? all[0]).focus();
    } else if ((event.key === "Enter" || event.key === " ") && here >= 0) {
      event.preventDefault();
      all[here].dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
  group.addEventListener("focusin", (event) => {
    const item = event.target.closest("[role=button]");
    for (const other of items()) other.setAttribute("tabindex", other === item ? 0 : -1);
  });
  return () => {
    const all = open();
    const entry = all.find((item) => item.getAttribute("aria-pressed") === "true") ?? all[0];
    for (const item of items()) item.setAttribute("tabindex", item === entry ? 0 : -1);
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
    this.bars = make("div", { class: "ci-chart" });
    this.points = make("div", { class: "ci-chart" });
    this.panel = make("div", { class: "ci-panel", role: "region", "aria-label": "The chosen sentence" });
    const side = make("div", { class: "ci-side" }, this.panel, this.points, this.bars);
    this.root.append(this.tools, this.legend, this.status, make("div", { class: "ci-columns" }, this.text, side));
    el.append(this.root);
    this.enter = { text: rove(this.text, () => this.nodes), bars: rove(this.bars, () => this.barNodes),
                   points: rove(this.points, () => this.pointNodes) };
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("click", (event) => {
      const node = event.target.closest(".ci-s");
      if (node && !node.classList.contains("ci-out") && !String(getSelection())) this.choose(+node.dataset.row, true);
    });
    this.buildTools();
    this.draw();
    this.heard = { "change:_page": () => this.draw(), "change:filters": () => this.filter(),
                   "change:selected": () => this.select() };
    for (const [name, act] of Object.entries(this.heard)) model.on(name, act);
  }

  forget() {
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
    const choice = (name, read) => on(make("select"), "change", (event) => this.setFilter(name, read(event.target.value)));
    this.chooser = on(make("select", { class: "ci-chooser" }), "change",
                      (event) => this.set({ document: event.target.value }));
    this.actor = choice("actor", String);
    this.paragraph = choice("paragraph", Number);
    this.search = make("input", { type: "search", spellcheck: "false", autocomplete: "off" });
    on(this.search, "input", () => this.setFilter("search", this.search.value));
    on(this.search, "keydown", (event) => {
      if (event.key === "Enter") this.nextHit(event.shiftKey ? -1 : 1);
    });
    this.next = on(make("button", { type: "button" }, "Next hit"), "click", () => this.nextHit(1));
    this.clear = on(make("button", { type: "button" }, "Clear all"), "click", () => this.set({ filters: {} }));
    const texts = this.model.get("_texts");
    this.chooser.append(...texts.map(([id, title]) => make("option", { value: id }, shorten(title, 70))));
    if (texts.length > 1) this.tools.append(field(`Text (${texts.length})`, this.chooser));
    this.tools.append(field("Actor", this.actor), field("Paragraph", this.paragraph), field("Search", this.search),
                      this.next, this.clear);
  }

  toggle(name, value, ...content) {
    const button = make("button", { type: "button", "aria-pressed": "false", "data-filter": name, "data-value": value },
                        ...content);
    return on(button, "click", () => this.setFilter(name, this.model.get("filters")[name] === value ? "" : value));
  }

  drawTools() {
    const { actors, sentences } = this.page;
    this.chooser.value = this.page.doc_id;
    this.actor.replaceChildren(make("option", { value: "" }, "all"), ...actors.map(
      ([id, label, , count]) => make("option", { value: id }, `${shorten(label, 40)} (${count})`)));
    const numbers = [...new Set(sentences.map((sentence) => sentence.par))];
    this.paragraph.replaceChildren(make("option", { value: "" }, "all"),
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

  // -- the text

  draw() {
    const began = performance.now();
    this.page = this.model.get("_page");
    this.folded = this.page.sentences.map((sentence) => fold(sentence.text));
    this.hits = this.page.sentences.map(() => []);
    this.lit = this.hit = null;
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
    this.drawBars();
    this.drawPoints();
    this.filter();
    this.select();
    this.root.dataset.milliseconds = (performance.now() - began).toFixed(1);
  }

  sentence(sentence, row) {
    const node = make("span", { class: `ci-s ci-${sentence.cls}`, role: "button", tabindex: -1, "aria-pressed": "false",
                                "data-row": row, "data-sentence": sentence.id });
    node.style.setProperty("--ci-strength", `${Math.min(18, Math.round(Math.abs(sentence.tone) * 60))}%`);
    return node;
  }

  // A sentence is cut wherever a mention, a reason or a hit begins or ends; each piece carries all that covers it.
  fill(row) {
    const { text, mentions, reasons, cls, id } = this.page.sentences[row];
    const why = reasons.filter((reason) => reason[2] === "tone"), hits = this.hits[row];
    const filters = this.model.get("filters");
    const wanted = ([, , actor]) => (!filters.actor || this.page.actors[actor][0] === filters.actor)
      && (!filters.kind || this.page.actors[actor][2] === filters.kind);
    const spans = this.nodes[row].classList.contains("ci-out") ? [] : mentions.filter(wanted);
    const cuts = [0, text.length, ...[...spans, ...why, ...hits].flatMap(([start, end]) => [start, end])];
    const ends = [...new Set(cuts)].sort((a, b) => a - b);
    const covers = (a, b) => ([start, end]) => start <= a && b <= end;
    const pieces = ends.slice(1).map((end, i) => {
      const start = ends[i], cause = why.find(covers(start, end)), inside = covers(start, end);
      let piece = document.createTextNode(text.slice(start, end));
      if (hits.some(inside)) {
        const now = this.hit && this.hit[0] === row && inside(this.hit[1]);
        piece = make("mark", { class: `ci-hit${now ? " ci-now" : ""}` }, piece);
      }
      if (cause) piece = make("span", { class: cause[3].startsWith("−") ? "ci-minus" : "ci-plus" }, piece);
      for (const [, , actor, how] of spans.filter(inside).reverse()) {
        const [, label, kind] = this.page.actors[actor];
        const now = this.lit && this.lit.row === row && this.lit.actor === actor;
        piece = make("span", { class: `ci-m ci-${KINDS.includes(kind) ? kind : "group"}${now ? " ci-now" : ""}`,
                               title: `${label} (${kind}, ${how})` }, piece);
      }
      return piece;
    });
    const sign = make("span", { class: "ci-sign", role: "img", "aria-label": `${id}, ${cls}:` }, SIGNS[cls] ?? "", id);
    this.nodes[row].replaceChildren(sign, " ", ...pieces);
  }

  filter() {
    const filters = this.model.get("filters"), { actors, sentences } = this.page;
    this.kept = sentences.map(({ par, cls, mentions }) =>
      (!filters.tone || cls === filters.tone) && (!filters.paragraph || par === filters.paragraph)
      && (!(filters.actor || filters.kind) || mentions.some(([, , actor]) =>
        (!filters.actor || actors[actor][0] === filters.actor) && (!filters.kind || actors[actor][2] === filters.kind))));
    const wanted = fold(filters.search ?? "").trim();
    this.hits = this.folded.map((text, row) => (this.kept[row] ? places(text, wanted) : []));
    if (this.hit && !this.hits[this.hit[0]].some(([start]) => start === this.hit[1][0])) this.hit = null;
    sentences.forEach((_, row) => {
      for (const node of [this.nodes[row], this.pointNodes[row]]) node.classList.toggle("ci-out", !this.kept[row]);
      if (this.kept[row]) this.nodes[row].removeAttribute("aria-disabled");
      else this.nodes[row].setAttribute("aria-disabled", "true");
      this.fill(row);
    });
    this.show(filters, wanted);
    for (const enter of Object.values(this.enter)) enter();
  }

  show(filters, wanted) {
    this.actor.value = filters.actor ?? "";
    this.paragraph.value = filters.paragraph ?? "";
    if (this.search.value !== (filters.search ?? "")) this.search.value = filters.search ?? "";
    for (const button of this.legend.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(filters[button.dataset.filter] === button.dataset.value));
    }
    for (const node of this.barNodes) {
      node.setAttribute("aria-pressed", String(this.page.actors[node.dataset.actor][0] === filters.actor));
    }
    const count = this.hits.flat().length, kept = this.kept.filter(Boolean).length;
    this.next.disabled = count === 0;
    this.clear.disabled = Object.keys(filters).length === 0;
    this.status.textContent = `${kept} of ${plural(this.kept.length, "sentence")}`
      + (wanted ? `, ${plural(count, "hit")}` : "");
  }

  // -- going to a passage

  reveal(row) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.nodes[row].scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  choose(row, again = false) {
    const key = [this.page.doc_id, this.page.sentences[row].id];
    const same = String(this.model.get("selected")) === String(key);
    if (same && !again) return this.reveal(row);
    this.set({ selected: same ? [] : key });
  }

  select() {
    const [doc_id, sent_id] = this.model.get("selected");
    const chosen = doc_id === this.page.doc_id ? this.page.sentences.findIndex(({ id }) => id === sent_id) : -1;
    this.nodes.forEach((node, row) => {
      for (const one of [node, this.pointNodes[row]]) one.setAttribute("aria-pressed", String(row === chosen));
    });
    if (this.lit && this.lit.row !== chosen) this.light(null);
    this.drawPanel(this.page.sentences[chosen]);
    for (const enter of Object.values(this.enter)) enter();
    if (chosen >= 0) this.reveal(chosen);
  }

  light(lit) {
    const rows = [this.lit, lit].filter(Boolean).map(({ row }) => row);
    this.lit = lit;
    rows.forEach((row) => this.fill(row));
  }

  nextPassage(actor) {
    const rows = this.page.sentences.map((_, row) => row).filter(
      (row) => this.kept[row] && this.page.sentences[row].mentions.some((mention) => mention[2] === actor));
    const here = this.lit && this.lit.actor === actor ? this.lit.row : -1;
    const row = rows.find((one) => one > here) ?? rows[0];
    if (row === undefined) {
      this.status.textContent = `no passage of ${this.page.actors[actor][1]} passes the filters`;
      return;
    }
    this.light({ row, actor });
    this.choose(row);
  }

  nextHit(step) {
    const all = this.hits.flatMap((hits, row) => hits.map((hit) => [row, hit]));
    if (!all.length) return;
    const here = this.hit ? all.findIndex(([row, [start]]) => row === this.hit[0] && start === this.hit[1][0]) : -1;
    const before = this.hit, to = here < 0 && step < 0 ? all.length - 1 : (here + step + all.length) % all.length;
    this.hit = all[to];
    for (const row of new Set([before, this.hit].filter(Boolean).map(([row]) => row))) this.fill(row);
    this.status.textContent = `hit ${to + 1} of ${all.length}, sentence ${this.page.sentences[this.hit[0]].id}`;
    this.reveal(this.hit[0]);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // those are JupyterLab's
    event.stopPropagation();
    if (event.key === "/" && !event.target.matches("input, select")) {
      event.preventDefault();
      this.search.focus();
    } else if (event.key === "Escape" && event.target === this.search) {
      event.preventDefault();
      this.setFilter("search", "");
    } else if (event.key === "Escape") {
      this.set({ filters: {}, selected: [] });
    }
  }

  // -- beside the text

  drawPanel(sentence) {
    if (!sentence) {
      this.panel.replaceChildren(make("p", { class: "ci-quiet" },
        "Choose a sentence, a bar or a point: the numbers of the sentence and the words that made them stand here. "
        + "Keys: arrows between sentences, Enter to choose, / to search, Escape to clear."));
      return;
    }
    const word = ([start, end]) => sentence.text.slice(start, end);
    const head = make("h4", {}, `Sentence ${sentence.id}`, make("span", { class: "ci-quiet" }, ` paragraph ${sentence.par}`));
    const numbers = make("table", { class: "ci-numbers" }, make("caption", {}, "Numbers"), make("tbody", {},
      ...sentence.numbers.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value))),
      make("tr", {}, make("th", { scope: "row" }, "class"), make("td", {}, `${SIGNS[sentence.cls] ?? ""} ${sentence.cls}`))));
    const instruments = this.page.instruments.filter(([name]) => sentence.reasons.some((reason) => reason[2] === name));
    const reasons = instruments.map(([name, label]) => make("table", { class: "ci-reasons" }, make("caption", {}, `Reasons, ${label}`),
      make("tbody", {}, ...sentence.reasons.filter((reason) => reason[2] === name).map((reason) => make("tr", {},
        make("th", { scope: "row" }, word(reason)), make("td", {}, reason[3]))))));
    const mentions = make("table", {}, make("caption", {}, "Mentions"), make("tbody", {}, ...sentence.mentions.map((mention) => {
      const [, label, kind] = this.page.actors[mention[2]];
      return make("tr", {}, make("th", { scope: "row" }, word(mention)), make("td", {}, `${label} (${kind}, ${mention[3]})`));
    })));
    const nothing = (what) => make("p", { class: "ci-quiet" }, `No ${what} in this sentence.`);
    this.panel.replaceChildren(head, numbers, ...(reasons.length ? reasons : [nothing("scored expression")]),
                               sentence.mentions.length ? mentions : nothing("mention"));
    this.panel.scrollTop = 0;
  }

  button(label, act, attributes, ...children) {
    const node = make("g", { role: "button", tabindex: -1, "aria-label": label, "aria-pressed": "false", ...attributes },
                      make("title", {}, label), ...children);
    return on(node, "click", act);
  }

  drawBars() {
    const { actors } = this.page, shown = actors.slice(0, BARS), step = 22, most = shown[0]?.[3] ?? 1;
    this.barNodes = shown.map(([, label, kind, count], actor) => {
      const y = actor * step, width = Math.max(2, 150 * count / most);
      return this.button(`${label}, ${plural(count, "mention")}, show the next`, () => this.nextPassage(actor),
        { class: `ci-bar ci-${KINDS.includes(kind) ? kind : "group"}`, "data-actor": actor },
        make("rect", { class: "ci-target", x: 0, y, width: 340, height: step }),
        make("text", { x: 150, y: y + 15, "text-anchor": "end" }, shorten(label, 23)),
        make("rect", { class: "ci-fill", x: 156, y: y + 4, width, height: step - 8 }),
        make("text", { x: 160 + width, y: y + 15 }, count));
    });
    const more = actors.length > BARS ? ` The first ${BARS} of ${actors.length}; all are in the list “Actor”.` : "";
    this.bars.replaceChildren(
      make("p", { id: `${this.id}-bars` }, make("b", {}, "Mentions"), ` of each actor; each click shows the next passage.${more}`),
      make("svg", { viewBox: `0 0 340 ${Math.max(1, shown.length) * step}`, role: "group", "aria-labelledby": `${this.id}-bars` },
           ...this.barNodes));
  }

  drawPoints() {
    const { sentences } = this.page, left = 42, middle = 56, reach = 46;
    const step = Math.max(6, Math.min(24, 294 / Math.max(1, sentences.length))), width = left + step * sentences.length + 4;
    const limit = Math.max(0.25, Math.ceil(4 * Math.max(...sentences.map(({ tone }) => Math.abs(tone)))) / 4);
    this.pointNodes = sentences.map((sentence, row) => {
      const x = left + row * step, height = reach * Math.abs(sentence.tone) / limit;
      const mark = sentence.tone === 0 ? make("circle", { cx: x + step / 2, cy: middle, r: 2 })
        : make("rect", { x: x + step * 0.15, width: step * 0.7, height, y: sentence.tone > 0 ? middle - height : middle });
      const sign = sentence.tone > 0 ? "ci-positive" : sentence.tone < 0 ? "ci-negative" : "ci-neutral";
      return this.button(`sentence ${sentence.id}, tone ${sentence.shown}, ${sentence.cls}`, () => this.choose(row),
        { class: `ci-point ${sign}`, "data-row": row },
        make("rect", { class: "ci-target", x, y: 4, width: step, height: 104 }), mark);
    });
    const bands = sentences.flatMap((sentence, row) => (sentence.par % 2 ? [] : [
      make("rect", { class: "ci-band", x: left + row * step, y: 4, width: step, height: 104 })]));
    const axis = [[limit, 4 + 10], [0, middle + 4], [-limit, 108]].map(
      ([value, y]) => make("text", { x: left - 5, y, "text-anchor": "end" }, value ? (value > 0 ? "+" : "") + signed(value) : "0"));
    const ends = [make("text", { x: left + 1, y: 122 }, sentences[0].id),
                  make("text", { x: width - 5, y: 122, "text-anchor": "end" }, `sentence ${sentences.at(-1).id}`)];
    const line = make("line", { x1: left, x2: width - 4, y1: middle, y2: middle });
    this.points.replaceChildren(
      make("p", { id: `${this.id}-points` }, make("b", {}, "Tone"), " along the text; bands are paragraphs."),
      make("div", { class: "ci-scroll" }, make("svg", {
        viewBox: `0 0 ${width} 126`, style: `width:${width}px`, role: "group", "aria-labelledby": `${this.id}-points` },
        ...bands, line, ...axis, ...(sentences.length > 1 ? ends : []), ...this.pointNodes)));
  }
}

export default {
  render({ model, el }) {
    const view = new View(model, el);
    return () => view.forget();
  },
};
