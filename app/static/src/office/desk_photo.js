/** Photographs at the desk: fetched with the right to see them, never stored, gone when absent. */

/** Return where a delegate's photograph is, "" where none is kept. */
export function photoAddress(api, delegate) {
  return delegate && delegate.photo
    ? `${api}/delegates/${delegate.id}/photo.jpg?v=${delegate.photo}`
    : "";
}

/** Show the photograph at `address` in an img; hidden until it is there, and without a network. */
export function showPhoto(picture, address) {
  picture.hidden = true;
  picture.onload = () => (picture.hidden = false);
  if (address) picture.src = address;
  else picture.removeAttribute("src");
}
