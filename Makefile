# What a person needs; each target does all of its own set-up. The tools find a JDK 25 by themselves.
.PHONY: help run test bench bench-peers bench-profile simulate kill fuzz format reset

help:
	@echo "make run     gateway and sandbox, with demo data: make your first call in a minute"
	@echo "make test    every test there is, real browser included"
	@echo "make kill    1,000 kills at random moments; nothing acknowledged may be lost: KILLS=, SEED="
	@echo "make fuzz    a minute of fuzzing for each reader of the network; TARGET=sdp, SECONDS=600, KEEP=1"
	@echo "make bench   benchmarks (JMH), then 500 calls; alone: BENCH=none LOAD='--calls 100', or LOAD=none"
	@echo "make bench-peers  beside rtpengine, round by round (apt-get install rtpengine-daemon): ARGS='--calls 200'"
	@echo "make bench-profile  where the media thread's time goes, by Linux's perf (root): ARGS='--calls 1000'"
	@echo "make simulate  a million calls with faults at every step, audited; alone: CALLS=10000, or SEED=1 again"
	@echo "make format  formats the Java sources"
	@echo "make reset   removes ./data, the demo's database; stop the gateway first"

run:
	@sh tools/run.sh

test:
	@sh tools/test.sh

kill:
	@sh tools/kill.sh

fuzz:
	@sh tools/fuzz.sh

bench:
	@sh tools/bench.sh

bench-peers:
	@sh tools/bench-peers.sh

bench-profile:
	@sh tools/bench-profile.sh

simulate:
	@sh tools/simulate.sh

format:
	@. tools/prepare.sh && mvn -q -B spotless:apply

reset:
	@rm -rf data && echo "data/ is gone; make run makes it anew"
