namespace Forewarn.Reachability.Tests;

/// <summary>Tests that read the memory of the process, which belongs to all tests: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}
