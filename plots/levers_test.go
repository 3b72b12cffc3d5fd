package plots

// leverCharts calls see with every chart of levers and uncertain inputs, easy,
// hard and poor.
func leverCharts(o Options, see func(name string, f *Figure)) {
	for name, t := range influenced() {
		see("tornado, "+name, Tornado(t, o))
	}
	for name, r := range robusts() {
		see("robust, "+name, Robust(r, o))
	}
	for name, b := range boxes() {
		see("box, "+name, Box(b, o))
	}
	for name, s := range fields() {
		see("field, "+name, SweepField(s, o))
	}
	for name, s := range sweeps() {
		see("sweep, "+name, SweepLines(s, o))
	}
}
