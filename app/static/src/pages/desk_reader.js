/** Reads QR codes out of pictures; fetched only when a desk opens its camera. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const ONE_CODE = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryInvert: false };

/** Resolve to read(imageData), which resolves to a text or null; `address` is our own .wasm. */
window.deskReader = async function deskReader(address) {
  await prepareZXingModule({ overrides: { locateFile: () => address }, fireImmediately: true });
  return async (picture) => {
    const [found] = await readBarcodes(picture, ONE_CODE);
    return found && found.isValid ? found.text : null;
  };
};
