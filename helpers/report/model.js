// Stands in for the widget's model where there is no kernel: keeps the state, turns the page, tells who listens.
class Model {
  constructor({ pages, texts }) {
    this.pages = pages;
    this.state = { document: texts[0][0], selected: [], filters: {}, layers: ["actors", "tone"], _texts: texts,
                   _page: pages[texts[0][0]], _marks: {}, _left_out: {}, _register: {} };
    this.heard = [];
  }

  get(name) {
    return this.state[name];
  }

  on(name, act) {
    this.heard.push([name, act]);
  }

  off(name, act) {
    this.heard = this.heard.filter(([one, other]) => one !== name || other !== act);
  }

  set(name, value) {
    const changes = name === "document" ? this.turn(value) : { [name]: value };
    Object.assign(this.state, changes);
    for (const one of Object.keys(changes)) {
      for (const [heard, act] of this.heard) if (heard === `change:${one}`) act();
    }
  }

  // Another text: what was chosen in the old one is dropped, but an actor who is in both stays.
  turn(document) {
    const { paragraph, actor, ...filters } = this.state.filters, _page = this.pages[document];
    if (_page.actors.some(([id]) => id === actor)) filters.actor = actor;
    return { document, _page, selected: [], filters };
  }

  save_changes() {}

  send() {}
}

reader.render({ model: new Model(JSON.parse(document.getElementById("pages").textContent)),
                el: document.getElementById("reader") });
