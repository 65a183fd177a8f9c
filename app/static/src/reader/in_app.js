/** Browsers inside chat programs, which often can neither download nor print nor open windows. */

const PROGRAMS = /Zalo|FBAN|FBAV|FB_IAB|Messenger|Instagram|Telegram|\bLine\/|MicroMessenger|Viber/i;
const ANDROID_VIEW = /Android.*; wv\)/;

/** Tell whether `userAgent` is of a browser inside another program. */
export function isInApp(userAgent, hasTelegram = false) {
  return PROGRAMS.test(userAgent) || ANDROID_VIEW.test(userAgent) || hasTelegram;
}

/** Tell whether this page is shown inside another program. */
export function isHereInApp() {
  return isInApp(navigator.userAgent, "TelegramWebviewProxy" in window);
}
