import sys

from imagebatch.cli import main

sys.exit(main())
