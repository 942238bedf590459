// libtorch has one random generator and one tensor count per process: tests that repeat bit by bit cannot run side by side.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
