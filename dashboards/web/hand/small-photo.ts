/** A picture of a phone's camera, made small enough to be kept and sent: a JPEG whose longer side has 1,600 pixels, then less, until it is within the bound. */
import { photoBytesMax } from "@floorplane/contracts/photo-bounds";

export interface TakenPhoto {
  readonly photo: ArrayBuffer;
  readonly media: string;
}

const sides = [1_600, 1_200, 800] as const;
const quality = 0.8;
const media = "image/jpeg";

/** Undefined: it is no picture, or cannot be made small enough. */
export async function smallPhoto(file: Blob): Promise<TakenPhoto | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, media, quality));
    if (blob && blob.size <= photoBytesMax) return { photo: await blob.arrayBuffer(), media };
  }
  return undefined;
}
