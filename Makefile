# The two commands that matter are `make run` and `make test`; README.md says the rest.
.PHONY: run test check bench format schema clean
run:    ; @scripts/run
test:   ; @scripts/test
check:  ; @scripts/check
bench:  ; @scripts/bench
format: ; @scripts/format
schema: ; @scripts/schema
clean:  ; rm -rf .build .venv data
