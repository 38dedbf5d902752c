"""Benchmarks: programs that measure the figures that the documents quote."""

if __name__ == "benchmarks":  # `python -m benchmarks.NAME` from the root: the modules need the name of the plugin
    import runpy
    import sys

    from protocol.launch import ROOT, load_package

    load_package("roofline", ROOT)
    runpy.run_module(f"roofline.{sys.orig_argv[sys.orig_argv.index('-m') + 1]}", run_name="__main__", alter_sys=True)
    sys.exit()
