/** The camera of a Hand: pictures of what a task is about, which go to the house with the answer. */
import { photosOfTaskMax } from "@floorplane/contracts/photo-bounds";
import { useState } from "react";
import { useWords } from "../words/words.ts";
import { smallPhoto, type TakenPhoto } from "./small-photo.ts";

interface PhotoBoxProps {
  readonly photos: readonly TakenPhoto[];
  readonly change: (photos: readonly TakenPhoto[]) => void;
}

export function PhotoBox({ photos, change }: PhotoBoxProps) {
  const say = useWords();
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (files: FileList | null): Promise<void> => {
    const room = photosOfTaskMax - photos.length;
    const taken = await Promise.all([...(files ?? [])].slice(0, room).map((file) => smallPhoto(file)));
    setTooLarge(taken.includes(undefined));
    change([...photos, ...taken.filter((photo) => photo !== undefined)]);
  };
  return (
    <div className="hand-photos">
      <label className="hand-button hand-photo">
        <span>{say("hand.photo")}</span>
        <input
          className="hand-file"
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          disabled={photos.length >= photosOfTaskMax}
          onChange={(event) => {
            const { files } = event.currentTarget;
            void take(files);
          }}
        />
      </label>
      <span className="dim" role="status">
        {say("hand.photos", { n: photos.length, most: photosOfTaskMax })}
      </span>
      {photos.map((_, index) => (
        <button
          key={index}
          type="button"
          className="hand-button"
          aria-label={say("hand.photo.drop", { n: index + 1 })}
          onClick={() => change(photos.filter((_photo, at) => at !== index))}
        >
          {index + 1} ×
        </button>
      ))}
      {isTooLarge && (
        <p className="hand-why" role="alert">
          {say("hand.photo.tooLarge")}
        </p>
      )}
    </div>
  );
}
