package plots

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// SVG draws a figure as an SVG document: text stays text, and a title, a
// description for screen readers and the figure's Meta are inside. Equal
// figures give equal bytes.
func SVG(f *Figure) ([]byte, error) {
	s := lay(f)
	c := vgsvg.New(vg.Length(s.width), vg.Length(s.height))
	s.draw(c)
	var raw bytes.Buffer
	if _, err := c.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("drawing as SVG: %w", err)
	}
	_, body, found := bytes.Cut(raw.Bytes(), []byte(`xmlns:xlink="http://www.w3.org/1999/xlink">`))
	if !found {
		return nil, fmt.Errorf("drawing as SVG: the canvas wrote no svg element")
	}
	// The canvas repeats the font's family in every text; once is enough.
	body = bytes.ReplaceAll(body, []byte(svgFont+"font-weight:normal;font-style:normal;"), []byte(`style="`))
	body = bytes.ReplaceAll(body, []byte(svgFont+"font-weight:bold;font-style:normal;"), []byte(`style="font-weight:bold;`))

	var out bytes.Buffer
	out.Grow(len(body) + 2048)
	head(&out, f, s)
	out.Write(bytes.TrimLeft(body, "\n"))
	return out.Bytes(), nil
}

const svgFont = `style="font-family:Liberation Sans;font-variant:normal;`

// head writes the beginning of the document, up to the drawing.
func head(out *bytes.Buffer, f *Figure, s *scene) {
	lang := f.Lang
	if lang == "" {
		lang = "en"
	}
	// Several figures may stand in one page, so the ids must differ.
	sum := sha256.Sum256([]byte(f.Headline + "\x00" + f.Desc + "\x00" + f.Meta.Hash + "\x00" + string(f.Size)))
	id := fmt.Sprintf("figure-%x", sum[:6])
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%.2fmm" height="%.2fmm" viewBox="0 0 %.5g %.5g"
 role="img" aria-labelledby="%s-title %s-desc" xml:lang="%s"
 font-family="'Liberation Sans', Arial, Helvetica, sans-serif" stroke-linejoin="round">
<title id="%s-title">%s</title>
<desc id="%s-desc">%s</desc>
<metadata>
`, s.width/pointsPerMM, s.height/pointsPerMM, s.width, s.height, id, id, escape(lang),
		id, escape(f.Headline), id, escape(f.Desc))
	for _, e := range [][2]string{
		{"title", f.Meta.Title}, {"identifier", f.Meta.Hash}, {"creator", software(f)}, {"source", f.Source},
	} {
		if e[1] != "" {
			fmt.Fprintf(out, "<dc:%s xmlns:dc=\"http://purl.org/dc/elements/1.1/\">%s</dc:%s>\n", e[0], escape(e[1]), e[0])
		}
	}
	out.WriteString("</metadata>\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n")
}

func software(f *Figure) string {
	if f.Meta.Version == "" {
		return "drawdown"
	}
	return "drawdown " + f.Meta.Version
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(clean(s))) // a Buffer does not fail
	return b.String()
}
