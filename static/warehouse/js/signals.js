// What a hand full of boxes hears and feels: high tone right, low double tone wrong, vibration, and a screen that stays on.
(() => {
  "use strict";
  let sound = null;
  // Browsers give sound only after a touch or a key: a reader's first key is one.
  const wake = () => {
    try {
      sound ??= new (window.AudioContext || window.webkitAudioContext)();
      if (sound.state === "suspended") sound.resume();
    } catch { sound = null; }
  };
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, wake, { capture: true });

  const tone = (hertz, start, length, shape) => {
    const source = sound.createOscillator();
    const volume = sound.createGain();
    source.type = shape;
    source.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, sound.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.4, sound.currentTime + start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + start + length);
    source.connect(volume).connect(sound.destination);
    source.start(sound.currentTime + start);
    source.stop(sound.currentTime + start + length + 0.02);
  };
  const right = () => { if (sound) tone(1320, 0, 0.12, "sine"); navigator.vibrate?.(40); };
  const wrong = () => { if (sound) { tone(196, 0, 0.22, "square"); tone(165, 0.3, 0.3, "square"); } navigator.vibrate?.([160, 80, 220]); };

  // The phone must not sleep between two shelves. Not every browser can; then it sleeps as it was told.
  let lock = null;
  const stayAwake = async () => {
    if (document.visibilityState !== "visible" || lock) return;
    try {
      lock = await navigator.wakeLock?.request("screen");
      lock?.addEventListener("release", () => { lock = null; });
    } catch { lock = null; }
  };
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();

  window.retaguarda = Object.assign(window.retaguarda || {}, { right, wrong });
})();
