import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";

/** Where the reference images are. */
export const IMAGES = path.join(ROOT, "images");

/** The images: every folder with a Dockerfile. */
export const IMAGE_NAMES = fs
  .readdirSync(IMAGES)
  .filter((name) => fs.existsSync(path.join(IMAGES, name, "Dockerfile")))
  .sort();

/** A file of an image's folder. */
export function imageFile(image: string, ...names: string[]): string {
  return path.join(IMAGES, image, ...names);
}

/** Its content. */
export function readImageFile(image: string, ...names: string[]): string {
  return fs.readFileSync(imageFile(image, ...names), "utf8");
}
