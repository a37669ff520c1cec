# What CI runs is what you run. `make help` lists the targets; each is a few lines here or one script in scripts/.

SWIFT ?= swift
DESTDIR ?=
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
TMPFILESDIR ?= $(PREFIX)/lib/tmpfiles.d
DOCDIR ?= $(PREFIX)/share/doc/feedwatch
MANDIR ?= $(PREFIX)/share/man
FUZZ_SECONDS ?= 60
CRASHES ?= 1000
# Which systemd the unit is for; empty where there is none, and the unit is for 253 or later.
SYSTEMD_VERSION ?= $(shell systemctl --version 2>/dev/null | awk 'NR == 1 { print $$2 }')

CONFDIR = $(SYSCONFDIR)/feedwatch
RELEASE_FLAGS = -c release --static-swift-stdlib
BINARY = .build/release/feedwatch

# Warnings are errors in every target alike: toggling it would rebuild the rooms each time.
export FEEDWATCH_WERROR = 1
export SWIFT

# A crash of the tests is told by its message and the thread it happened on, not by pages of registers and images.
export SWIFT_BACKTRACE ?= color=no,interactive=no,threads=crashed,registers=none,images=none,limit=32

.DEFAULT_GOAL := help
.PHONY: help setup demo test crash lint build bench fuzz format install uninstall clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## install the Debian packages that building needs, if any is missing
	@sh scripts/setup.sh

demo: setup ## build, poll the sample feeds of config/demo.yaml, print the mentions
	@sh scripts/demo.sh

test: setup ## all tests, unit and end-to-end
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --skip EndToEndTests
	$(SWIFT) test --skip-build --filter EndToEndTests

crash: setup ## the real binary killed CRASHES (1000) times, at named steps and at any moment
	$(SWIFT) build --build-tests
	FEEDWATCH_CRASHES=$(CRASHES) $(SWIFT) test --skip-build --filter CrashTests

lint: ## formatting, import rules, forbidden words, scripts and the unit file
	@sh scripts/lint.sh

build: setup ## the release binary, .build/release/feedwatch
	$(SWIFT) build $(RELEASE_FLAGS) --product feedwatch

bench: build ## the benchmarks of Benchmarks/, on this machine
	@sh scripts/bench.sh

fuzz: setup ## each fuzz target of Fuzz/ for FUZZ_SECONDS (60)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh scripts/fuzz.sh

format: ## rewrite the Swift files as swift-format wants them
	@sh scripts/format.sh

# Root often has no Swift toolchain: an existing release binary is installed as it is.
install: ## binary, unit, config and docs; DESTDIR, PREFIX, SYSCONFDIR, UNITDIR respected
	@test -x $(BINARY) || $(MAKE) build
	install -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(UNITDIR)" "$(DESTDIR)$(SYSUSERSDIR)" \
	    "$(DESTDIR)$(TMPFILESDIR)" "$(DESTDIR)$(DOCDIR)" "$(DESTDIR)$(MANDIR)/man1" "$(DESTDIR)$(CONFDIR)"
	install -m 755 $(BINARY) "$(DESTDIR)$(BINDIR)/feedwatch"
	strip "$(DESTDIR)$(BINDIR)/feedwatch" || echo "install: there is no strip here; the binary keeps its symbols." >&2
	sh scripts/unit.sh "$(BINDIR)" "$(CONFDIR)" $(SYSTEMD_VERSION) > "$(DESTDIR)$(UNITDIR)/feedwatch.service"
	chmod 644 "$(DESTDIR)$(UNITDIR)/feedwatch.service"
	install -m 644 systemd/feedwatch.sysusers "$(DESTDIR)$(SYSUSERSDIR)/feedwatch.conf"
	install -m 644 systemd/feedwatch.tmpfiles "$(DESTDIR)$(TMPFILESDIR)/feedwatch.conf"
	sed -i 's|/etc/feedwatch|$(CONFDIR)|g' "$(DESTDIR)$(TMPFILESDIR)/feedwatch.conf"
	install -m 644 LICENSE README.md ARCHITECTURE.md CHANGELOG.md docs/*.md config/feedwatch.yaml \
	    systemd/feedwatch.logrotate "$(DESTDIR)$(DOCDIR)"
	install -m 644 docs/feedwatch.1 "$(DESTDIR)$(MANDIR)/man1/feedwatch.1"
	@sh scripts/install-config.sh "$(DESTDIR)" "$(CONFDIR)" "$(SYSUSERSDIR)" "$(TMPFILESDIR)"

uninstall: ## what install put in place, but the config, the store and the logs
	rm -f "$(DESTDIR)$(BINDIR)/feedwatch" "$(DESTDIR)$(UNITDIR)/feedwatch.service" \
	    "$(DESTDIR)$(SYSUSERSDIR)/feedwatch.conf" "$(DESTDIR)$(TMPFILESDIR)/feedwatch.conf" \
	    "$(DESTDIR)$(MANDIR)/man1/feedwatch.1"
	rm -rf "$(DESTDIR)$(DOCDIR)"
	@echo "Kept: $(DESTDIR)$(CONFDIR), the store in /var/lib/feedwatch and the logs in /var/log/feedwatch."

clean: ## what was built
	rm -rf .build Benchmarks/.build Fuzz/.build
