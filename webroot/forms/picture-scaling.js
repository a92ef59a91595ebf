/** Scales pictures down in the browser, so that photos of a phone can be used (PERSON-7, GOAL-2). */

const MAX_SIDE = 1024;
const QUALITY = 0.86;
const TYPE = 'image/jpeg';

/**
 * @param {Blob} file of any type that the browser can decode
 * @returns {Promise<Blob>} a JPEG, upright, of at most 1024 pixels each way, on white; rejects when the browser can't decode it
 */
export async function scaledPicture(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    return await toJpeg(draw(bitmap));
  } finally {
    bitmap.close();
  }
}

function draw(bitmap) {
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

function toJpeg(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture was not encoded'))), TYPE, QUALITY);
  });
}
