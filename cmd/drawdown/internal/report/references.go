package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"drawdown/scenarios"
	"drawdown/scenarios/format"
	"drawdown/sim/civil"
)

// A reference is a source that a result rests on, under a key that is unique
// among those of the result.
type reference struct {
	key string
	scenarios.Source
	used string // what for, as in "2 declared, 1 estimated"
}

// references lists the sources that documents cite, in file order, and then
// the pages that their records' figures come from.
func references(docs []*scenarios.Document) []reference {
	var all []reference
	places := map[scenarios.Source]int{} // in all
	grades := map[int]map[string]int{}
	pages := map[string]bool{}
	for _, doc := range docs {
		uses := map[*scenarios.Source]map[string]int{}
		for _, g := range doc.Gradings() {
			for _, s := range g.Sources {
				if uses[s] == nil {
					uses[s] = map[string]int{}
				}
				uses[s][g.Grade]++
			}
		}
		for _, s := range doc.Sources {
			if !s.Cited {
				continue
			}
			i, ok := places[*s]
			if !ok {
				i = len(all)
				places[*s] = i
				all = append(all, reference{key: citeKey(s.Treaty, s.Key), Source: *s})
				grades[i] = map[string]int{}
			}
			for g, n := range uses[s] {
				grades[i][g] = max(grades[i][g], n) // of several scenarios the one that uses it most
			}
			if s.URL != "" {
				pages[s.URL] = true
			}
		}
	}
	for i := range all {
		all[i].used = tally(grades[i])
	}
	for _, doc := range docs {
		all = append(all, recorded(doc.Record, pages)...)
	}
	taken := map[string]bool{}
	for i := range all {
		base := all[i].key
		for n := 2; taken[all[i].key]; n++ {
			all[i].key = fmt.Sprintf("%s-%d", base, n)
		}
		taken[all[i].key] = true
	}
	return all
}

// tally says how many numbers of each grade there are, the best known first.
func tally(count map[string]int) string {
	var parts []string
	for _, g := range format.Grades {
		if n := count[g]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, g))
		}
	}
	if n := count[""]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d without a grade", n))
	}
	return strings.Join(parts, ", ")
}

// recorded makes a reference of each page that a record's figures come from,
// but for those already there.
func recorded(rec *scenarios.Record, pages map[string]bool) []reference {
	if rec == nil {
		return nil
	}
	var all []reference
	dates := map[string][]civil.Date{}
	grades := map[string]map[string]int{}
	var order []string
	for i := range rec.Points {
		p := &rec.Points[i]
		u, err := url.Parse(p.Source)
		if err != nil || u.Host == "" || pages[p.Source] {
			continue
		}
		if grades[p.Source] == nil {
			order = append(order, p.Source)
			grades[p.Source] = map[string]int{}
		}
		grades[p.Source][p.Grade]++
		dates[p.Source] = append(dates[p.Source], p.Date)
	}
	for _, page := range order {
		pages[page] = true
		u, _ := url.Parse(page)
		sum := sha256.Sum256([]byte(page))
		days := dates[page]
		slices.Sort(days)
		when := "of " + days[0].Long()
		if last := days[len(days)-1]; last != days[0] {
			when = "from " + days[0].Long() + " to " + last.Long()
		}
		all = append(all, reference{
			key: citeKey("record", u.Hostname()+"-"+hex.EncodeToString(sum[:3])),
			Source: scenarios.Source{
				Title:     "Declared figures " + when,
				Publisher: strings.TrimPrefix(u.Hostname(), "www."),
				URL:       page,
				Note:      "declared figures in the record " + rec.Name,
			},
			used: tally(grades[page]) + " in the record",
		})
	}
	return all
}

// citeKey makes a key that BibTeX takes: ASCII letters, digits and hyphens.
func citeKey(parts ...string) string {
	text := strings.Trim(strings.Join(parts, "-"), "-")
	key := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-':
			return r
		}
		return '-'
	}, text)
	if strings.Trim(key, "-") == "" {
		return "source"
	}
	return key
}

// documents are what a comparison rests on.
func (c *Comparison) documents() []*scenarios.Document {
	docs := make([]*scenarios.Document, len(c.Reports))
	for i, r := range c.Reports {
		docs[i] = r.Document
	}
	return docs
}
