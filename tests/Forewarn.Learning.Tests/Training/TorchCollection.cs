// libtorch has one random generator and one tensor count per process: tests that repeat bit by bit cannot run side by side.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
