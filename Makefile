# make run    build, and run the main job: New START, verdict here, charts and tables in out/new-start
# make test   run all tests
.PHONY: run test bench generate golden dist man clean

run:
	go run ./cmd/drawdown run new-start --out out/new-start --charts svg,png

test:
	go test ./...

# What the benchmarks measure stands beside what they time. The last table sets
# ensembles beside numpy and C, as far as these are here (sim/ensemble/SPEED.md).
bench:
	go test -run='^$$' -bench=. -benchmem ./...
	go build -o out/drawdown ./cmd/drawdown
	DRAWDOWN=$(CURDIR)/out/drawdown sim/ensemble/testdata/w2/run.sh

# Goldens and generated documents: written anew from what the program does now.
golden generate:
	go test ./scenarios ./scenarios/format ./scenarios/tables ./cmd/drawdown -run 'Golden|Fresh|README' -update

TARGETS = linux-amd64 linux-arm64 darwin-amd64 darwin-arm64 windows-amd64 windows-arm64

dist: $(TARGETS:%=dist-%)

dist-%:
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) \
	go build -trimpath -ldflags='-s -w' -o dist/drawdown-$*$(if $(findstring windows,$*),.exe) ./cmd/drawdown

man:
	go run ./cmd/drawdown man out/man

clean:
	rm -rf out dist
