package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// cause strips the operation and the path from a file error.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		err = le.Err
	}
	return err.Error()
}

// writeFile writes a file whole or not at all: to a temporary file beside it,
// which then takes its name.
func writeFile(name string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".drawdown-*")
	if err != nil {
		return unwritable(name, err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
			err = unwritable(name, err)
		}
	}()
	if _, err = f.Write(content); err == nil {
		err = f.Chmod(0o644)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}

func unwritable(name string, err error) error {
	return mistake{name + " cannot be written: " + cause(err), "nothing was changed there; check the folder's name and permissions"}
}
