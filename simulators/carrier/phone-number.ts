/** E.164; for country code 1 also the shape of the North American plan. */
export function isPhoneNumber(text: string): boolean {
  return /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(text) || /^\+[2-9]\d{6,14}$/.test(text);
}

/** What a person types, as E.164: separators dropped, ten digits read as North American. Null when it is no number. */
export function readPhoneNumber(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '');
  const number = /^\d{10}$/.test(digits) ? `+1${digits}` : digits;
  return isPhoneNumber(number) ? number : null;
}

/** As people here write it: 613-555-0123. */
export function showPhoneNumber(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}
