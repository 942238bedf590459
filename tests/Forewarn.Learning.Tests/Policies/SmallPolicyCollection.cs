namespace Forewarn.Learning.Tests.Policies;

/// <summary>Tests that share one <see cref="TrainedSmallPolicy"/>.</summary>
[CollectionDefinition("small policy")]
public sealed class SmallPolicyCollection : ICollectionFixture<TrainedSmallPolicy>;
