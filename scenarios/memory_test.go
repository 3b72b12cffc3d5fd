package scenarios

import (
	"io"
	"reflect"
	"strings"
	"sync"
	"testing"

	"drawdown/scenarios/diag"
)

// Loads that share a memory give what loads without one give, whichever values
// are set, and one after another.
func TestMemory(t *testing.T) {
	for _, name := range []string{"thousand", "new-start", "trilateral"} {
		m := &Memory{}
		plain, _ := Load(name, Options{})
		for _, l := range plain.Levers {
			for _, value := range []float64{l.From, l.To, -1} {
				o := Options{Set: []string{l.Address + "=" + FormatNumber(value)}}
				want, wantList := Load(name, o)
				o.Memory = m
				got, gotList := Load(name, o)
				if a, b := texts(wantList.All()), texts(gotList.All()); !reflect.DeepEqual(a, b) {
					t.Errorf("%s %v: %q, without a memory %q", name, o.Set, b, a)
				}
				if (want == nil) != (got == nil) {
					t.Fatalf("%s %v: one is refused", name, o.Set)
				}
				if want == nil {
					continue
				}
				if string(want.Resolved()) != string(got.Resolved()) || want.Hash() != got.Hash() || !reflect.DeepEqual(want.Files, got.Files) {
					t.Errorf("%s %v is another scenario with a memory", name, o.Set)
				}
			}
		}
	}
}

// What is read once stays, also where it can be read only once, and for several
// at a time.
func TestMemoryReadsOnce(t *testing.T) {
	opened := 0
	o := Options{Memory: &Memory{}, Read: func(string) (io.ReadCloser, error) {
		opened++
		text := "format = 1\ntitle = \"x\"\nextends = \"thousand\"\n"
		if opened > 1 {
			text = ""
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}}
	if doc, list := Load("-", o); doc == nil {
		t.Fatal(list.All())
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if doc, list := Load("-", o); doc == nil {
				t.Error(list.All())
			}
		}()
	}
	wg.Wait()
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
}

func texts(all []*diag.Diagnostic) []string {
	var out []string
	for _, d := range all {
		out = append(out, d.String())
	}
	return out
}
