package naive_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"drawdown/scenarios/internal/naive"
)

// W2 is a scenario of two made-up forces with 28 systems and 71 schedules. The
// sums are those of tables that the author of the format's own reference printed.
func TestEnsembleW2(t *testing.T) {
	if testing.Short() {
		t.Skip("200 members take some seconds")
	}
	probability, quantiles, err := naive.RunEnsemble(os.DirFS("../../../sim/ensemble/testdata/w2"), "w2.toml", nil, 200, 1)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "quantiles", sha(quantiles), "bc763d7e3b8b0d6f2366e392c542ad37ee1ffd80b5cb8736b9848fc530949bdc")
	expect(t, "probability", sha(probability), "42a1a2a64b74a790a6f34203cba05d0d53e51df3498a8fe6be4bcc78b64f94bd")
}

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
