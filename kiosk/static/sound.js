// A short tone per result, so that the operator need not look up.
const notes = {
  green: [[660, 0], [880, 0.12]],
  blue: [[520, 0]],
  amber: [[440, 0], [440, 0.18]],
  red: [[220, 0], [196, 0.2]],
};
let context = null;

// Browsers allow sound only after a touch or a key.
const wake = () => {
  context = context || new AudioContext();
  context.resume();
};
document.addEventListener("pointerdown", wake);
document.addEventListener("keydown", wake);

const note = (pitch, later) => {
  const start = context.currentTime + later;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.25, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.16);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.18);
};

export const play = (colour) => {
  context = context || new AudioContext();
  if (context.state === "running") (notes[colour] || []).forEach(([pitch, later]) => note(pitch, later));
};
