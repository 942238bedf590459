using System.Runtime.CompilerServices;

// libtorch has one random generator and one tensor count per process: tests that repeat bit by bit cannot run together.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Forewarn.Learning.Tests.Training;

internal static class TorchCollection
{
    // On a busy machine two OpenMP threads wait for each other far longer than one needs for the work.
    [ModuleInitializer]
    internal static void UseOneThread() => TorchSharp.torch.set_num_threads(1);
}
