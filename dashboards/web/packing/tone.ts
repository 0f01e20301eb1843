/** A high short tone for what was taken, a low long one for what was not: heard by who looks at the goods. */

let context: AudioContext | undefined;

export function sound(isGood: boolean): void {
  try {
    context ??= new AudioContext();
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = isGood ? "sine" : "square";
    tone.frequency.value = isGood ? 880 : 196;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + (isGood ? 0.09 : 0.5));
  } catch {
    // A browser without sound says it in words.
  }
}
