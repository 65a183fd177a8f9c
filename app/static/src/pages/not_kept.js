/** A page that is not on this phone: the way back leads to the documents of the same congress. */
const found = /^\/c\/\d+/.exec(window.location.pathname);
const back = document.querySelector("[data-back]");
if (found && back) {
  back.href = `${found[0]}#documents`;
  back.hidden = false;
}
