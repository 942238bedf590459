namespace Forewarn.Lab.Tests;

/// <summary>One pipeline for all tests; one after the other, because torch's seed and thread count belong to the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PipelineCollection : ICollectionFixture<DebugPipeline>
{
    public const string Name = "pipeline";
}
