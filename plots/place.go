package plots

// place moves labels along a line so that none overlaps another: want[i] is
// where the middle of label i should be, size[i] its extent, in ascending
// order of want. It returns the middles, in order, with at least gap between
// neighbours, within lo and hi where they fit, and as near as can be (least
// squares) to where they should be.
func place(want, size []float64, gap, lo, hi float64) []float64 {
	n := len(want)
	if n == 0 {
		return nil
	}
	// With the labels pushed together, label i would sit at offset[i].
	// Subtracting it turns "no overlap" into "never descending", which is
	// solved by merging neighbours that are out of order into blocks.
	offset := make([]float64, n)
	for i := 1; i < n; i++ {
		offset[i] = offset[i-1] + size[i-1]/2 + gap + size[i]/2
	}
	type block struct {
		sum   float64
		count int
	}
	var blocks []block
	for i := range n {
		blocks = append(blocks, block{want[i] - offset[i], 1})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if a.sum/float64(a.count) < b.sum/float64(b.count) {
				break
			}
			blocks = append(blocks[:len(blocks)-2], block{a.sum + b.sum, a.count + b.count})
		}
	}
	first, last := lo+size[0]/2, hi-size[n-1]/2-offset[n-1]
	out := make([]float64, 0, n)
	for _, b := range blocks {
		at := b.sum / float64(b.count)
		at = max(first, min(at, max(first, last)))
		for range b.count {
			out = append(out, at+offset[len(out)])
		}
	}
	return out
}
