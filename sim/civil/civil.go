// Package civil holds calendar dates without a time of day or a zone, as
// treaties and declarations use them.
//
// The zero Date means "no date": a treaty that never entered into force, a
// limit that was never met.
package civil

import (
	"fmt"
	"time"
)

// A Date is a day of the Gregorian calendar, written as the decimal number
// YYYYMMDD, so that dates compare as numbers do. The zero Date is no date.
type Date int32

// Of returns the date of a year, a month (1 to 12) and a day (1 to 31).
func Of(year, month, day int) Date { return Date(year*10000 + month*100 + day) }

// Parse reads a date written as 2018-02-05. It refuses days that the calendar
// does not have.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2018-02-05", s)
	}
	return FromTime(t), nil
}

// FromTime returns the calendar day that t shows in its own zone.
func FromTime(t time.Time) Date { return Of(t.Year(), int(t.Month()), t.Day()) }

// Year returns the year number.
func (d Date) Year() int { return int(d) / 10000 }

// Month returns the month, 1 to 12.
func (d Date) Month() int { return int(d) / 100 % 100 }

// Day returns the day of the month, 1 to 31.
func (d Date) Day() int { return int(d) % 100 }

// AddYears returns the same day n years later. The day must exist there: no
// simulation starts on 29 February.
func (d Date) AddYears(n int) Date { return d + Date(n)*10000 }

// Time returns midnight UTC at the beginning of the day.
func (d Date) Time() time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

// String writes the date as 2018-02-05, and no date as nothing.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Long writes the date as people do in a sentence: 5 February 2018.
func (d Date) Long() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day(), time.Month(d.Month()), d.Year())
}
