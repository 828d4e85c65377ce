// The figure of a panel of choices, and over it a button for each row that leads to its passages. Its words go in as
// properties and text; it also gives the sliders beside it the names that ipywidgets shows but does not tell a screen
// reader.

function nameSliders(panel) {
  for (const slider of panel?.querySelectorAll(".widget-slider") ?? []) {
    const name = slider.querySelector("label")?.textContent ?? "";
    slider.querySelector('[role="slider"]')?.setAttribute("aria-label", name);
    slider.querySelector(".widget-readout")?.setAttribute("aria-label", name);
  }
}

// Over each row of the figure a button with its words: one of them is in the Tab order, the arrows go on from there.
function leadsTo(model, places) {
  const part = (share) => `${100 * share}%`;
  return places.map(([left, top, width, height, words], at) => {
    const lead = document.createElement("button");
    Object.assign(lead, { title: words, ariaLabel: `${words}; show the passage`, tabIndex: at ? -1 : 0 });
    Object.assign(lead.style, { left: part(left), top: part(top), width: part(width), height: part(height) });
    lead.addEventListener("click", () => {
      model.send({ lead: at });
      document.querySelector(".ci-reader")?.scrollIntoView({ block: "start" });
    });
    lead.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step && lead.parentNode.children[at + step];
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      [lead.tabIndex, next.tabIndex] = [-1, 0];
      next.focus();
    });
    return lead;
  });
}

function render({ model, el }) {
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  const said = document.createElement("div");
  const figure = document.createElement("figure");
  const plot = document.createElement("div");
  const leads = document.createElement("div");
  plot.className = "ci-plot";
  leads.setAttribute("role", "group");
  leads.setAttribute("aria-label", "Rows of the figure");
  plot.append(image, leads);
  figure.append(plot, caption);
  el.classList.add("ci-picture");
  said.setAttribute("role", "status");
  said.setAttribute("aria-live", "polite");
  el.replaceChildren(figure, said);

  const draw = () => {
    const shown = model.get("shown");
    image.src = shown.src;
    image.alt = shown.alt;
    image.width = shown.width;
    image.height = shown.height;
    figure.style.maxWidth = `${Math.max(shown.width, 420)}px`;
    caption.textContent = shown.caption;
    leads.replaceChildren(...leadsTo(model, shown.leads));
  };
  const tell = () => { said.textContent = model.get("said"); };
  const seen = new ResizeObserver(() => nameSliders(el.closest(".ci-choices"))); // once it is in the page
  seen.observe(el);
  model.on("change:shown", draw);
  model.on("change:said", tell);
  draw();
  tell();
  return () => seen.disconnect();
}

export default { render };
