package report

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"drawdown/sim/ensemble"
	"drawdown/sim/sample"
)

const oneMissile = `
format   = 1
title    = "One missile"
treaties = ["new-start"]
start    = 2017-02-05
end      = 2019-02-05

[party.RU]
name = "Russia"
system.heavy = { name = "Heavy", type = "icbm", launchers = 180, loading = 9, capacity = 10 }

[uncertain."party.RU.system.heavy.loading"]
integers = [8, 10]
`

// aPart is part 2 of 3 of an ensemble, and what it shows.
func aPart(t *testing.T) (*Shard, *ensemble.Result) {
	t.Helper()
	r := load(t, "mine.toml", oneMissile)
	s := NewShard(r, Sampling{Method: "random", Draws: 100, Seed: 7}, 2, 3)
	k := ensemble.Compile(r.Document.Study())
	points, err := sample.New(sample.Random, 100, 7, 1)
	if err != nil {
		t.Fatal(err)
	}
	res, err := k.Run(context.Background(), ensemble.Options{Points: points, From: s.From, Until: s.Until})
	if err != nil {
		t.Fatal(err)
	}
	return s, res
}

// pack makes a shard's file of its text.
func pack(t *testing.T, text string) io.Reader {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

// Whatever of a shard is edited, it is refused.
func TestEditedShard(t *testing.T) {
	s, res := aPart(t)
	content, err := s.File(res)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	if again, err := ReadShard(pack(t, text)); err != nil || again.Part != 2 || again.From != 33 || again.Until != 66 {
		t.Fatalf("%+v, %v", again, err)
	}
	for _, edit := range [][2]string{
		{`"seed":7`, `"seed":8`},
		{`"draws":100`, `"draws":101`},
		{`"method":"random"`, `"method":"sobol"`},
		{`"part":2`, `"part":1`},
		{`"of":3`, `"of":4`},
		{`"from":33`, `"from":34`},
		{`"until":66`, `"until":65`},
		{`"set":null`, `"set":["party.RU.system.heavy.launchers=1"]`},
		{`"treaties":null`, `"treaties":["sort"]`},
		{`"scenario":"mine.toml"`, `"scenario":"other.toml"`},
		{`"version":"0.0.1"`, `"version":"0.0.2"`},
		{`"name":"mine.toml"`, `"name":"other.toml"`},
		{`"done":33`, `"done":32`},
	} {
		edited := strings.Replace(text, edit[0], edit[1], 1)
		if edited == text {
			t.Errorf("there is no %s in %.300s", edit[0], text)
		}
		if _, err := ReadShard(pack(t, edited)); err == nil || !strings.Contains(err.Error(), "what it says is not what was written") {
			t.Errorf("%s: %v", edit[1], err)
		}
	}
}

// A shard that is no part of anything is refused, even with the right sum.
func TestImpossibleShard(t *testing.T) {
	for what, damage := range map[string]func(*Shard){
		"no part":        func(s *Shard) { s.Part = 0 },
		"beyond all":     func(s *Shard) { s.Part = 4 },
		"of none":        func(s *Shard) { s.Part, s.Of = 0, 0 },
		"of too many":    func(s *Shard) { s.Sampling.Draws, s.Of = 1e9, MostShards+1; s.From, s.Until = s.members() },
		"without draws":  func(s *Shard) { s.Sampling.Draws, s.From, s.Until = 0, 0, 0 },
		"more than all":  func(s *Shard) { s.Sampling.Draws = 1; s.From, s.Until = s.members() },
		"too many draws": func(s *Shard) { s.Sampling.Draws = ensemble.MostMembers + 1; s.From, s.Until = s.members() },
		"other members":  func(s *Shard) { s.From, s.Until = s.From+1, s.Until+1 },
	} {
		s, res := aPart(t)
		damage(s)
		content, err := s.File(res)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadShard(bytes.NewReader(content)); err == nil || !strings.Contains(err.Error(), "no part of anything") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A shard that holds other members than it says is not joined.
func TestOtherMembers(t *testing.T) {
	s, res := aPart(t)
	s.Until++
	var err error
	if s.Result, err = json.Marshal(res.State()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(res.Kernel, nil); err == nil || !strings.Contains(err.Error(), "other members") {
		t.Errorf("it was joined: %v", err)
	}
}

// What is too large to be read is called so, and is not written.
func TestLargeShard(t *testing.T) {
	s, res := aPart(t)
	content, err := s.File(res)
	if err != nil {
		t.Fatal(err)
	}
	defer func(most int) { mostShard = most }(mostShard)
	mostShard = 100
	if _, err := ReadShard(bytes.NewReader(content)); err == nil || err.Error() != "it is too large" {
		t.Errorf("read: %v", err)
	}
	if _, err := s.File(res); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("written: %v", err)
	}
}
