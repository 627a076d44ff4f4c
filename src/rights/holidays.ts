/** The ten legal holidays of Belgium (law of 4 January 1974), as ISO dates. */
export function belgianHolidays(year: number): ReadonlySet<string> {
  const easter = easterSunday(year)
  const movable = [1, 39, 50].map((days) => addDays(easter, days))
  const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`)
  return new Set([...movable, ...fixed])
}

/** Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const lunarCorrection = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const dayOfMarch = epact + weekday - 7 * lunarCorrection + 22
  return addDays(`${year}-03-01`, dayOfMarch - 1)
}

/** The ISO date `days` after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
