/** One request that reports how much of it is uploaded. */

/**
 * Send and resolve to {status, said}: `said` is the JSON answer or {}. Rejects when the server was
 * not reached.
 *
 * @param {object} request
 * @param {string} request.method
 * @param {string} request.url
 * @param {object|FormData|null} request.body
 * @param {(fraction: number) => void} onProgress 0..1 while a body goes out
 */
export function send({ method, url, body }, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("Accept", "application/json");
    const isForm = body instanceof FormData;
    if (body !== null && !isForm) request.setRequestHeader("Content-Type", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve({ status: request.status, said: parsed(request.responseText) });
    request.onerror = () => reject(new Error("unreachable"));
    request.onabort = request.onerror;
    request.send(isForm || body === null ? body : JSON.stringify(body));
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return {};
  }
}
