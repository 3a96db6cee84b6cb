"""`python -m massage_billing` is the command `massage-billing`."""

import sys

from massage_billing.cli import main

sys.exit(main())
