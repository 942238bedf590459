namespace Forewarn.Lab.Tests.Imitation;

/// <summary>One expert for all tests; one after the other, because the place of run folders belongs to the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ImitationCollection : ICollectionFixture<SmallRuns>
{
    public const string Name = "imitation";
}
