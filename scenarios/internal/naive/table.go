package naive

import (
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// table is a TOML table that remembers the order of its keys. A value is a
// *table, a string, an int64, a float64, a bool, a date as text (type day), or an
// array of any of these.
type table struct {
	path   string // its address, for errors
	keys   []string
	values map[string]any
}

// day is a date written as 2006-01-02, so that comparing the text compares the
// dates.
type day string

func newTable(path string) *table {
	return &table{path: path, values: map[string]any{}}
}

// parseTable reads TOML text. The order of keys is that of their first mention.
func parseTable(text, file string) *table {
	values := map[string]any{}
	meta, err := toml.Decode(text, &values)
	check(err, file)

	mentioned := map[string][]string{} // the keys under a path, in order
	for _, key := range meta.Keys() {
		for i := range key {
			parent := strings.Join(key[:i], "\x00")
			if !slices.Contains(mentioned[parent], key[i]) {
				mentioned[parent] = append(mentioned[parent], key[i])
			}
		}
	}
	return ordered(values, mentioned, nil)
}

func ordered(values map[string]any, mentioned map[string][]string, path []string) *table {
	t := newTable(strings.Join(path, "."))
	t.keys = mentioned[strings.Join(path, "\x00")]
	if len(t.keys) != len(values) {
		fail("%s: the order of the keys is not known", t.path)
	}
	for _, key := range t.keys {
		if sub, ok := values[key].(map[string]any); ok {
			t.values[key] = ordered(sub, mentioned, append(slices.Clone(path), key))
		} else {
			t.values[key] = plain(values[key])
		}
	}
	return t
}

// plain turns a date into its text and leaves other values as they are.
func plain(value any) any {
	switch v := value.(type) {
	case time.Time:
		if v.Location().String() != "date-local" {
			fail("%v is not a local date", v)
		}
		return day(v.Format(time.DateOnly))
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	}
	return value
}

// clone is a copy of a table and of the tables in it.
func (t *table) clone() *table {
	out := newTable(t.path)
	for _, key := range t.keys {
		if sub, ok := t.values[key].(*table); ok {
			out.set(key, sub.clone())
		} else {
			out.set(key, t.values[key])
		}
	}
	return out
}

func (t *table) has(key string) bool {
	_, ok := t.values[key]
	return ok
}

func (t *table) set(key string, value any) {
	if !t.has(key) {
		t.keys = append(t.keys, key)
	}
	t.values[key] = value
}

func (t *table) remove(key string) {
	if !t.has(key) {
		fail("%s has no %s to take out", t.path, key)
	}
	delete(t.values, key)
	t.keys = slices.DeleteFunc(slices.Clone(t.keys), func(k string) bool { return k == key })
}

// only fails on a key that is not among the ones named; source, note and grade
// may stand in every table.
func (t *table) only(keys ...string) {
	for _, key := range t.keys {
		if !slices.Contains(keys, key) && key != "source" && key != "note" && key != "grade" {
			fail("%s: unknown key %s", t.path, key)
		}
	}
}

// get returns the value of a key as a T.
func get[T any](t *table, key string) T {
	value, ok := t.values[key].(T)
	if !ok {
		fail("%s: %s is missing or not of the right type", t.path, key)
	}
	return value
}

// sub is the table under a key, or an empty one.
func (t *table) sub(key string) *table {
	if !t.has(key) {
		return newTable(t.path + "." + key)
	}
	return get[*table](t, key)
}

func (t *table) text(key string) string { return get[string](t, key) }

func (t *table) date(key string) string { return string(get[day](t, key)) }

// dateOr is the date under a key, or "" where there is none.
func (t *table) dateOr(key string) string {
	if !t.has(key) {
		return ""
	}
	return t.date(key)
}

// whole is a whole number, as a float64: counts are far below the size at which
// a float64 would not hold every whole number.
func (t *table) whole(key string) float64 { return float64(get[int64](t, key)) }

func (t *table) wholeOr(key string, otherwise float64) float64 {
	if !t.has(key) {
		return otherwise
	}
	return t.whole(key)
}

// number is a number that need not be whole.
func (t *table) number(key string) float64 {
	if whole, ok := t.values[key].(int64); ok {
		return float64(whole)
	}
	return get[float64](t, key)
}

func (t *table) numberOr(key string, otherwise float64) float64 {
	if !t.has(key) {
		return otherwise
	}
	return t.number(key)
}

// list is an array of strings; none where the key is absent.
func (t *table) list(key string) []string {
	if !t.has(key) {
		return nil
	}
	var out []string
	for _, value := range get[[]any](t, key) {
		text, ok := value.(string)
		if !ok {
			fail("%s: %s is not an array of strings", t.path, key)
		}
		out = append(out, text)
	}
	return out
}
