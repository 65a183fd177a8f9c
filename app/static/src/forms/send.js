/** One request that reports how much of it is uploaded. */

/**
 * Send and resolve to {status, said}: `said` is the JSON answer or {}. Rejects when the server was
 * not reached.
 *
 * @param {object} request
 * @param {string} request.method
 * @param {string} request.url
 * @param {object|FormData|null} request.body
 * @param {number} request.limitMs after so long the server counts as not reached; 0 is for ever
 * @param {(fraction: number) => void} onProgress 0..1 while a body goes out
 */
export function send({ method, url, body, limitMs = 0 }, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = limitMs;
    request.setRequestHeader("Accept", "application/json");
    const isForm = body instanceof FormData;
    if (body !== null && !isForm) request.setRequestHeader("Content-Type", "application/json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve({ status: request.status, said: parsed(request.responseText) });
    request.onerror = () => reject(new Error("unreachable"));
    request.onabort = request.onerror;
    request.ontimeout = request.onerror;
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
