package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Date{
		"2018-02-05": Of(2018, 2, 5), "2024-02-29": Of(2024, 2, 29), "0001-01-01": Of(1, 1, 1), "9999-12-31": Of(9999, 12, 31),
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "2018", "2018-2-5", "2023-02-29", "1900-02-29", "2018-13-01", "2018-00-10", "2018-04-31", "05.02.2018", "2018-02-05T00:00:00Z"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
}

func TestDate(t *testing.T) {
	d := Of(2018, 2, 5)
	if d.Year() != 2018 || d.Month() != 2 || d.Day() != 5 {
		t.Errorf("%d %d %d", d.Year(), d.Month(), d.Day())
	}
	if d.String() != "2018-02-05" || d.Long() != "5 February 2018" {
		t.Errorf("%s, %s", d, d.Long())
	}
	if later := d.AddYears(8); later.String() != "2026-02-05" {
		t.Errorf("8 years after %s: %s", d, later)
	}
	var none Date
	if none.String() != "" || none.Long() != "" {
		t.Errorf("no date is written as %q and %q", none.String(), none.Long())
	}
}

// A date is what the calendar says, in every way of writing it, and later days
// are greater.
func TestCalendar(t *testing.T) {
	first := time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 3286000) // up to 9996
		a, b := first.AddDate(0, 0, days.Draw(t, "a")), first.AddDate(0, 0, days.Draw(t, "b"))
		d := FromTime(a.Add(time.Duration(rapid.IntRange(0, 86399).Draw(t, "seconds")) * time.Second))
		if !d.Time().Equal(a) || d.String() != a.Format(time.DateOnly) || d.Long() != a.Format("2 January 2006") {
			t.Fatalf("%s is %s, %s, %s", a, d.Time(), d, d.Long())
		}
		if again, err := Parse(d.String()); err != nil || again != d {
			t.Fatalf("%s is read as %s: %v", d, again, err)
		}
		if later := FromTime(b); (d < later) != a.Before(b) {
			t.Fatalf("%s before %s: %v", d, later, d < later)
		}
	})
}
