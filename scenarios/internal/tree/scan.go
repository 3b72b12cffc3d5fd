package tree

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"drawdown/scenarios/diag"
)

// scanner follows TOML that is known to be well formed and builds the tree of
// its keys: where each stands, and in which order they come.
type scanner struct {
	src  *diag.Source
	text string
	at   int
	root *Node
	keys []toml.Key // as MetaData.Keys would list them
	err  error

	twice  *Node                      // a key that stands twice, which the library lets pass
	tables map[*Node]map[string]*Node // the children of tables by key
}

var errScan = errors.New("scan")

// part is one segment of a dotted key.
type part struct {
	key string
	at  diag.Span
}

func (s *scanner) fail() {
	if s.err == nil {
		s.err = errScan
	}
	s.at = len(s.text)
}

func (s *scanner) more() bool { return s.at < len(s.text) }

// peek returns the byte at hand, 0 at the end.
func (s *scanner) peek() byte {
	if s.more() {
		return s.text[s.at]
	}
	return 0
}

// blank skips white space, line ends and comments.
func (s *scanner) blank() {
	for s.more() {
		switch s.text[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		case '#':
			if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
				s.at += i
			} else {
				s.at = len(s.text)
			}
		default:
			return
		}
	}
}

func (s *scanner) space() {
	for s.more() && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

func (s *scanner) expect(c byte) {
	if s.peek() != c {
		s.fail()
		return
	}
	s.at++
}

// document reads the whole text.
func (s *scanner) document() {
	table, prefix := s.root, toml.Key(nil)
	for s.blank(); s.more(); s.blank() {
		if s.peek() == '[' {
			table, prefix = s.header()
		} else {
			s.pair(table, prefix)
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the table that follows.
func (s *scanner) header() (*Node, toml.Key) {
	s.at++
	list := s.peek() == '['
	if list {
		s.at++
	}
	s.space()
	parts := s.dotted()
	s.space()
	s.expect(']')
	if list {
		s.expect(']')
	}
	if s.err != nil {
		return s.root, nil
	}
	last := parts[len(parts)-1]
	table := s.descend(s.root, parts[:len(parts)-1])
	if !list {
		table = s.table(table, last)
	} else {
		array := s.table(table, last)
		array.Kind = Array
		table = &Node{Kind: Table, Source: s.src, At: last.at, Val: last.at}
		array.Children = append(array.Children, table)
	}
	path := path(nil, parts)
	s.keys = append(s.keys, path)
	return table, path
}

// pair reads key = value into a table.
func (s *scanner) pair(table *Node, prefix toml.Key) {
	parts := s.dotted()
	s.space()
	s.expect('=')
	s.space()
	if s.err != nil {
		return
	}
	last := parts[len(parts)-1]
	full := path(prefix, parts)
	s.keys = append(s.keys, full)
	n := &Node{Key: last.key, Source: s.src, At: last.at}
	parent := s.descend(table, parts[:len(parts)-1])
	if s.child(parent, last.key) != nil && s.twice == nil {
		s.twice = n
	}
	s.add(parent, n)
	s.value(n, full)
}

// value reads a value into a node.
func (s *scanner) value(n *Node, full toml.Key) {
	start := s.at
	switch s.peek() {
	case '"', '\'':
		n.Kind = Text
		length := stringLength(s.text[s.at:])
		if length == 0 {
			s.fail()
			return
		}
		s.at += length
	case '[':
		n.Kind = Array
		s.at++
		for s.blank(); s.more() && s.peek() != ']'; s.blank() {
			e := &Node{Source: s.src}
			s.value(e, full)
			e.At = e.Val
			n.Children = append(n.Children, e)
			s.blank()
			if s.peek() == ',' {
				s.at++
			}
		}
		s.expect(']')
	case '{':
		n.Kind = Table
		s.at++
		for s.blank(); s.more() && s.peek() != '}'; s.blank() {
			s.pair(n, full)
			s.blank()
			if s.peek() == ',' {
				s.at++
			}
		}
		s.expect('}')
	default:
		length := strings.IndexAny(s.text[s.at:], ",]}#\r\n")
		if length < 0 {
			length = len(s.text) - s.at
		}
		raw := strings.TrimRight(s.text[s.at:s.at+length], " \t")
		if raw == "" {
			s.fail()
			return
		}
		s.at += len(raw)
	}
	if s.err == nil {
		n.Raw = s.text[start:s.at]
	}
	n.Val = diag.Span{Start: start, End: s.at}
}

// dotted reads a key of one or more parts.
func (s *scanner) dotted() []part {
	var parts []part
	for s.err == nil {
		parts = append(parts, s.part())
		end := s.at
		s.space()
		if s.peek() != '.' {
			s.at = end
			break
		}
		s.at++
		s.space()
	}
	return parts
}

// part reads one part of a key, bare or quoted.
func (s *scanner) part() part {
	start := s.at
	if c := s.peek(); c == '"' || c == '\'' {
		length := stringLength(s.text[s.at:])
		var v struct{ K string }
		if length == 0 {
			s.fail()
			return part{}
		}
		s.at += length
		if _, err := toml.Decode("K = "+s.text[start:s.at], &v); err != nil {
			s.fail()
		}
		return part{v.K, diag.Span{Start: start, End: s.at}}
	}
	length := strings.IndexAny(s.text[s.at:], " \t.=]\r\n")
	if length <= 0 {
		s.fail()
		return part{}
	}
	s.at += length
	return part{s.text[start:s.at], diag.Span{Start: start, End: s.at}}
}

// descend follows the leading parts of a dotted key, making tables on the way;
// of an array of tables it takes the last.
func (s *scanner) descend(n *Node, parts []part) *Node {
	for _, p := range parts {
		n = s.table(n, p)
		if n.Kind == Array && len(n.Children) > 0 {
			n = n.Children[len(n.Children)-1]
		}
	}
	return n
}

// table returns the child table of a key, making it where it is new.
func (s *scanner) table(n *Node, p part) *Node {
	if c := s.child(n, p.key); c != nil {
		return c
	}
	c := &Node{Key: p.key, Kind: Table, Source: s.src, At: p.at, Val: p.at}
	s.add(n, c)
	return c
}

// child is Node.Child, at the cost of a look-up however many children there
// are.
func (s *scanner) child(n *Node, key string) *Node { return s.tables[n][key] }

// add appends a child to a table.
func (s *scanner) add(n, child *Node) {
	if s.tables == nil {
		s.tables = map[*Node]map[string]*Node{}
	}
	if s.tables[n] == nil {
		s.tables[n] = map[string]*Node{}
	}
	n.Children = append(n.Children, child)
	s.tables[n][child.Key] = child
}

func path(prefix toml.Key, parts []part) toml.Key {
	full := append(toml.Key{}, prefix...)
	for _, p := range parts {
		full = append(full, p.key)
	}
	return full
}
