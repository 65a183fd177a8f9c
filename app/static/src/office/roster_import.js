/** Sending a list to the server, where it waits as a draft until somebody has looked at it. */
import { say, setText } from "../dom.js";

/** Wire the upload; on success the draft's page opens. `offline` is said without a network. */
export function wireImport(form, words, offline) {
  const problem = form.querySelector("[role=alert]");
  const progress = form.querySelector(".progress");
  const state = document.getElementById("import-state");
  const cancel = document.getElementById("import-cancel");
  const file = form.elements.namedItem("file");
  let request = null;

  function rest(sentence) {
    form.removeAttribute("aria-busy");
    for (const part of [progress, state, cancel]) part.hidden = true;
    setText(problem, sentence);
    problem.hidden = sentence === "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    problem.hidden = true;
    for (const part of [progress, state, cancel]) part.hidden = false;
    const body = new FormData();
    if (file.files.length > 0) body.append("file", file.files[0]);
    request = new XMLHttpRequest();
    request.open("POST", form.dataset.drafts);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => {
      const percent = total ? Math.round((100 * loaded) / total) : 0;
      progress.firstElementChild.style.width = `${percent}%`;
      setText(state, loaded < total ? say(words.uploading, { percent }) : words.reading);
    };
    request.onload = () => {
      const said = parsed(request.responseText);
      if (request.status === 201) window.location.href = `${form.dataset.page}${said.id}`;
      else rest(said.detail || offline);
    };
    request.onerror = () => rest(offline);
    request.onabort = () => rest("");
    request.send(body);
  });
  cancel.addEventListener("click", () => request && request.abort());
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return {};
  }
}
