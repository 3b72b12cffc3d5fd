package plots

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func sample() *Figure {
	a := twoSides(420)
	sc := a.Trajectory.Scenario
	warheads := sc.Treaties[0].Limits[1]
	return Limits(a, Options{
		Meta:   Meta{Hash: "sha256:0123", Version: "1.2.3"},
		Source: "Source: “a” < b & c.",
		Observed: []Observed{
			{Date: day(2018, 2, 5), Party: sc.Parties[0], Limit: warheads, Value: 1350, Verified: true},
			{Date: day(2022, 9, 1), Party: sc.Parties[1], Limit: warheads, Value: 1549},
		},
	})
}

// An SVG is well-formed, names itself to a screen reader and says where it
// comes from; its texts are texts.
func TestSVG(t *testing.T) {
	f := sample()
	f.Desc += " \x00\x1b]0; <script> \xff"
	b, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	type element struct {
		attrs map[string]string
		text  string
	}
	found := map[string][]*element{}
	var open []*element
	for d := xml.NewDecoder(bytes.NewReader(b)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := &element{attrs: map[string]string{}}
			for _, a := range x.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			found[x.Name.Local] = append(found[x.Name.Local], e)
			open = append(open, e)
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(x)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	root := found["svg"][0].attrs
	if root["role"] != "img" || root["width"] != "180.00mm" || root["lang"] != "en" || !strings.Contains(root["font-family"], "Arial") {
		t.Errorf("root: %v", root)
	}
	title, desc := found["title"][0], found["desc"][0]
	if want := title.attrs["id"] + " " + desc.attrs["id"]; root["aria-labelledby"] != want {
		t.Errorf("aria-labelledby is %q, want %q", root["aria-labelledby"], want)
	}
	if title.text != f.Headline {
		t.Errorf("title is %q, want %q", title.text, f.Headline)
	}
	if !strings.Contains(desc.text, "It exceeds the limit on 6 dates") {
		t.Errorf("desc is %q", desc.text)
	}
	for i, want := range []string{"New START, made up", "sha256:0123", "drawdown 1.2.3", f.Source} {
		name := []string{"title", "identifier", "creator", "source"}[i]
		if es := found[name]; es[len(es)-1].text != want {
			t.Errorf("metadata: %s is %q, want %q", name, es[len(es)-1].text, want)
		}
	}
	if !slices.ContainsFunc(found["text"], func(e *element) bool { return e.text == "Limit 1,550" }) {
		t.Error("no text says “Limit 1,550”")
	}
	if bytes.Contains(b, []byte("Plotinum")) || bytes.Contains(b, []byte("font-variant")) {
		t.Error("what the canvas writes by itself is still there")
	}
}

func TestEverySVGIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, err := SVG(randomFigure(t))
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A PNG carries its resolution and its texts, in chunks with right check sums.
func TestPNG(t *testing.T) {
	f := sample()
	b, err := PNG(f, 100)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != 709 { // 180 mm
		t.Errorf("%d pixels wide, want 709", w)
	}
	seen := map[color.RGBA]bool{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}] = true
		}
	}
	for _, want := range []color.RGBA{{255, 255, 255, 255}, {0x00, 0x72, 0xB2, 255}, {0xD5, 0x5E, 0x00, 255}} {
		if !seen[want] {
			t.Errorf("no pixel is %v", want)
		}
	}

	texts := map[string]string{}
	var kinds []string
	for rest := b[8:]; len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest)
		kind, data, sum := string(rest[4:8]), rest[8:8+n], binary.BigEndian.Uint32(rest[8+n:])
		if sum != crc32.ChecksumIEEE(rest[4:8+n]) {
			t.Errorf("%s: wrong check sum", kind)
		}
		switch kind {
		case "pHYs":
			if got := binary.BigEndian.Uint32(data); got != 3937 {
				t.Errorf("%d pixels per metre, want 3937", got)
			}
		case "iTXt":
			key, value, _ := strings.Cut(string(data), "\x00")
			texts[key] = strings.TrimLeft(value, "\x00")
		}
		if len(kinds) == 0 || kinds[len(kinds)-1] != kind {
			kinds = append(kinds, kind)
		}
		rest = rest[12+n:]
	}
	if got := strings.Join(kinds, " "); got != "IHDR pHYs iTXt IDAT IEND" {
		t.Errorf("chunks: %s", got)
	}
	for key, want := range map[string]string{
		"Title": f.Headline, "Description": f.Desc, "Source": f.Source, "Software": "drawdown 1.2.3",
		"Scenario": "New START, made up", "Scenario-Hash": "sha256:0123",
	} {
		if texts[key] != want {
			t.Errorf("%s is %q, want %q", key, texts[key], want)
		}
	}
	if _, err := PNG(f, 0); err == nil {
		t.Error("a resolution of 0 dpi is accepted")
	}
}

func TestEqualFiguresGiveEqualBytes(t *testing.T) {
	for _, size := range Sizes {
		draw := func() []byte {
			f := sample()
			f.Size = size
			a, err := SVG(f)
			if err != nil {
				t.Fatal(err)
			}
			b, err := PNG(f, 60)
			if err != nil {
				t.Fatal(err)
			}
			return append(a, b...)
		}
		first := draw()
		for range 3 {
			if !bytes.Equal(first, draw()) {
				t.Fatalf("%s: two drawings differ", size)
			}
		}
	}
}

func TestEveryFixtureDraws(t *testing.T) {
	for name, f := range fixtures() {
		for _, f.BW = range []bool{false, true} {
			if _, err := SVG(f); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := PNG(f, 40); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestBlackAndWhiteHasNoColour(t *testing.T) {
	f := sample()
	f.BW = true
	s := lay(f)
	check := func(c color.NRGBA) {
		if c.R != c.G || c.G != c.B {
			t.Errorf("a colour: %v", c)
		}
	}
	for _, sh := range s.shapes {
		check(sh.fill)
		check(sh.stroke)
	}
	for _, x := range s.texts {
		check(x.color)
	}
}

func BenchmarkSVG(b *testing.B) {
	f := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := SVG(f); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	f := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := PNG(f, 150); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLimits(b *testing.B) {
	a := twoSides(420)
	for b.Loop() {
		Limits(a, Options{})
	}
}

// A character that the font lacks is a box in a picture, and itself in an SVG.
func TestCharactersThatTheFontLacks(t *testing.T) {
	for in, want := range map[string]string{
		"Größe – Ядро “a” □": "Größe – Ядро “a” □", "核 Test": "□ Test", "☢️ 🚀": "□ □", "": "",
	} {
		if got := shown(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
	if lacks(replacement) {
		t.Error("the font lacks the replacement")
	}
	picture := func(headline string) []byte {
		b, err := PNG(&Figure{Headline: headline, Missing: "x"}, 60)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return img.(*image.RGBA).Pix
	}
	if !bytes.Equal(picture("核 Test"), picture("□ Test")) {
		t.Error("no box is drawn")
	}
	b, err := SVG(&Figure{Headline: "核 Test", Missing: "x"})
	if err != nil || !bytes.Contains(b, []byte(">核 Test</text>")) {
		t.Errorf("the SVG lacks the text: %v", err)
	}
}
