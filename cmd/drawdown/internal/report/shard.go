package report

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"drawdown/sim/ensemble"
)

// A Shard is a part of an ensemble: what some of its members show, with all
// that is needed to join it to the other parts and to no others.
type Shard struct {
	Kind     string     `json:"drawdown"` // shardKind
	Version  string     `json:"version"`
	Scenario string     `json:"scenario"` // as typed
	Set      []string   `json:"set"`
	Law      []string   `json:"treaties"`
	Inputs   []FileHash `json:"inputs"`
	Sampling Sampling   `json:"sampling"`
	Part     int        `json:"part"` // from 1
	Of       int        `json:"of"`
	From     int        `json:"from"`   // its first member
	Until    int        `json:"until"`  // the one after its last
	SHA256   string     `json:"sha256"` // of all of this with no sum in its place

	Result json.RawMessage `json:"result"` // an ensemble.State
}

const shardKind = "shard"

// MostShards is into how many parts an ensemble can be cut.
const MostShards = 100000

// members are those of part i of n, counted from 1.
func (s *Shard) members() (from, until int) {
	return (s.Part - 1) * s.Sampling.Draws / s.Of, s.Part * s.Sampling.Draws / s.Of
}

// FileName is the name of the shard's file.
func (s *Shard) FileName(scenario string) string {
	width := len(fmt.Sprint(s.Of))
	return fmt.Sprintf("%s-%0*d-of-%d.shard", scenario, width, s.Part, s.Of)
}

// NewShard makes the part of an ensemble that a result is.
func NewShard(r *Report, sampling Sampling, part, of int) *Shard {
	s := &Shard{
		Kind: shardKind, Version: r.Version, Scenario: r.Argument()[0], Set: r.Document.Set, Law: r.Document.Law,
		Sampling: sampling, Part: part, Of: of,
	}
	s.From, s.Until = s.members()
	for _, f := range r.Document.Files {
		s.Inputs = append(s.Inputs, FileHash(f))
	}
	return s
}

// File writes the shard with what its members show.
func (s *Shard) File(res *ensemble.Result) ([]byte, error) {
	var err error
	if s.Result, err = json.Marshal(res.State()); err != nil {
		return nil, err
	}
	if s.SHA256, err = s.sum(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	if len(text) > mostShard {
		return nil, errors.New("the part is too large to be merged; cut the ensemble into more parts")
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// sum is the SHA-256 of the shard while there is no sum in it.
func (s Shard) sum() (string, error) {
	s.SHA256 = ""
	text, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// mostShard bounds what a shard may hold, in bytes; no constant, since a test
// has less room.
var mostShard = 1 << 30

// ReadShard reads a shard's file. Its errors are for users.
func ReadShard(r io.Reader) (*Shard, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, errors.New("it is not a shard")
	}
	text, err := io.ReadAll(io.LimitReader(z, int64(mostShard)+1))
	if err != nil {
		return nil, errors.New("it is damaged: it cannot be unpacked")
	}
	if len(text) > mostShard {
		return nil, errors.New("it is too large")
	}
	var s Shard
	if json.Unmarshal(text, &s) != nil || s.Kind != shardKind {
		return nil, errors.New("it is not a shard")
	}
	if sum, err := s.sum(); err != nil || sum != s.SHA256 {
		return nil, errors.New("it is damaged: what it says is not what was written")
	}
	if !s.possible() {
		return nil, errors.New("it is damaged: it says that it is no part of anything")
	}
	return &s, nil
}

// possible reports whether there can be such a part.
func (s *Shard) possible() bool {
	if s.Part < 1 || s.Part > s.Of || s.Of > MostShards || s.Of > s.Sampling.Draws || s.Sampling.Draws > ensemble.MostMembers {
		return false
	}
	from, until := s.members()
	return s.From == from && s.Until == until
}

// Differs says in what a shard is not of the same ensemble as another; "" where
// it is.
func (s *Shard) Differs(other *Shard) string {
	switch {
	case s.Version != other.Version:
		return fmt.Sprintf("made with drawdown %s, not %s", s.Version, other.Version)
	case s.Sampling != other.Sampling:
		return fmt.Sprintf("of %s, not %s", s.Sampling.says(), other.Sampling.says())
	case s.Of != other.Of:
		return fmt.Sprintf("one of %d parts, not of %d", s.Of, other.Of)
	case strings.Join(s.Set, "\n") != strings.Join(other.Set, "\n"):
		return "made with other --set values"
	case strings.Join(s.Law, "\n") != strings.Join(other.Law, "\n"):
		return "made with other --treaty values"
	case !sameFiles(s.Inputs, other.Inputs):
		return "made from other files, or from files that were changed"
	case s.Scenario != other.Scenario:
		return fmt.Sprintf("of %s, not %s", s.Scenario, other.Scenario)
	}
	return ""
}

func (s Sampling) says() string {
	return fmt.Sprintf("%d draws (%s, seed %d)", s.Draws, s.Method, s.Seed)
}

func sameFiles(a, b []FileHash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Made reports whether a document is what the shard was made from.
func (s *Shard) Made(r *Report) bool {
	return sameFiles(s.Inputs, NewShard(r, s.Sampling, s.Part, s.Of).Inputs)
}

// Add adds the shard's members to a result; nil to begin with.
func (s *Shard) Add(k *ensemble.Kernel, to *ensemble.Result) (*ensemble.Result, error) {
	var state ensemble.State
	if err := json.Unmarshal(s.Result, &state); err != nil {
		return nil, errors.New("its numbers cannot be read")
	}
	own, err := k.Result(&state)
	if err != nil {
		return nil, err
	}
	if own.Done != s.Until-s.From {
		return nil, errors.New("it holds other members than it should")
	}
	if to == nil {
		return own, nil
	}
	to.Add(own)
	return to, nil
}
