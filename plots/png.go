package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// PNG draws a figure as a PNG picture with a resolution in dots per inch. The
// headline, the description, the source and the figure's Meta are inside as
// text. Equal figures give equal bytes.
func PNG(f *Figure, dpi int) ([]byte, error) {
	if dpi < 1 || dpi > 2400 {
		return nil, fmt.Errorf("a resolution of %d dpi is not between 1 and 2400", dpi)
	}
	s := lay(f)
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(s.width), vg.Length(s.height)), vgimg.UseDPI(dpi))
	for i := range s.texts {
		s.texts[i].s = shown(s.texts[i].s) // in an SVG the reader's fonts may have it
	}
	s.draw(c)
	var raw bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := encoder.Encode(&raw, c.Image()); err != nil {
		return nil, fmt.Errorf("drawing as PNG: %w", err)
	}
	return describe(raw.Bytes(), f, dpi)
}

// describe puts the resolution and the texts into a PNG, behind its header.
func describe(picture []byte, f *Figure, dpi int) ([]byte, error) {
	const header = 8 + 4 + 4 + 13 + 4 // signature and IHDR, which comes first
	if len(picture) < header {
		return nil, fmt.Errorf("drawing as PNG: the picture has no header")
	}
	out := make([]byte, 0, len(picture)+1024)
	out = append(out, picture[:header]...)

	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	phys := binary.BigEndian.AppendUint32(nil, perMetre)
	phys = binary.BigEndian.AppendUint32(phys, perMetre)
	out = chunk(out, "pHYs", append(phys, 1)) // 1: per metre

	for _, e := range [][2]string{
		{"Title", f.Headline},
		{"Description", f.Desc},
		{"Source", f.Source},
		{"Software", software(f)},
		{"Scenario", f.Meta.Title},
		{"Scenario-Hash", f.Meta.Hash},
	} {
		if e[1] != "" {
			// iTXt: keyword, not compressed, no language, no translated keyword, UTF-8.
			out = chunk(out, "iTXt", append([]byte(e[0]+"\x00\x00\x00\x00\x00"), clean(e[1])...))
		}
	}
	return append(out, picture[header:]...), nil
}

// chunk appends a PNG chunk: length, type, data, check sum over type and data.
func chunk(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	start := len(out)
	out = append(out, kind...)
	out = append(out, data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
