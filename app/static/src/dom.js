/** Building and filling pieces of a page; text is always text, never markup. */

/**
 * Return a new element. `attributes` holds attributes; `class` too; a function is an event
 * listener (`onclick: …`); false, null and undefined leave an attribute away.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  append(made, children);
  return made;
}

/** Put `children` (nodes, text, lists of them, nothing) in the place of what `parent` held. */
export function fill(parent, ...children) {
  while (parent.firstChild) parent.removeChild(parent.firstChild);
  append(parent, children);
  return parent;
}

/** Return the icon that icons.html defines under `name`. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.appendChild(use);
  return svg;
}

/** Set the text of an element only when it differs, so that screen readers stay quiet. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Return the JSON that the page carries under `id`, or null when it carries none. */
export function readData(id) {
  const holder = document.getElementById(id);
  return holder ? JSON.parse(holder.textContent) : null;
}

/** Return `sentence` with its {names} replaced by `values`. */
export function say(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole,
  );
}

function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}
