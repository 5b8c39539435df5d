"""Python runs this at the start of each command that a test starts: it watches the command's connections."""

import network_watch

network_watch.install()
