/** A photograph small enough to send from a hall's network, upright, without place and camera. */

const MOST_PX = 1440;
const QUALITY = 0.9;

/** Return the picture of a file as JPEG of at most 1440 pixels; the file itself if it cannot be drawn. */
export async function shrunk(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = url;
    });
    return (await drawn(image, image.naturalWidth, image.naturalHeight)) || file;
  } catch (error) {
    return file;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Return what a picture or video shows now as JPEG, null where the browser cannot. */
export function drawn(source, width, height) {
  const scale = Math.min(1, MOST_PX / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
