package plots

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"},
		{7, "7"},
		{652, "652"},
		{1550, "1,550"},
		{12345678, "12,345,678"},
		{-41, "−41"},
		{2.5, "2.5"},
		{1550.04, "1,550"},
		{1999.96, "2,000"},
		{math.NaN(), "not known"},
		{math.Inf(1), "not known"},
	} {
		if got := Number(c.v); got != c.want {
			t.Errorf("Number(%v) = %q, want %q", c.v, got, c.want)
		}
	}
}

func TestValueAxis(t *testing.T) {
	for _, c := range []struct {
		lo, hi      float64
		zero, whole bool
		want        string
	}{
		{473, 882, false, true, "400 to 900 by 100"},
		{1350, 1800, false, true, "1300 to 1814 by 100"},
		{100, 900, false, true, "0 to 1000 by 200"},
		{700, 700, false, true, "625 to 775 by 25"},
		{0, 0, false, true, "0 to 1.03 by 1"},
		{0, 3, true, true, "0 to 3.09 by 1"},
		{0.2, 0.9, false, false, "0 to 1 by 0.2"},
		{1, -1, false, true, "0 to 1.03 by 1"},
		{1e5, 1e5 + 1e-10, false, false, "85000 to 1.106e+05 by 5000"},
	} {
		a := valueAxis(c.lo, c.hi, 6, c.zero, c.whole)
		if got := fmt.Sprintf("%v to %.4g by %v", a.lo, a.hi, a.step); got != c.want {
			t.Errorf("from %v to %v: %s, want %s", c.lo, c.hi, got, c.want)
		}
	}
}

func TestValueAxisHoldsItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(0, 1e6).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 1e6).Draw(t, "range")
		n := rapid.IntRange(2, 6).Draw(t, "n")
		a := valueAxis(lo, hi, n, rapid.Bool().Draw(t, "zero"), rapid.Bool().Draw(t, "whole"))
		if a.lo > lo || a.hi < hi || a.lo >= a.hi || len(a.ticks) == 0 || len(a.ticks) > n+3 {
			t.Fatalf("%+v for %v to %v", a, lo, hi)
		}
	})
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		lo, hi, apart float64
		want          string
	}{
		{2011, 2018.2, 0.9, "[2011 2012 2013 2014 2015 2016 2017 2018]"},
		{2011, 2026.2, 1.4, "[2012 2014 2016 2018 2020 2022 2024 2026]"},
		{2011, 2026.2, 2.1, "[2015 2020 2025]"},
		{2011.2, 2011.8, 1, "[]"},
	} {
		if got := fmt.Sprint(years(c.lo, c.hi, c.apart)); got != c.want {
			t.Errorf("years from %v to %v: %s, want %s", c.lo, c.hi, got, c.want)
		}
	}
}

func TestDecimal(t *testing.T) {
	for date, want := range map[string]float64{
		"2018-01-01": 2018, "2018-02-05": 2018 + 35.0/365, "2020-12-31": 2020 + 365.0/366,
	} {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		if got := Decimal(d); got != want {
			t.Errorf("%s: %v, want %v", date, got, want)
		}
	}
}
