/** Files dropped anywhere on a page go where its drop zone is. */

/** Call `onFiles(files)` for what is dropped; `zone` shows that it would be taken. */
export function wireDrop(zone, onFiles) {
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.remove("is-over");
    });
  }
  document.addEventListener("drop", (event) => onFiles(Array.from(event.dataTransfer.files)));
}
