// The browser's camera, when the desk uses it: frames go to the desk one at a time.
const video = document.getElementById("video");
const canvas = document.createElement("canvas");
const SHORTEST_MS = 66;

const send = (jpeg) =>
  fetch("/picture", { method: "POST", headers: { "Content-Type": "image/jpeg" }, body: jpeg });

const step = () => {
  const began = performance.now();
  const again = () => setTimeout(step, Math.max(0, SHORTEST_MS - (performance.now() - began)));
  if (!video.videoWidth) return again();
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  canvas.toBlob((jpeg) => (jpeg ? send(jpeg).then(again, again) : again()), "image/jpeg", 0.85);
  return undefined;
};

const open = async () => {
  try {
    const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: "user" };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    video.srcObject.getVideoTracks()[0].addEventListener("ended", () => setTimeout(open, 2000));
    await video.play();
    document.body.dataset.cameraDenied = "false";
  } catch (error) {
    document.body.dataset.cameraDenied = error.name === "NotAllowedError" ? "true" : "false";
    setTimeout(open, 2000);
  }
};
open().then(step);
