// The figure of a panel of choices. Its words go in as properties and text; it also gives the sliders beside
// it the names that ipywidgets shows but does not tell a screen reader.

function nameSliders(panel) {
  for (const slider of panel?.querySelectorAll(".widget-slider") ?? []) {
    const name = slider.querySelector("label")?.textContent ?? "";
    slider.querySelector('[role="slider"]')?.setAttribute("aria-label", name);
    slider.querySelector(".widget-readout")?.setAttribute("aria-label", name);
  }
}

function render({ model, el }) {
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  const said = document.createElement("div");
  const figure = document.createElement("figure");
  figure.append(image, caption);
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
